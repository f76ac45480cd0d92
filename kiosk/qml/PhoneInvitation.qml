import QtQuick
import Theme

// The code of this minute: whoever scans it takes a number on her own phone, without touching the glass.
Rectangle {
    id: invitation
    objectName: "phoneInvitation"

    required property string picture
    required property string title
    required property string hint

    implicitHeight: Math.max(code.height, words.implicitHeight) + 40
    height: implicitHeight
    radius: 28
    color: Theme.surface
    border { width: Theme.edgeWidth; color: Theme.line }

    Image {
        id: code
        objectName: "phoneCode"
        anchors { left: parent.left; leftMargin: 20; verticalCenter: parent.verticalCenter }
        width: 220
        height: 220
        source: invitation.picture
        smooth: false
        asynchronous: false
    }
    Column {
        id: words
        anchors { left: code.right; right: parent.right; leftMargin: 28; rightMargin: 28; verticalCenter: parent.verticalCenter }
        spacing: 4

        Text {
            width: parent.width
            text: invitation.title
            wrapMode: Text.WordWrap
            color: Theme.ink
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.Bold }
        }
        Text {
            width: parent.width
            text: invitation.hint
            wrapMode: Text.WordWrap
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: Theme.small }
        }
    }
}
