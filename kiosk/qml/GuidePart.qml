pragma ComponentBehavior: Bound

import QtQuick
import Theme

Row {
    id: part

    required property string title
    required property string items
    required property string mark
    required property bool compact

    readonly property list<string> points: items.split("\n")

    spacing: 26

    Rectangle {
        width: 8
        height: words.height
        radius: 4
        color: Theme.office
    }
    Column {
        id: words
        width: part.width - 8 - part.spacing
        spacing: 8

        Text {
            text: part.title
            color: Theme.ink
            font { family: Theme.family; pixelSize: part.compact ? 32 : 36; weight: Font.Bold }
        }
        Repeater {
            model: part.points

            Row {
                id: item

                required property int index
                required property string modelData

                width: words.width

                Text {
                    id: bullet
                    width: part.points.length > 1 ? 40 : 0
                    visible: width > 0
                    text: part.mark === "procedure" ? item.index + 1 + "." : "•"
                    color: Theme.office
                    font { family: Theme.family; pixelSize: part.compact ? 28 : 31; weight: Font.Bold }
                }
                Text {
                    width: item.width - bullet.width
                    text: item.modelData
                    wrapMode: Text.WordWrap
                    color: Theme.inkSoft
                    font { family: Theme.family; pixelSize: part.compact ? 28 : 31 }
                }
            }
        }
    }
}
