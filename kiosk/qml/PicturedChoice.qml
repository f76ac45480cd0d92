import QtQuick
import Theme

// An answer as a large picture with its words below.
Rectangle {
    id: choice
    objectName: "choice-" + key

    required property string key
    required property string title
    required property string hint
    required property string icon
    required property string paper
    required property string brings
    required property bool chosen
    property bool beside: false
    property bool ends: true  // with a sign at its end, where there is room

    property real drawn: 100  // how wide the picture is, beside its words
    property real wordsRoom: words.implicitHeight

    readonly property real wordsHeight: words.implicitHeight
    readonly property real least: beside ? Math.max(words.implicitHeight + 32, 104) : words.implicitHeight + 190

    signal touched

    radius: 24
    color: touch.pressed ? Theme.officeTint : Theme.surface
    border { width: chosen || touch.pressed ? 6 : Theme.edgeWidth; color: chosen || touch.pressed ? Theme.office : Theme.edge }

    Accessible.role: Accessible.Button
    Accessible.name: title
    Accessible.description: hint
    Accessible.checked: chosen
    Accessible.onPressAction: touched()

    Item {
        id: picture
        anchors { left: parent.left; top: parent.top; leftMargin: 22; topMargin: choice.beside ? 0 : 18 }
        width: choice.beside ? Math.min(parent.height - 16, choice.drawn) : parent.width - 44
        height: choice.beside ? parent.height : parent.height - choice.wordsRoom - 46

        Icon {
            anchors.centerIn: parent
            visible: choice.icon.length > 0
            name: choice.icon
            size: Math.min(parent.width, parent.height, 240)
            color: Theme.office
        }
        PapersBrought {
            anchors.fill: parent
            visible: choice.paper.length > 0
            paper: choice.paper
            brings: choice.brings
        }
    }
    Column {
        id: words
        x: choice.beside ? picture.x + picture.width + 22 : 20
        y: choice.beside ? (choice.height - height) / 2 : choice.height - choice.wordsRoom - 16
        width: choice.width - x - (choice.beside && choice.ends ? 90 : 20)

        Text {
            width: parent.width
            text: choice.title
            wrapMode: Text.WordWrap
            lineHeight: 0.95
            horizontalAlignment: choice.beside ? Text.AlignLeft : Text.AlignHCenter
            color: Theme.ink
            font { family: Theme.family; pixelSize: Theme.body; weight: Font.Bold }
        }
        Text {
            visible: text.length > 0
            width: parent.width
            text: choice.hint
            wrapMode: Text.WordWrap
            lineHeight: 0.95
            horizontalAlignment: choice.beside ? Text.AlignLeft : Text.AlignHCenter
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: Theme.small }
        }
    }
    Icon {
        visible: choice.beside && choice.ends && !choice.chosen
        anchors { right: parent.right; rightMargin: 26; verticalCenter: parent.verticalCenter }
        name: "go"
        size: 52
        weight: 2.4
        color: Theme.inkSoft
    }
    Rectangle {
        visible: choice.chosen
        anchors { right: parent.right; top: parent.top; margins: -10 }
        width: 64; height: 64; radius: 32
        color: Theme.office
        border { width: 4; color: Theme.surface }

        Icon {
            anchors.centerIn: parent
            name: "check"
            size: 44
            weight: 3
            color: Theme.inkOnOffice
        }
    }
    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: choice.touched()
    }
}
