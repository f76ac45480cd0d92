pragma ComponentBehavior: Bound
import QtQuick
import Lalopa.Display
import Theme

Item {
    id: area

    required property WallView view

    Text {
        id: title
        text: area.view.say("passed_title")
        color: Theme.inkSoft
        font { family: Theme.family; pixelSize: 32; weight: Font.DemiBold }
    }

    Rectangle {
        anchors { top: title.bottom; topMargin: 12; left: parent.left; right: parent.right; bottom: parent.bottom }
        visible: calls.count === 0
        radius: 16
        color: "transparent"
        border { width: 2; color: Theme.line }

        Text {
            anchors.centerIn: parent
            text: area.view.say("passed_none")
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: 32 }
        }
    }

    Row {
        anchors { top: title.bottom; topMargin: 12; left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: 16

        Repeater {
            id: calls
            model: area.view.passed

            Rectangle {
                id: call

                required property string number
                required property string note
                required property bool missed

                width: (area.width - 5 * 16) / 6
                height: parent ? parent.height : 0
                radius: 16
                color: "transparent"
                border { width: 2; color: Theme.line }

                Column {
                    anchors.centerIn: parent
                    width: parent.width - 16

                    Text {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: call.number
                        color: Theme.inkSoft
                        fontSizeMode: Text.HorizontalFit
                        font { family: Theme.family; pixelSize: 40; weight: Font.Bold }
                    }
                    Text {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: call.note
                        color: call.missed ? Theme.bad : Theme.inkSoft
                        fontSizeMode: Text.HorizontalFit
                        font { family: Theme.family; pixelSize: 28; weight: Font.DemiBold }
                    }
                }
            }
        }
    }
}
