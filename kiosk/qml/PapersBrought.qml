import QtQuick
import Theme

// What there is of one paper: the original, a photocopy, both or nothing.
Item {
    id: brought

    required property string paper
    required property string brings

    readonly property bool both: brings === "both"
    readonly property real shape: paper === "kk" ? 1.42 : 1.58
    readonly property bool beside: both && width > height * shape * 1.55
    readonly property real sheet: beside ? Math.min(height * 0.94, (width - 24) / (2 * shape) * 0.97)
                                : both ? Math.min(height * 0.78, width * 0.72 / shape) : Math.min(height * 0.94, width * 0.94 / shape)

    PaperCard {
        visible: brought.both || brought.brings === "copy"
        height: brought.sheet
        width: height * brought.shape
        x: brought.beside ? brought.width / 2 + 12 : brought.both ? brought.width - width - 6 : (brought.width - width) / 2
        y: brought.beside || !brought.both ? (brought.height - height) / 2 : brought.height - height - 6
        paper: brought.paper
        copy: true
    }
    PaperCard {
        visible: brought.both || brought.brings === "original"
        height: brought.sheet
        width: height * brought.shape
        x: brought.beside ? brought.width / 2 - 12 - width : brought.both ? 2 : (brought.width - width) / 2
        y: brought.beside || !brought.both ? (brought.height - height) / 2 : 2
        paper: brought.paper
    }
    Rectangle {
        visible: brought.brings === "nothing"
        anchors.centerIn: parent
        height: brought.sheet * 0.9
        width: height * brought.shape
        radius: height * 0.06
        color: "transparent"
        border { width: 3; color: Theme.edge }

        Icon {
            anchors.centerIn: parent
            name: "cross"
            size: parent.height * 0.56
            color: Theme.inkSoft
        }
    }
}
