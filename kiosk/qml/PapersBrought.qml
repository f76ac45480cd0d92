import QtQuick
import Theme

// What the visitor has of one paper: the original, a photocopy, both or nothing.
Item {
    id: brought

    required property string paper
    required property string brings

    readonly property bool both: brings === "both"
    readonly property real shape: paper === "kk" ? 1.42 : 1.58
    readonly property real sheet: both ? Math.min(height * 0.82, width * 0.78 / shape) : Math.min(height * 0.92, width * 0.92 / shape)

    PaperCard {
        visible: brought.both || brought.brings === "copy"
        height: brought.sheet
        width: height * brought.shape
        anchors { right: parent.right; bottom: parent.bottom; rightMargin: brought.both ? 0 : (parent.width - width) / 2; bottomMargin: brought.both ? 0 : (parent.height - height) / 2 }
        paper: brought.paper
        copy: true
    }
    PaperCard {
        visible: brought.both || brought.brings === "original"
        height: brought.sheet
        width: height * brought.shape
        anchors { left: parent.left; top: parent.top; leftMargin: brought.both ? 0 : (parent.width - width) / 2; topMargin: brought.both ? 0 : (parent.height - height) / 2 }
        paper: brought.paper
    }
    Rectangle {
        visible: brought.brings === "nothing"
        anchors.centerIn: parent
        height: parent.height * 0.82
        width: height * brought.shape
        radius: height * 0.08
        color: "transparent"
        border { width: 3; color: Theme.line }

        Icon {
            anchors.centerIn: parent
            name: "cross"
            size: parent.height * 0.5
            color: Theme.inkSoft
        }
    }
}
