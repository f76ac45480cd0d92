pragma ComponentBehavior: Bound

import QtQuick
import Theme

// Sixteen digits in groups of four, as on the card.
Row {
    id: boxes

    required property string digits
    required property string tone

    readonly property real letter: Math.max(box * 0.92, Theme.small)
    readonly property real box: (width - 3 * 26 - 12 * 6) / 16

    spacing: 26

    Repeater {
        model: 4

        Row {
            id: group

            required property int index

            spacing: 6

            Repeater {
                model: 4

                Rectangle {
                    id: place

                    required property int index

                    readonly property int at: group.index * 4 + index
                    readonly property bool next: at === boxes.digits.length

                    width: boxes.box
                    height: Math.max(boxes.box * 1.5, boxes.letter * 1.3)
                    radius: 10
                    color: Theme.surface
                    border {
                        width: next ? 5 : Theme.edgeWidth
                        color: next ? Theme.office : boxes.tone === "warn" ? Theme.warn : boxes.tone === "good" ? Theme.good : Theme.edge
                    }

                    Text {
                        anchors.centerIn: parent
                        text: boxes.digits.charAt(place.at)
                        color: Theme.ink
                        font { family: Theme.family; pixelSize: boxes.letter; weight: Font.Bold }
                    }
                }
            }
        }
    }
}
