import QtQuick
import Theme

// A service, by its letter; its name stands beside, once it is chosen.
Rectangle {
    id: tab
    objectName: "choice-" + key

    required property string key
    required property string badge
    required property string title
    required property bool chosen

    signal touched

    width: 130
    height: 96
    radius: Theme.radius
    color: chosen ? Theme.office : touch.pressed ? Theme.officeTint : Theme.surface
    border { width: chosen ? 0 : Theme.edgeWidth; color: Theme.edge }

    Accessible.role: Accessible.PageTab
    Accessible.name: title
    Accessible.selected: chosen
    Accessible.onPressAction: touched()

    Text {
        anchors.centerIn: parent
        text: tab.badge
        color: tab.chosen ? Theme.inkOnOffice : Theme.office
        font { family: Theme.family; pixelSize: Math.max(52, Theme.strong); weight: Font.ExtraBold; underline: tab.chosen }
    }
    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: tab.touched()
    }
}
