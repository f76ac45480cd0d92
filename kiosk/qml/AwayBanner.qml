import QtQuick
import Theme

Rectangle {
    id: banner

    required property bool shown
    required property string text

    height: shown ? words.height + 28 : 0
    visible: shown
    color: Theme.warnTint

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 3
        color: Theme.warn
    }
    Icon {
        id: mark
        anchors { left: parent.left; leftMargin: 48; verticalCenter: parent.verticalCenter }
        name: "alert"
        size: 46
        weight: 2.4
        color: Theme.warn
    }
    Text {
        id: words
        anchors { left: mark.right; right: parent.right; leftMargin: 20; rightMargin: 48; verticalCenter: parent.verticalCenter }
        text: banner.text
        wrapMode: Text.WordWrap
        color: Theme.warn
        font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
    }
}
