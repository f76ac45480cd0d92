import QtQuick
import Lalopa.Display
import Theme

// Nobody is called: a greeting where the call will be.
Rectangle {
    id: quiet
    objectName: "quiet"

    required property WallView view
    required property rect at

    x: at.x
    y: at.y
    width: at.width
    height: at.height
    radius: Theme.radius
    color: Theme.office

    Column {
        anchors { left: parent.left; right: parent.right; margins: 52; verticalCenter: parent.verticalCenter }
        spacing: 20

        Text {
            text: quiet.view.say("quiet_title")
            color: Theme.inkOnOffice
            font { family: Theme.family; pixelSize: 104; weight: Font.ExtraBold }
        }
        Text {
            objectName: "tip"
            width: parent.width
            wrapMode: Text.WordWrap
            text: quiet.view.say("quiet")
            color: Theme.officeTint
            font { family: Theme.family; pixelSize: 44; weight: Font.DemiBold }
        }
    }
}
