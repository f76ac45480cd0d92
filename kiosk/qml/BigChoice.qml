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
    property bool compact: false
    property bool terse: false

    readonly property bool narrow: width < 560
    readonly property int tile: compact ? 100 : 132
    readonly property real least: Math.max(words.implicitHeight, narrow ? 0 : tile) + (compact ? 28 : 40)

    signal touched

    implicitHeight: least
    radius: 24
    color: touch.pressed ? Theme.officeTint : Theme.surface
    border { width: chosen || touch.pressed ? 6 : Theme.edgeWidth; color: chosen || touch.pressed ? Theme.office : Theme.edge }

    Accessible.role: Accessible.Button
    Accessible.name: title
    Accessible.description: hint
    Accessible.checked: chosen
    Accessible.onPressAction: touched()

    ChoiceMark {
        id: mark
        anchors { left: parent.left; leftMargin: choice.compact ? 22 : 28; verticalCenter: parent.verticalCenter }
        visible: !choice.narrow
        width: choice.narrow ? 0 : choice.paper ? choice.tile * 1.5 : choice.tile
        height: choice.tile
        of: choice
    }

    Column {
        id: words
        anchors {
            left: mark.right; leftMargin: choice.narrow ? 10 : choice.compact ? 26 : 34
            right: end.left; rightMargin: 20
            verticalCenter: parent.verticalCenter
        }
        spacing: 2

        Flow {
            width: parent.width
            spacing: 4

            Text {
                id: caption
                width: Math.min(unwrapped.advanceWidth + 20, parent.width)
                text: choice.title
                wrapMode: Text.WordWrap
                lineHeight: 0.95
                color: choice.dimmed ? Theme.inkSoft : Theme.ink
                font { family: Theme.family; pixelSize: Theme.body; weight: Font.Bold }
            }
            Text {
                visible: text.length > 0 && choice.compact
                rightPadding: 20
                height: caption.height
                verticalAlignment: Text.AlignBottom
                text: choice.tag
                color: remark.color
                font: remark.font
            }
        }
        Text {
            visible: text.length > 0 && !choice.terse
            width: parent.width
            text: choice.hint
            wrapMode: Text.WordWrap
            lineHeight: 0.95
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: Theme.small }
        }
        Text {
            id: remark
            visible: text.length > 0 && !choice.compact
            width: parent.width
            text: choice.tag
            wrapMode: Text.WordWrap
            color: choice.dimmed ? Theme.warn : Theme.office
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
        }
    }

    TextMetrics {
        id: unwrapped
        font: caption.font
        text: choice.title
    }

    Icon {
        id: end
        anchors { right: parent.right; rightMargin: 28; verticalCenter: parent.verticalCenter }
        name: choice.chosen ? "check" : "go"
        size: 52
        weight: choice.chosen ? 3.2 : 2.4
        color: choice.chosen ? Theme.office : Theme.inkSoft
    }

    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: choice.touched()
    }
}
