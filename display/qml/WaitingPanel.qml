pragma ComponentBehavior: Bound
import QtQuick
import Lalopa.Display
import Theme

Rectangle {
    id: panel
    objectName: "waitingPanel"

    required property WallView view

    radius: Theme.radius
    color: Theme.surface
    border { width: 2; color: Theme.line }

    Column {
        anchors { left: parent.left; leftMargin: 32; verticalCenter: parent.verticalCenter }
        spacing: -8

        Text {
            text: panel.view.say("waiting")
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: 32; weight: Font.DemiBold }
        }
        Text {
            objectName: "waiting"
            text: panel.view.waiting
            color: Theme.ink
            font { family: Theme.family; pixelSize: 84; weight: Font.ExtraBold }
        }
    }

    Row {
        anchors { right: parent.right; rightMargin: 28; verticalCenter: parent.verticalCenter }
        spacing: 14

        Repeater {
            model: panel.view.queues

            Rectangle {
                id: queue

                required property string letter
                required property string waiting

                width: 108
                height: 108
                radius: 16
                color: Theme.officeTint

                Column {
                    anchors.centerIn: parent
                    spacing: -4

                    Text {
                        anchors.horizontalCenter: parent.horizontalCenter
                        text: queue.letter
                        color: Theme.office
                        font { family: Theme.family; pixelSize: 30; weight: Font.ExtraBold }
                    }
                    Text {
                        anchors.horizontalCenter: parent.horizontalCenter
                        text: queue.waiting
                        color: Theme.ink
                        font { family: Theme.family; pixelSize: 44; weight: Font.Bold }
                    }
                }
            }
        }
    }
}
