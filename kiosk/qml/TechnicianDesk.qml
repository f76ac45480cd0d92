pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// Everything of the machine at a glance, and what can be done about it.
Item {
    id: page

    required property TechnicianView technician
    required property bool wide

    Flickable {
        id: pane
        anchors { top: parent.top; bottom: foot.top; left: parent.left; right: parent.right; bottomMargin: 24 }
        contentHeight: rows.height
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds

        Grid {
            id: rows

            readonly property int lines: page.wide ? 3 : 6
            readonly property real even: (pane.height - (lines - 1) * spacing) / lines

            width: parent.width
            rows: lines
            columns: page.wide ? 2 : 1
            flow: Grid.TopToBottom
            spacing: 20

            Repeater {
                model: page.technician.rows

                TechnicianRow {
                    width: page.wide ? (rows.width - rows.spacing) / 2 : rows.width
                    height: Math.max(implicitHeight, Math.min(rows.even, 260))
                    onTouched: what => page.technician.acted(key + "." + what)
                }
            }
        }
    }

    Rectangle {  // covers what is scrolled away: the software renderer cuts off no drawing
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; bottomMargin: -32 }
        height: keys.height + 32
        color: Theme.ground
    }
    Row {
        id: keys
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: 20

        readonly property real one: (width - 2 * spacing) / 3

        BigButton {
            objectName: "corner-log"
            width: keys.one
            kind: "plain"
            icon: page.wide ? "procedure" : ""
            text: page.technician.logWord
            onTouched: page.technician.acted("log")
        }
        BigButton {
            objectName: "corner-restarting"
            width: keys.one
            kind: "plain"
            icon: page.wide ? "restart" : ""
            text: page.technician.restartWord
            onTouched: page.technician.acted("restarting")
        }
        BigButton {
            objectName: "corner-closing"
            width: keys.one
            kind: "plain"
            icon: page.wide ? "power" : ""
            text: page.technician.closeWord
            onTouched: page.technician.acted("closing")
        }
    }
}
