import QtQuick
import Theme

Rectangle {
    id: banner

    required property bool shown
    required property string text

    height: shown ? 76 : 0
    visible: shown
    color: Theme.warnTint

    Row {
        anchors.centerIn: parent
        spacing: 18

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "alert"
            size: 38
            color: Theme.warn
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: banner.text
            color: Theme.warn
            font { family: Theme.family; pixelSize: 30; weight: Font.DemiBold }
        }
    }
}
