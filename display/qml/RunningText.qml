import QtQuick
import Theme

// A text that fits stands still; a longer one runs, in steps a weak PC can paint.
Rectangle {
    id: strip
    objectName: "runningText"

    required property string text

    readonly property bool runs: one.implicitWidth > width - 80
    readonly property real lap: one.implicitWidth + 240
    readonly property int pixelsPerSecond: 110
    readonly property int step: 33

    property real gone: 0

    color: Theme.officeDeep
    clip: true

    onTextChanged: gone = 0

    Text {
        id: one
        x: strip.runs ? 40 - strip.gone : (strip.width - implicitWidth) / 2
        anchors.verticalCenter: parent.verticalCenter
        text: strip.text
        textFormat: Text.PlainText
        color: Theme.inkOnOffice
        font { family: Theme.family; pixelSize: 38; weight: Font.DemiBold }
    }

    Text {
        x: one.x + strip.lap
        anchors.verticalCenter: parent.verticalCenter
        visible: strip.runs
        text: strip.text
        textFormat: Text.PlainText
        color: one.color
        font: one.font
    }

    Timer {
        interval: strip.step
        repeat: true
        running: strip.runs && strip.visible
        onTriggered: strip.gone = strip.gone >= strip.lap ? strip.gone - strip.lap : strip.gone + strip.pixelsPerSecond * strip.step / 1000
    }
}
