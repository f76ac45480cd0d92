pragma ComponentBehavior: Bound
import QtQuick
import Lalopa.Display
import Theme

Item {
    id: page

    required property SlideView slides
    required property color ink
    required property color soft
    required property color ground

    readonly property bool statement: slides.kind === "statement"
    readonly property real unit: height > width * 0.8 ? Math.min(width / 18.5, height / 18) : Math.min(width / 22, height / 16)
    readonly property real edge: unit * 1.2

    Column {
        id: column
        objectName: "column"
        anchors { left: parent.left; right: parent.right; leftMargin: page.edge; rightMargin: page.edge; verticalCenter: parent.verticalCenter }
        spacing: page.unit * 0.42

        Text {
            visible: text !== ""
            width: parent.width
            wrapMode: Text.WordWrap
            text: page.slides.kicker
            textFormat: Text.PlainText
            color: page.soft
            font { family: Theme.family; pixelSize: page.unit * 0.82; weight: Font.DemiBold }
        }

        Text {
            objectName: "title"
            visible: text !== ""
            width: parent.width
            wrapMode: Text.WordWrap
            bottomPadding: page.unit * 0.2
            lineHeight: 0.92
            text: page.slides.title
            textFormat: Text.PlainText
            color: page.ink
            font { family: Theme.family; pixelSize: page.unit * (page.statement ? 2.1 : 1.42); weight: Font.ExtraBold }
        }

        Repeater {
            model: page.slides.lines

            Item {
                id: line

                required property string kind
                required property string text
                required property string beside

                readonly property bool item: kind === "item"
                readonly property bool row: kind === "row"

                width: column.width
                height: Math.max(words.height, other.height)

                Rectangle {
                    visible: line.item
                    y: page.unit * 0.46
                    width: page.unit * 0.36
                    height: width
                    radius: width / 2
                    color: page.soft
                }

                Text {
                    id: words
                    x: line.item ? page.unit * 1.05 : 0
                    width: line.row ? parent.width * 0.5 - page.unit * 0.5 : parent.width - x
                    wrapMode: Text.Wrap
                    text: line.text
                    textFormat: Text.PlainText
                    color: page.ink
                    font { family: Theme.family; pixelSize: page.unit; weight: line.row ? Font.Bold : Font.DemiBold }
                }

                Text {
                    id: other
                    anchors { right: parent.right }
                    visible: line.row
                    width: parent.width * 0.5
                    wrapMode: Text.Wrap
                    text: line.row ? line.beside : ""
                    textFormat: Text.PlainText
                    color: page.soft
                    font { family: Theme.family; pixelSize: page.unit; weight: Font.DemiBold }
                }
            }
        }

        Rectangle {
            visible: page.slides.note !== ""
            width: Math.min(parent.width, note.implicitWidth + page.unit * 1.2)
            height: note.height + page.unit * 0.6
            radius: 14
            color: page.ground

            Text {
                id: note
                anchors.centerIn: parent
                width: Math.min(implicitWidth, column.width - page.unit * 1.2)
                wrapMode: Text.WordWrap
                text: page.slides.note
                textFormat: Text.PlainText
                color: page.soft
                font { family: Theme.family; pixelSize: page.unit * (page.statement ? 1 : 0.82); weight: Font.Bold }
            }
        }
    }
}
