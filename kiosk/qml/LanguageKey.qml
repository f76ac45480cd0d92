import QtQuick
import Theme

Rectangle {
    id: languageKey
    objectName: "language-" + key

    required property string key
    required property string title
    required property bool chosen

    signal touched

    width: 104
    height: 88
    radius: 18
    color: chosen ? Theme.inkOnOffice : touch.pressed ? Theme.officeDeep : "transparent"
    border { width: 3; color: Theme.inkOnOffice }

    Accessible.role: Accessible.Button
    Accessible.name: title
    Accessible.checked: chosen
    Accessible.onPressAction: touched()

    Text {
        anchors.centerIn: parent
        text: languageKey.key.toUpperCase()
        color: languageKey.chosen ? Theme.office : Theme.inkOnOffice
        font { family: Theme.family; pixelSize: Theme.body; weight: languageKey.chosen ? Font.ExtraBold : Font.Bold; underline: languageKey.chosen }
    }

    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: languageKey.touched()
    }
}
