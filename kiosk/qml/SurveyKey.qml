import QtQuick
import Theme

// For those who have been served: beside the ways out, where nobody who takes a number has to pass it.
Rectangle {
    id: key
    objectName: "survey"

    required property string text

    signal touched

    visible: text.length > 0
    implicitHeight: Math.max(96, words.implicitHeight + 20)
    radius: 18
    color: touch.pressed ? Theme.line : Theme.surface
    border { width: Theme.edgeWidth; color: Theme.edge }

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: touched()

    Icon {
        id: mark
        anchors { left: parent.left; leftMargin: 20; verticalCenter: parent.verticalCenter }
        name: "face_4"
        size: 56
        color: Theme.office
    }
    Text {
        id: words
        anchors { left: mark.right; leftMargin: 16; right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }
        text: oneLine.advanceWidth < width ? key.text : key.text.replace("? ", "?\n")
        wrapMode: Text.WordWrap
        lineHeight: 0.9
        color: Theme.ink
        font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
    }

    TextMetrics {
        id: oneLine
        font: words.font
        text: key.text
    }

    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: key.touched()
    }
}
