pragma ComponentBehavior: Bound

import QtQuick

// The digits as on a telephone; where the room is low, in two rows.
Grid {
    id: pad

    required property string eraseWord

    readonly property bool flat: height < 4 * least + 3 * spacing
    readonly property int least: 84
    readonly property real keyWidth: (width - (columns - 1) * spacing) / columns
    readonly property real keyHeight: flat ? Math.min(130, (height - spacing) / 2) : (height - 3 * spacing) / 4

    signal digit(string digit)
    signal erase

    columns: flat ? 6 : 3
    spacing: height < 500 ? 14 : 20

    Repeater {
        model: pad.flat ? ["1", "2", "3", "4", "5", "erase", "6", "7", "8", "9", "0", ""] : ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "erase"]

        PadKey {
            width: pad.keyWidth
            height: pad.keyHeight
            eraseWord: pad.eraseWord
            onTouched: modelData === "erase" ? pad.erase() : pad.digit(modelData)
        }
    }
}
