pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// The last lines of the program's log; two big keys turn the pages.
Item {
    id: page

    required property TechnicianView technician
    required property bool wide

    Rectangle {
        anchors { top: parent.top; bottom: parent.bottom; left: parent.left; right: page.wide ? keys.left : parent.right; rightMargin: page.wide ? 24 : 0; bottomMargin: page.wide ? 0 : keys.height + 24 }
        radius: Theme.radius
        color: Theme.surface
        border { width: 2; color: Theme.line }

        ListView {
            id: lines
            objectName: "log-lines"
            anchors { fill: parent; margins: 24 }
            clip: true
            spacing: 14
            boundsBehavior: Flickable.StopAtBounds
            model: page.technician.log
            onMovementStarted: page.technician.stayed()
            Component.onCompleted: positionViewAtEnd()

            function turn(up: bool) {
                page.technician.stayed();
                if (up)
                    contentY = Math.max(originY, contentY - height * 0.8);
                else
                    contentY = Math.max(originY, Math.min(originY + contentHeight - height, contentY + height * 0.8));
            }

            delegate: Text {
                required property string at
                required property string level
                required property string said

                width: ListView.view.width
                text: at + "  " + (level === "INFO" ? "" : level + "  ") + said
                textFormat: Text.PlainText
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                color: level === "INFO" ? Theme.ink : level === "WARNING" ? Theme.warn : Theme.bad
                font { family: Theme.family; pixelSize: Theme.small; weight: level === "INFO" ? Font.Normal : Font.DemiBold }
            }
        }
    }

    Grid {
        id: keys
        anchors { right: parent.right; bottom: parent.bottom }
        columns: page.wide ? 1 : 2
        spacing: 20

        readonly property real one: page.wide ? 340 : (page.width - spacing) / 2

        BigButton {
            objectName: "log-up"
            width: keys.one
            kind: "tint"
            text: page.technician.upWord
            onTouched: lines.turn(true)
        }
        BigButton {
            objectName: "log-down"
            width: keys.one
            kind: "tint"
            text: page.technician.downWord
            onTouched: lines.turn(false)
        }
    }
}
