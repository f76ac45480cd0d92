import QtQuick

// Draws the eye when `pulse` becomes another number: eight calm turns at 1.25 Hz, far below 3 Hz, cheap to paint.
Timer {
    id: flash
    objectName: "flash"

    required property int pulse

    property int left: 0
    readonly property bool lit: left % 2 === 1

    interval: 400
    repeat: true
    running: left > 0

    onTriggered: left -= 1
    onPulseChanged: left = pulse > 0 ? 16 : 0
}
