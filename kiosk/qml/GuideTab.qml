import QtQuick
import Theme

// One part of what can be read.
Rectangle {
    id: tab
    objectName: "choice-" + key

    required property string key
    required property string title
    required property string icon
    required property bool chosen

    property bool bare: false

    signal touched

    implicitWidth: face.implicitWidth + 48
    implicitHeight: Math.max(84, word.implicitHeight + 24)
    radius: Theme.radius
    color: chosen ? Theme.office : touch.pressed ? Theme.officeTint : Theme.surface
    border { width: chosen ? 0 : Theme.edgeWidth; color: Theme.edge }

    Accessible.role: Accessible.PageTab
    Accessible.name: title
    Accessible.selected: chosen
    Accessible.onPressAction: touched()

    Row {
        id: face
        anchors { left: parent.left; leftMargin: tab.bare ? (tab.width - implicitWidth) / 2 : Math.max(8, Math.min(28, (tab.width - implicitWidth) / 2)); verticalCenter: parent.verticalCenter }
        spacing: 10

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: tab.icon
            size: tab.bare ? 60 : Math.min(46, Theme.small * 1.1)
            color: tab.chosen ? Theme.inkOnOffice : Theme.office
        }
        Text {
            id: word
            visible: !tab.bare
            anchors.verticalCenter: parent.verticalCenter
            text: tab.title
            color: tab.chosen ? Theme.inkOnOffice : Theme.ink
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.Bold; underline: tab.chosen }
        }
    }
    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: tab.touched()
    }
}
