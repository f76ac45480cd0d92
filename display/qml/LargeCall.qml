import QtQuick
import Lalopa.Display
import Theme

Rectangle {
    id: call
    objectName: "largeCall"

    required property WallView view

    radius: Theme.radius
    color: flash.lit ? Theme.callTint : Theme.call

    Flash {
        id: flash
        pulse: call.view.pulse
    }

    Text {
        anchors { top: parent.top; topMargin: 28; horizontalCenter: parent.horizontalCenter }
        text: call.view.say("now_calling")
        color: Theme.inkOnCall
        font { family: Theme.family; pixelSize: 40; weight: Font.DemiBold }
    }

    Text {
        objectName: "number"
        anchors { left: parent.left; right: parent.right; margins: 24; verticalCenter: parent.verticalCenter; verticalCenterOffset: -58 }
        horizontalAlignment: Text.AlignHCenter
        text: call.view.number
        color: Theme.inkOnCall
        fontSizeMode: Text.HorizontalFit
        font { family: Theme.family; pixelSize: 300; weight: Font.ExtraBold; letterSpacing: -6 }
    }

    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: 20 }
        height: 160
        radius: 14
        color: Theme.inkOnCall

        Text {
            id: goTo
            anchors { left: parent.left; leftMargin: 40; verticalCenter: parent.verticalCenter }
            text: call.view.say("go_to")
            color: Theme.callTint
            font { family: Theme.family; pixelSize: 40; weight: Font.DemiBold }
        }
        Text {
            objectName: "place"
            anchors { left: goTo.right; leftMargin: 32; right: parent.right; rightMargin: 40; verticalCenter: parent.verticalCenter }
            horizontalAlignment: Text.AlignRight
            text: call.view.place
            color: Theme.call
            fontSizeMode: Text.HorizontalFit
            font { family: Theme.family; pixelSize: 118; weight: Font.ExtraBold }
        }
    }
}
