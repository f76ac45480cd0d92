import QtQuick
import Lalopa.Kiosk
import Theme

// Asks again before something ends. The yes is far from where the question was touched.
Column {
    id: page

    required property TechnicianView technician

    topPadding: parent ? parent.height * 0.06 : 0
    spacing: 56

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: 200
        height: 200
        radius: 100
        color: Theme.warnTint

        Icon {
            anchors.centerIn: parent
            name: page.technician.page === "closing" ? "power" : "restart"
            size: 112
            color: Theme.warn
        }
    }
    Text {
        objectName: "corner-note"
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, 1200)
        text: page.technician.note
        wrapMode: Text.WordWrap
        horizontalAlignment: Text.AlignHCenter
        lineHeight: 1.1
        color: Theme.ink
        font { family: Theme.family; pixelSize: Theme.strong; weight: Font.DemiBold }
    }
    BigButton {
        objectName: "corner-confirm"
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, 820)
        height: Math.max(150, implicitHeight)
        size: Theme.body
        text: page.technician.confirm
        onTouched: page.technician.confirmed()
    }
}
