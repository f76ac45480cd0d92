pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// All that is known of the network and of the machine, one line a fact.
Flickable {
    id: page

    required property TechnicianView technician
    required property bool wide

    contentHeight: blocks.height
    interactive: contentHeight > height
    boundsBehavior: Flickable.StopAtBounds

    Grid {
        id: blocks
        width: parent.width
        columns: page.wide ? 2 : 1
        spacing: 28

        Repeater {
            model: page.technician.facts

            Rectangle {
                id: block

                required property string key
                required property string title
                required property string said
                required property string tone
                required property string act

                width: page.wide ? (blocks.width - blocks.spacing) / 2 : blocks.width
                height: lines.height + 64
                radius: Theme.radius
                color: Theme.surface
                border { width: tone === "warn" ? 4 : 2; color: tone === "warn" ? Theme.warn : Theme.line }

                Column {
                    id: lines
                    anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: 32 }
                    spacing: 18

                    Text {
                        width: parent.width
                        text: block.title
                        color: Theme.ink
                        font { family: Theme.family; pixelSize: Theme.strong; weight: Font.ExtraBold }
                    }
                    Text {
                        objectName: "facts-" + block.key
                        width: parent.width
                        text: block.said
                        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                        lineHeight: 1.16
                        color: Theme.ink
                        font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
                    }
                    BigButton {
                        objectName: block.key + ".again"
                        visible: block.act.length > 0
                        width: Math.min(lines.width, 480)
                        kind: "tint"
                        icon: "restart"
                        text: block.act
                        onTouched: page.technician.acted(block.key + ".act")
                    }
                }
            }
        }
    }
}
