import QtQuick
import Theme

// A button of words: `main` is what to do next; `tint`, `plain` and `bare` ever quieter.
Rectangle {
    id: button

    required property string text
    property string kind: "main"
    property string icon: ""
    property real size: Theme.small

    readonly property color ink: kind === "main" ? Theme.inkOnOffice : kind === "tint" ? Theme.officeDeep : Theme.ink

    signal touched

    implicitWidth: unwrapped.advanceWidth + (icon ? size + 26 : 0) + (kind === "bare" ? 48 : 72)
    implicitHeight: Math.max(108, face.implicitHeight + 40)
    radius: Theme.radius
    color: kind === "main" ? (touch.pressed ? Theme.officeDeep : Theme.office)
         : touch.pressed ? Theme.line
         : kind === "tint" ? Theme.officeTint : kind === "plain" ? Theme.surface : "transparent"
    border { width: kind === "main" ? 0 : Theme.edgeWidth; color: Theme.edge }

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: touched()

    TextMetrics {
        id: unwrapped
        font: words.font
        text: button.text
    }

    Row {
        id: face
        anchors.centerIn: parent
        spacing: 18

        Icon {
            id: mark
            visible: button.icon.length > 0 && button.width > 440
            anchors.verticalCenter: parent.verticalCenter
            size: button.size + 8
            name: button.icon
            color: button.ink
        }
        Text {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(Math.ceil(unwrapped.advanceWidth) + 2, button.width - 48 - (mark.visible ? mark.width + face.spacing : 0))
            text: button.text
            wrapMode: Text.WordWrap
            horizontalAlignment: Text.AlignHCenter
            color: button.ink
            font { family: Theme.family; pixelSize: button.size; weight: Font.Bold }
        }
    }

    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: button.touched()
    }
}
