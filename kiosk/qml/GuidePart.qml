import QtQuick
import Theme

Row {
    id: part

    required property string title
    required property string hint
    required property string mark

    spacing: 26

    Icon {
        name: part.mark
        size: 52
        color: Theme.office
    }
    Column {
        width: part.width - 52 - part.spacing
        spacing: 6

        Text {
            text: part.title
            color: Theme.ink
            font { family: Theme.family; pixelSize: 34; weight: Font.Bold }
        }
        Text {
            width: parent.width
            text: part.hint
            wrapMode: Text.WordWrap
            lineHeight: 1.22
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: 28 }
        }
    }
}
