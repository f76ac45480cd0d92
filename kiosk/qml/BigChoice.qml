import QtQuick
import Theme

// One answer, large enough for any finger.
Rectangle {
    id: choice
    objectName: "choice-" + key

    required property string key
    required property string title
    required property string hint
    required property string icon
    required property string paper
    required property string brings
    required property string badge
    required property string tag
    required property bool chosen
    required property bool dimmed

    readonly property bool small: height < 180
    readonly property bool narrow: width < 620
    readonly property int tile: Math.min(132, height - 36)

    signal touched

    radius: 24
    color: touch.pressed ? Theme.officeTint : Theme.surface
    border { width: chosen || touch.pressed ? 4 : 2; color: chosen || touch.pressed ? Theme.office : Theme.line }

    Accessible.role: Accessible.Button
    Accessible.name: title
    Accessible.description: hint
    Accessible.onPressAction: touched()

    Rectangle {
        id: mark
        anchors { left: parent.left; leftMargin: choice.small ? 22 : 28; verticalCenter: parent.verticalCenter }
        visible: !choice.narrow
        width: choice.narrow ? 0 : choice.paper ? choice.tile * 1.5 : choice.tile
        height: choice.tile
        radius: 20
        color: choice.paper ? "transparent" : choice.dimmed ? Theme.ground : Theme.officeTint

        Icon {
            anchors.centerIn: parent
            visible: choice.icon.length > 0 && !choice.badge
            name: choice.icon
            size: choice.tile * 0.6
            color: Theme.office
        }
        Text {
            anchors.centerIn: parent
            text: choice.badge
            color: choice.dimmed ? Theme.inkSoft : Theme.office
            font { family: Theme.family; pixelSize: choice.tile * 0.56; weight: Font.ExtraBold }
        }
        PapersBrought {
            anchors.fill: parent
            visible: choice.paper.length > 0
            paper: choice.paper
            brings: choice.brings
        }
    }

    Column {
        anchors {
            left: mark.right; leftMargin: choice.narrow ? 6 : choice.small ? 26 : 34
            right: end.left; rightMargin: 20
            verticalCenter: parent.verticalCenter
        }
        spacing: choice.small ? 2 : 8

        Text {
            width: parent.width
            text: choice.title
            wrapMode: Text.WordWrap
            maximumLineCount: 2
            elide: Text.ElideRight
            color: choice.dimmed ? Theme.inkSoft : Theme.ink
            font { family: Theme.family; pixelSize: choice.narrow ? 32 : choice.small ? 37 : 42; weight: Font.Bold }
        }
        Text {
            visible: text.length > 0
            width: parent.width
            text: choice.hint
            wrapMode: Text.WordWrap
            maximumLineCount: 2
            elide: Text.ElideRight
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: choice.small ? 28 : 30 }
        }
        Text {
            visible: text.length > 0
            width: parent.width
            text: choice.tag
            elide: Text.ElideRight
            color: choice.dimmed ? Theme.warn : Theme.office
            font { family: Theme.family; pixelSize: 28; weight: Font.DemiBold }
        }
    }

    Icon {
        id: end
        anchors { right: parent.right; rightMargin: 30; verticalCenter: parent.verticalCenter }
        name: choice.chosen ? "check" : "go"
        size: 48
        weight: choice.chosen ? 2.8 : 2.2
        color: choice.chosen ? Theme.office : Theme.inkSoft
    }

    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: choice.touched()
    }
}
