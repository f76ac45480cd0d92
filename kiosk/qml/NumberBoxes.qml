pragma ComponentBehavior: Bound

import QtQuick
import Theme

// Sixteen digits in groups of four, as on the card.
Row {
    id: boxes

    required property string digits
    required property string tone

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
                    height: boxes.box * 1.5
                    radius: 10
                    color: Theme.surface
                    border {
                        width: next ? 4 : 2
                        color: next ? Theme.office : boxes.tone === "warn" ? Theme.warn : boxes.tone === "good" ? Theme.good : Theme.line
                    }

                    Text {
                        anchors.centerIn: parent
                        text: boxes.digits.charAt(place.at)
                        color: Theme.ink
                        font { family: Theme.family; pixelSize: boxes.box * 0.92; weight: Font.Bold }
                    }
                }
            }
        }
    }
}
