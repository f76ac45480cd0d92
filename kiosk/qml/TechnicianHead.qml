import QtQuick
import Theme

// The corner's own header, darker than the office's: nobody takes it for a page of the visit.
Rectangle {
    id: head

    required property string title
    required property string hint
    required property string leave
    required property int edge

    signal touched

    height: Math.max(key.height, words.height) + 40
    color: Theme.officeDeep

    Icon {
        id: mark
        anchors { left: parent.left; leftMargin: head.edge; verticalCenter: parent.verticalCenter }
        name: "wrench"
        size: 64
        color: Theme.inkOnOffice
    }
    Column {
        id: words
        anchors { left: mark.right; right: key.left; leftMargin: 28; rightMargin: 28; verticalCenter: parent.verticalCenter }

        Text {
            objectName: "corner-title"
            width: parent.width
            text: head.title
            wrapMode: Text.WordWrap
            lineHeight: 0.94
            color: Theme.inkOnOffice
            font { family: Theme.family; pixelSize: Theme.strong; weight: Font.ExtraBold }
        }
        Text {
            objectName: "corner-hint"
            width: parent.width
            visible: text.length > 0
            text: head.hint
            wrapMode: Text.WordWrap
            lineHeight: 0.94
            color: Theme.inkOnOffice
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.Medium }
        }
    }
    BigButton {
        id: key
        objectName: "corner-leave"
        anchors { right: parent.right; rightMargin: head.edge; verticalCenter: parent.verticalCenter }
        kind: "plain"
        text: head.leave
        onTouched: head.touched()
    }
}
