import QtQuick
import Lalopa.Display
import Theme

Rectangle {
    id: call
    objectName: "largeCall"

    required property WallView view
    required property rect at
    required property bool round

    readonly property color paper: flash.lit ? Theme.inkOnCall : Theme.call
    readonly property color ink: flash.lit ? Theme.call : Theme.inkOnCall
    readonly property int band: Math.round(Math.min(190, height * (height < 500 ? 0.265 : 0.29)))
    readonly property int beside: round ? 14 : 26
    readonly property int edge: round ? 20 : 28
    readonly property int label: Math.round(Math.min(44, height * 0.08))

    x: at.x
    y: at.y
    width: at.width
    height: at.height
    radius: round ? Theme.radius : 0
    color: paper

    Flash {
        id: flash
        pulse: call.view.pulse
    }

    Row {
        id: title
        anchors { top: parent.top; topMargin: call.label * 0.5; horizontalCenter: parent.horizontalCenter }
        spacing: call.label * 0.4

        Bell {
            anchors.verticalCenter: parent.verticalCenter
            width: call.label
            height: call.label
            ink: call.ink
        }
        Text {
            text: call.view.say("now_calling")
            color: call.ink
            font { family: Theme.family; pixelSize: call.label; weight: Font.Bold }
        }
    }

    TextMetrics {
        id: wide
        text: call.view.number
        font { family: Theme.family; pixelSize: 200; weight: Font.ExtraBold; letterSpacing: -6 }
    }

    // Capitals are 0.745 high. As large as the height between label and band, or the width, allows.
    Text {
        id: number
        objectName: "number"

        readonly property real room: parent.height - title.y - title.height - call.band - call.edge
        readonly property real byWidth: (call.width - 2 * call.beside) * 200 / Math.max(1, wide.advanceWidth)
        readonly property int size: Math.floor(Math.min(room / 1.02, byWidth, call.width * (call.round ? 0.3 : 0.34)))

        anchors { left: parent.left; right: parent.right; top: title.bottom; leftMargin: call.beside; rightMargin: call.beside }
        height: room
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        text: call.view.number
        color: call.ink
        font { family: Theme.family; pixelSize: number.size; weight: Font.ExtraBold; letterSpacing: -0.03 * number.size }
    }

    CallWay {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: call.edge }
        height: call.band
        radius: call.round ? 14 : 20
        color: call.ink
        ink: call.paper
        view: call.view
    }
}
