import QtQuick
import Theme

// A button of words: `main` is what to do next; `tint`, `plain` and `bare` ever quieter.
Rectangle {
    id: button

    required property string text
    property string kind: "main"
    property string icon: ""
    property int size: 34

    readonly property color ink: kind === "main" ? Theme.inkOnOffice : kind === "tint" ? Theme.officeDeep : Theme.ink

    signal touched

    implicitWidth: face.implicitWidth + (kind === "bare" ? 48 : 72)
    implicitHeight: 108
    radius: Theme.radius
    color: kind === "main" ? (touch.pressed ? Theme.officeDeep : Theme.office)
         : touch.pressed ? Theme.line
         : kind === "tint" ? Theme.officeTint : kind === "plain" ? Theme.surface : "transparent"
    border { width: kind === "plain" ? 3 : 0; color: Theme.line }

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: touched()

    Row {
        id: face
        anchors.centerIn: parent
        spacing: 18

        Icon {
            visible: button.icon.length > 0
            anchors.verticalCenter: parent.verticalCenter
            size: button.size + 8
            name: button.icon
            color: button.ink
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: button.text
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
