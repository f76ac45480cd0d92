pragma ComponentBehavior: Bound
import QtQuick
import Lalopa.Display
import Theme

Item {
    id: welcome
    objectName: "welcome"

    required property WallView view
    required property color ink
    required property color soft
    required property color ground

    readonly property bool stacked: height > width * 0.7
    readonly property real edge: Math.min(52, width * 0.05)

    Text {
        id: greeting
        anchors { left: parent.left; leftMargin: welcome.edge; top: parent.top; topMargin: welcome.edge * 0.6 }
        text: welcome.view.say("welcome")
        color: welcome.ink
        font { family: Theme.family; pixelSize: Math.min(welcome.stacked ? 112 : 88, welcome.width * 0.1); weight: Font.ExtraBold }
    }

    Grid {
        id: steps

        readonly property real cell: welcome.stacked ? width : (width - 2 * columnSpacing) / 3

        anchors { left: parent.left; right: parent.right; top: greeting.bottom; bottom: tip.top; margins: welcome.edge; topMargin: 20; bottomMargin: 20 }
        columns: welcome.stacked ? 1 : 3
        columnSpacing: 24
        rowSpacing: 0

        Repeater {
            model: ["take", "wait", "come"]

            Item {
                id: step

                required property string modelData
                required property int index

                width: steps.cell
                height: welcome.stacked ? steps.height / 3 : steps.height

                Rectangle {
                    id: circle
                    y: welcome.stacked ? (parent.height - height) / 2 : 0
                    width: Math.min(76, step.height - 14)
                    height: width
                    radius: width / 2
                    color: welcome.soft

                    Text {
                        anchors.centerIn: parent
                        text: step.index + 1
                        color: welcome.ground
                        font { family: Theme.family; pixelSize: 44; weight: Font.ExtraBold }
                    }
                }
                Text {
                    objectName: "step"
                    x: welcome.stacked ? 104 : 0
                    y: welcome.stacked ? (parent.height - height) / 2 : 92
                    width: parent.width - x
                    wrapMode: Text.WordWrap
                    text: welcome.view.say("steps." + step.modelData)
                    color: welcome.ink
                    font { family: Theme.family; pixelSize: welcome.height > 1000 ? 62 : welcome.width > 1400 ? 54 : welcome.width < 800 ? (welcome.height < 600 ? 34 : 38) : 42; weight: Font.DemiBold }
                }
            }
        }
    }

    Rectangle {
        id: tip
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; leftMargin: welcome.edge; rightMargin: welcome.edge; bottomMargin: welcome.edge * 0.85 }
        height: 116
        radius: 16
        color: welcome.ground

        Text {
            objectName: "tip"
            anchors { fill: parent; leftMargin: 28; rightMargin: 28 }
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.WordWrap
            fontSizeMode: Text.Fit
            minimumPixelSize: 24
            text: welcome.view.tip
            color: welcome.soft
            font { family: Theme.family; pixelSize: 38; weight: Font.DemiBold }
        }
    }
}
