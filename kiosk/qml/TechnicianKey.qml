import QtQuick
import Theme

// A key of a row: a drawing, or a few words on two lines.
Rectangle {
    id: key

    required property string icon
    required property string text

    signal touched

    width: icon ? 108 : Math.min(Math.ceil(unwrapped.advanceWidth) + 2, 200 * Theme.textScale) + 48
    implicitHeight: Math.max(108, icon ? 0 : words.height + 28)
    radius: 18
    opacity: enabled ? 1 : 0.35
    color: touch.pressed ? Theme.line : Theme.officeTint
    border { width: Theme.edgeWidth; color: Theme.edge }

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: touched()

    TextMetrics {
        id: unwrapped
        font: words.font
        text: key.text
    }

    Icon {
        anchors.centerIn: parent
        visible: key.icon.length > 0
        name: key.icon
        size: 56
        weight: 2.6
        color: Theme.officeDeep
    }
    Text {
        id: words
        visible: key.icon.length === 0
        anchors.centerIn: parent
        width: key.width - 32
        text: key.text
        wrapMode: Text.WordWrap
        horizontalAlignment: Text.AlignHCenter
        lineHeight: 0.94
        color: Theme.officeDeep
        font { family: Theme.family; pixelSize: Theme.small; weight: Font.Bold }
    }
    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: key.touched()
    }
}
