pragma ComponentBehavior: Bound
import QtQuick
import Lalopa.Display
import Theme

Item {
    id: area

    required property WallView view
    required property rect at
    required property int most

    readonly property int gap: most > 4 ? 16 : 12
    readonly property real unit: Math.min(1, (height - 52) / 120)

    x: at.x
    y: at.y
    width: at.width
    height: at.height

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
            anchors { fill: parent; leftMargin: 24; rightMargin: 24 }
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.WordWrap
            fontSizeMode: Text.Fit
            minimumPixelSize: 18
            text: area.view.say("passed_none")
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: 32 }
        }
    }

    Row {
        anchors { top: title.bottom; topMargin: 12; left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: area.gap

        Repeater {
            id: calls
            model: area.view.passed

            Rectangle {
                id: call

                required property string number
                required property string note
                required property bool missed
                required property int index

                visible: index < area.most
                width: (area.width - (area.most - 1) * area.gap) / area.most
                height: parent ? parent.height : 0
                radius: 16
                color: "transparent"
                border { width: 2; color: Theme.line }

                Column {
                    anchors.centerIn: parent
                    width: parent.width - 16
                    spacing: -4 * area.unit

                    Text {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: call.number
                        color: Theme.inkSoft
                        fontSizeMode: Text.HorizontalFit
                        font { family: Theme.family; pixelSize: 44 * area.unit; weight: Font.Bold }
                    }
                    Text {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: call.note
                        color: call.missed ? Theme.bad : Theme.inkSoft
                        fontSizeMode: Text.HorizontalFit
                        font { family: Theme.family; pixelSize: 30 * area.unit; weight: Font.DemiBold }
                    }
                }
            }
        }
    }
}
