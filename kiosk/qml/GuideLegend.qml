import QtQuick
import Lalopa.Kiosk
import Theme

// What the halves of the screen are, for whoever helps; in the middle the way out of it.
Rectangle {
    id: legend
    objectName: "legend"

    required property KioskView view

    readonly property Item silencer: off

    implicitHeight: Math.max(112 + (Theme.small - 38), next.implicitHeight, choose.implicitHeight)
    radius: 18
    color: Theme.officeDeep

    Half {
        id: next
        anchors { left: parent.left; leftMargin: 28; right: off.left; rightMargin: 16; verticalCenter: parent.verticalCenter }
        text: legend.view.nextHalfWord
    }
    BigButton {
        id: off
        objectName: "speech-off"
        anchors.centerIn: parent
        height: parent.height - 20
        width: Math.min(implicitWidth, legend.width * 0.46)
        kind: "plain"
        text: legend.view.noSoundWord
        onTouched: legend.view.arranged("spoken")
    }
    Half {
        id: choose
        anchors { left: off.right; leftMargin: 16; right: parent.right; rightMargin: 28; verticalCenter: parent.verticalCenter }
        horizontalAlignment: Text.AlignRight
        text: legend.view.chooseHalfWord
    }

    component Half: Text {
        wrapMode: Text.WordWrap
        lineHeight: 0.95
        color: Theme.inkOnOffice
        font { family: Theme.family; pixelSize: Theme.small; weight: Font.Bold }
    }
}
