import QtQuick
import Lalopa.Display
import Theme

Item {
    id: screen
    objectName: "connecting"

    required property WallView view

    Column {
        anchors.centerIn: parent
        spacing: 16

        Text {
            anchors.horizontalCenter: parent.horizontalCenter
            text: screen.view.say("welcome")
            color: Theme.office
            font { family: Theme.family; pixelSize: 140; weight: Font.ExtraBold }
        }
        Text {
            anchors.horizontalCenter: parent.horizontalCenter
            text: screen.view.away !== "" ? screen.view.away : screen.view.say("connecting")
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: 44; weight: Font.DemiBold }
        }
    }
}
