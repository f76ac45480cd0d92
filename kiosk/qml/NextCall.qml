import QtQuick
import Theme

// Who calls, and what to do until then.
Item {
    id: call

    required property string title
    required property string hint

    implicitHeight: hint ? words.implicitHeight : 0
    height: implicitHeight

    Icon {
        id: sign
        name: "call"
        size: 64
        color: Theme.office
    }
    Column {
        id: words
        x: sign.width + 24
        width: call.width - x

        Text {
            width: parent.width
            text: call.title
            color: Theme.office
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.Bold }
        }
        Text {
            width: parent.width
            text: call.hint
            wrapMode: Text.WordWrap
            lineHeight: 0.98
            color: Theme.ink
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
        }
    }
}
