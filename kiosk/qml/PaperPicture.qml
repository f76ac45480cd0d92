import QtQuick
import Theme

// The paper the stand-in printer drew, sliding out as from a slot.
Item {
    id: slot

    required property string source

    clip: true

    Rectangle {
        id: sheet
        width: parent.width
        height: paper.height + 24
        color: "#FFFFFF"
        border { width: 2; color: Theme.line }

        Image {
            id: paper
            x: 8
            y: 12
            width: parent.width - 16
            fillMode: Image.PreserveAspectFit
            source: slot.source
            mipmap: true
        }

        NumberAnimation on y {
            running: slot.visible
            from: slot.height
            to: 0
            duration: Theme.calm
            easing.type: Easing.OutCubic
        }
    }
}
