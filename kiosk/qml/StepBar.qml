pragma ComponentBehavior: Bound

import QtQuick
import Theme

// How far the visitor is on the way to a number: four parts along the lower edge of the header.
Row {
    id: bar

    required property int stage

    height: 16
    spacing: 6

    Repeater {
        model: 4

        Rectangle {
            required property int index

            width: (bar.width - 3 * bar.spacing) / 4
            height: bar.height
            color: index < bar.stage ? Theme.call : Theme.officeDeep
        }
    }
}
