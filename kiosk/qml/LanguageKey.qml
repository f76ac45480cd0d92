import QtQuick
import Theme

Rectangle {
    id: languageKey
    objectName: "language-" + key

    required property string key
    required property string title
    required property bool chosen

    signal touched

    width: 110
    height: 84
    radius: 18
    color: chosen ? Theme.inkOnOffice : touch.pressed ? Theme.officeDeep : "transparent"
    border { width: 2; color: Theme.inkOnOffice }

    Accessible.role: Accessible.Button
    Accessible.name: title

    Text {
        anchors.centerIn: parent
        text: languageKey.key.toUpperCase()
        color: languageKey.chosen ? Theme.office : Theme.inkOnOffice
        font { family: Theme.family; pixelSize: 32; weight: Font.Bold }
    }

    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: languageKey.touched()
    }
}
