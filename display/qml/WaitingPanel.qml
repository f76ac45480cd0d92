pragma ComponentBehavior: Bound
import QtQuick
import Lalopa.Display
import Theme

Rectangle {
    id: panel
    objectName: "waitingPanel"

    required property WallView view
    required property rect at

    readonly property bool flat: height < 140
    readonly property real tile: Math.min(160, (width - (flat ? 190 : 228)) / Math.max(1, queues.count) - 12)

    x: at.x
    y: at.y
    width: at.width
    height: at.height
    radius: Theme.radius
    color: Theme.surface
    border { width: 2; color: Theme.line }

    Grid {
        anchors { left: parent.left; leftMargin: panel.flat ? 24 : 28; verticalCenter: parent.verticalCenter }
        columns: 1
        columnSpacing: 16
        rowSpacing: -8
        verticalItemAlignment: Grid.AlignVCenter

        Text {
            text: panel.view.say("waiting")
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: panel.flat ? 28 : 32; weight: Font.DemiBold }
        }
        Text {
            objectName: "waiting"
            text: panel.view.waiting
            color: Theme.ink
            font { family: Theme.family; pixelSize: panel.flat ? 60 : 76; weight: Font.ExtraBold }
        }
    }

    Row {
        anchors { right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter }
        spacing: 12

        Repeater {
            id: queues
            model: panel.view.queues

            QueueTile {
                width: panel.tile
                height: panel.height - 32
            }
        }
    }
}
