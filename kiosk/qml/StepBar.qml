pragma ComponentBehavior: Bound

import QtQuick
import Theme

// How far the visitor is on the way to a number.
Row {
    id: bar

    required property list<string> names
    required property int stage

    spacing: 14

    Repeater {
        model: bar.names

        Column {
            id: step

            required property int index
            required property string modelData

            readonly property bool reached: index < bar.stage

            width: (bar.width - bar.spacing * (bar.names.length - 1)) / Math.max(1, bar.names.length)
            spacing: 10

            Rectangle {
                width: parent.width
                height: 10
                radius: 5
                color: Theme.inkOnOffice
                opacity: step.reached ? 1 : 0.28
            }
            Text {
                width: parent.width
                text: step.modelData
                elide: Text.ElideRight
                color: Theme.inkOnOffice
                opacity: step.reached ? 1 : 0.75
                font { family: Theme.family; pixelSize: 28; weight: step.index === bar.stage - 1 ? Font.Bold : Font.Normal }
            }
        }
    }
}
