pragma ComponentBehavior: Bound

import QtQuick

// Three dots that breathe in turn: something is under way.
Row {
    id: waiting

    required property color color

    spacing: 18

    Repeater {
        model: 3

        Rectangle {
            id: dot

            required property int index

            width: 26
            height: 26
            radius: 13
            color: waiting.color

            SequentialAnimation on opacity {
                running: waiting.visible
                loops: Animation.Infinite

                PauseAnimation { duration: 260 * dot.index }
                NumberAnimation { from: 1; to: 0.35; duration: 520; easing.type: Easing.InOutSine }
                NumberAnimation { from: 0.35; to: 1; duration: 520; easing.type: Easing.InOutSine }
                PauseAnimation { duration: 260 * (2 - dot.index) }
            }
        }
    }
}
