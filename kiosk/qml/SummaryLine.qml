import QtQuick
import Theme

// A paper, or a remark: its picture, whether it is there in sign and word, and what to do.
Item {
    id: line

    required property string title
    required property string hint
    required property string mark
    required property string icon
    required property string paper
    required property string brings
    required property string tag
    required property string cost
    property real pictured: 210

    readonly property bool good: mark === "good"
    readonly property color ink: good ? Theme.good : Theme.warn

    implicitHeight: Math.max(picture.height, words.implicitHeight)
    height: implicitHeight

    Item {
        id: picture
        width: line.pictured
        height: width * 0.7

        PapersBrought {
            anchors.fill: parent
            visible: line.paper.length > 0
            paper: line.paper
            brings: line.brings
            opacity: line.good ? 1 : 0.75
        }
        Rectangle {
            visible: !line.paper
            anchors.centerIn: parent
            width: parent.height; height: width; radius: 22
            color: line.good ? Theme.goodTint : Theme.warnTint
            border { width: Theme.contrast ? Theme.edgeWidth : 0; color: line.ink }

            Icon {
                anchors.centerIn: parent
                name: line.icon || "alert"
                size: parent.width * 0.62
                color: line.ink
            }
        }
        Rectangle {
            visible: line.paper.length > 0
            anchors { left: parent.left; bottom: parent.bottom; margins: -8 }
            width: Math.max(54, Math.min(68, picture.width * 0.34)); height: width; radius: width / 2
            color: line.ink
            border { width: 4; color: Theme.surface }

            Icon {
                anchors.centerIn: parent
                name: line.good ? "check" : "cross"
                size: parent.width * 0.68
                weight: 3.2
                color: "#FFFFFF"
            }
        }
    }
    Column {
        id: words
        x: picture.width + 30
        y: Math.max(0, (picture.height - implicitHeight) / 2)
        width: line.width - x

        Text {
            width: parent.width
            text: line.tag ? line.title + " · <font color='" + line.ink + "'>" + line.tag.replace(/ /g, "\u00a0") + "</font>" : line.title
            textFormat: Text.StyledText
            wrapMode: Text.WordWrap
            lineHeight: 0.95
            color: Theme.ink
            font { family: Theme.family; pixelSize: Theme.body; weight: Font.Bold }
        }
        Text {
            visible: text.length > 0
            width: parent.width
            text: line.hint
            wrapMode: Text.WordWrap
            lineHeight: 0.98
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: Theme.small }
        }
        Text {
            visible: text.length > 0
            width: parent.width
            topPadding: 4
            text: line.cost
            wrapMode: Text.WordWrap
            lineHeight: 0.98
            color: Theme.good
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
        }
    }
}
