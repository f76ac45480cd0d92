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
    readonly property bool narrow: width < 400
    readonly property real tile: Math.min(108, height - 24, (width * 0.6) / Math.max(1, queues.count) - 14)

    x: at.x
    y: at.y
    width: at.width
    height: at.height
    radius: Theme.radius
    color: Theme.surface
    border { width: 2; color: Theme.line }

    Grid {
        anchors { left: parent.left; leftMargin: 32; verticalCenter: parent.verticalCenter }
        columns: panel.flat ? 2 : 1
        columnSpacing: 24
        rowSpacing: -8
        verticalItemAlignment: Grid.AlignVCenter

        Text {
            text: panel.view.say("waiting")
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: panel.flat ? 34 : 32; weight: Font.DemiBold }
        }
        Text {
            objectName: "waiting"
            text: panel.view.waiting
            color: Theme.ink
            font { family: Theme.family; pixelSize: panel.flat ? 72 : 84; weight: Font.ExtraBold }
        }
    }

    Row {
        visible: !panel.narrow
        anchors { right: parent.right; rightMargin: panel.flat ? 16 : 28; verticalCenter: parent.verticalCenter }
        spacing: 14

        Repeater {
            id: queues
            model: panel.view.queues

            Rectangle {
                id: queue

                required property string letter
                required property string waiting

                width: panel.tile
                height: Math.min(108, panel.height - 24)
                radius: 16
                color: Theme.officeTint

                Column {
                    anchors.centerIn: parent
                    spacing: -4

                    Text {
                        anchors.horizontalCenter: parent.horizontalCenter
                        text: queue.letter
                        color: Theme.office
                        font { family: Theme.family; pixelSize: queue.height * 0.28; weight: Font.ExtraBold }
                    }
                    Text {
                        anchors.horizontalCenter: parent.horizontalCenter
                        text: queue.waiting
                        color: Theme.ink
                        font { family: Theme.family; pixelSize: queue.height * 0.4; weight: Font.Bold }
                    }
                }
            }
        }
    }
}
