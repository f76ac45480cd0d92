import QtQuick
import Theme

Column {
    id: heading

    required property string title
    required property string hint
    property real size: Theme.title
    property bool centred: false

    spacing: 14

    Text {
        objectName: "title"
        width: parent.width
        text: heading.title
        wrapMode: Text.WordWrap
        lineHeight: 0.94
        horizontalAlignment: heading.centred ? Text.AlignHCenter : Text.AlignLeft
        color: Theme.ink
        font { family: Theme.family; pixelSize: heading.size; weight: Font.ExtraBold; letterSpacing: -0.5 }
    }
    Text {
        visible: text.length > 0
        width: parent.width
        text: heading.hint
        wrapMode: Text.WordWrap
        lineHeight: 1.02
        horizontalAlignment: heading.centred ? Text.AlignHCenter : Text.AlignLeft
        color: Theme.inkSoft
        font { family: Theme.family; pixelSize: Theme.small }
    }
}
