import QtQuick
import Lalopa.Display
import Theme

Item {
    id: screen
    objectName: "connecting"

    required property WallView view

    Column {
        anchors { left: parent.left; right: parent.right; margins: 48; verticalCenter: parent.verticalCenter }
        spacing: 16

        Text {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            fontSizeMode: Text.HorizontalFit
            text: screen.view.say("welcome")
            color: Theme.office
            font { family: Theme.family; pixelSize: 140; weight: Font.ExtraBold }
        }
        Text {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WordWrap
            text: screen.view.away !== "" ? screen.view.away : screen.view.say("connecting")
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: 44; weight: Font.DemiBold }
        }
    }
}
