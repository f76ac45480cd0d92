pragma ComponentBehavior: Bound
import QtQuick
import Lalopa.Display
import Theme

Rectangle {
    id: welcome
    objectName: "welcome"

    required property WallView view

    radius: Theme.radius
    color: Theme.office

    Text {
        id: greeting
        anchors { left: parent.left; leftMargin: 52; top: parent.top; topMargin: 28 }
        text: welcome.view.say("welcome")
        color: Theme.inkOnOffice
        font { family: Theme.family; pixelSize: 88; weight: Font.ExtraBold }
    }

    Row {
        id: steps

        readonly property int cell: (width - 2 * spacing) / 3

        anchors { left: parent.left; right: parent.right; top: greeting.bottom; bottom: tip.top; margins: 40; topMargin: 24; bottomMargin: 24 }
        spacing: 24

        Repeater {
            model: ["take", "wait", "come"]

            Item {
                id: step

                required property string modelData
                required property int index

                width: steps.cell
                height: steps.height

                Rectangle {
                    id: circle
                    x: 12
                    width: 76
                    height: 76
                    radius: 38
                    color: Theme.officeTint

                    Text {
                        anchors.centerIn: parent
                        text: step.index + 1
                        color: Theme.officeDeep
                        font { family: Theme.family; pixelSize: 44; weight: Font.ExtraBold }
                    }
                }
                Text {
                    objectName: "step"
                    anchors { left: parent.left; leftMargin: 12; right: parent.right; top: circle.bottom; topMargin: 16 }
                    wrapMode: Text.WordWrap
                    text: welcome.view.say("steps." + step.modelData)
                    color: Theme.inkOnOffice
                    font { family: Theme.family; pixelSize: welcome.width > 1400 ? 54 : 42; weight: Font.DemiBold }
                }
            }
        }
    }

    Rectangle {
        id: tip
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; leftMargin: 52; rightMargin: 52; bottomMargin: 44 }
        height: 116
        radius: 16
        color: Theme.officeDeep

        Text {
            objectName: "tip"
            anchors { fill: parent; leftMargin: 28; rightMargin: 28 }
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.WordWrap
            fontSizeMode: Text.Fit
            minimumPixelSize: 24
            text: welcome.view.tip
            color: Theme.officeTint
            font { family: Theme.family; pixelSize: 38; weight: Font.DemiBold }
        }
    }
}
