pragma ComponentBehavior: Bound

import QtQuick
import Theme

// One dot for each digit typed: nobody reads the PIN over a shoulder.
Row {
    id: dots

    required property int count
    required property bool awaited

    readonly property real place: (width - 11 * spacing) / 12

    objectName: "dots"
    spacing: 12

    Repeater {
        model: 12

        Rectangle {
            id: place

            required property int index

            readonly property bool typed: index < dots.count
            readonly property bool next: dots.awaited && index === dots.count

            width: dots.place
            height: dots.place * 1.3
            radius: 12
            color: Theme.surface
            border { width: next ? 5 : Theme.edgeWidth; color: next ? Theme.office : index < 6 ? Theme.edge : Theme.line }

            Rectangle {
                anchors.centerIn: parent
                visible: place.typed
                width: dots.place * 0.46
                height: width
                radius: width / 2
                color: Theme.ink
            }
        }
    }
}
