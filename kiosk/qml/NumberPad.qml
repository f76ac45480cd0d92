pragma ComponentBehavior: Bound

import QtQuick

Grid {
    id: pad

    required property string eraseWord

    readonly property real keyWidth: (width - 2 * spacing) / 3
    readonly property real keyHeight: (height - 3 * spacing) / 4

    signal digit(string digit)
    signal erase

    columns: 3
    spacing: 20

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "erase"]

        PadKey {
            width: pad.keyWidth
            height: pad.keyHeight
            eraseWord: pad.eraseWord
            onTouched: modelData === "erase" ? pad.erase() : pad.digit(modelData)
        }
    }
}
