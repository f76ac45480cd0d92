import QtQuick
import Theme

Rectangle {
    id: tab
    objectName: "choice-" + key

    required property string key
    required property string badge
    required property string title
    required property bool chosen

    signal touched

    width: 132
    height: 100
    radius: Theme.radius
    color: chosen ? Theme.office : touch.pressed ? Theme.officeTint : Theme.surface
    border { width: chosen ? 0 : 3; color: Theme.line }

    Accessible.role: Accessible.PageTab
    Accessible.name: title

    Text {
        anchors.centerIn: parent
        text: tab.badge
        color: tab.chosen ? Theme.inkOnOffice : Theme.office
        font { family: Theme.family; pixelSize: 52; weight: Font.ExtraBold }
    }
    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: tab.touched()
    }
}
