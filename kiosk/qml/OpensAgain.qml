import QtQuick
import Theme

// When numbers can be taken again, large enough to be read in passing.
Rectangle {
    id: opens
    objectName: "opensAgain"

    required property string title
    required property string time
    required property string date

    implicitHeight: Math.max(words.implicitHeight, mark.height) + 64
    height: implicitHeight
    radius: 28
    color: Theme.surface
    border { width: Theme.edgeWidth; color: Theme.line }

    Icon {
        id: mark
        anchors { left: parent.left; leftMargin: 40; verticalCenter: parent.verticalCenter }
        name: "clock"
        size: 150
        weight: 1.6
        color: Theme.office
    }
    Column {
        id: words
        anchors { left: mark.right; right: parent.right; leftMargin: 36; rightMargin: 32; verticalCenter: parent.verticalCenter }

        Text {
            width: parent.width
            text: opens.title
            wrapMode: Text.WordWrap
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
        }
        Text {
            width: parent.width
            text: opens.time
            color: Theme.ink
            font { family: Theme.family; pixelSize: Theme.display * 1.25; weight: Font.ExtraBold }
        }
        Text {
            visible: text.length > 0
            width: parent.width
            text: opens.date
            wrapMode: Text.WordWrap
            color: Theme.ink
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
        }
    }
}
