pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// The way through the office in four pictures, as the standing banner had it; one after the other lights up.
Rectangle {
    id: card
    objectName: "flow"

    required property KioskView view

    readonly property int count: steps.count
    property int lit: 0

    implicitHeight: heading.implicitHeight + rows.implicitHeight + 72
    radius: 28
    color: Theme.officeTint
    border { width: Theme.contrast ? Theme.edgeWidth : 0; color: Theme.edge }

    Text {
        id: heading
        anchors { top: parent.top; left: parent.left; right: parent.right; topMargin: 24; leftMargin: 32; rightMargin: 32 }
        text: card.view.flowWord
        wrapMode: Text.WordWrap
        color: Theme.officeDeep
        font { family: Theme.family; pixelSize: Theme.small; weight: Font.ExtraBold }
    }
    Column {
        id: rows
        anchors { left: parent.left; right: parent.right; leftMargin: 32; rightMargin: 32 }
        y: heading.y + heading.implicitHeight + 12 + Math.max(0, (card.height - card.implicitHeight) / 2)
        spacing: 12

        Repeater {
            id: steps
            model: card.view.lines

            Row {
                id: step

                required property int index
                required property string title
                required property string icon

                readonly property bool lit: index === card.lit

                width: rows.width
                spacing: 24

                Rectangle {
                    id: dot
                    anchors.verticalCenter: parent.verticalCenter
                    width: 84
                    height: 84
                    radius: 20
                    color: step.lit ? Theme.office : Theme.surface
                    border { width: Theme.edgeWidth; color: Theme.office }

                    Icon {
                        anchors.centerIn: parent
                        name: step.icon
                        size: 58
                        color: step.lit ? Theme.inkOnOffice : Theme.office
                    }
                }
                Text {
                    anchors.verticalCenter: parent.verticalCenter
                    width: step.width - dot.width - step.spacing
                    text: step.index + 1 + ". " + step.title
                    wrapMode: Text.WordWrap
                    lineHeight: 0.98
                    color: Theme.ink
                    font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
                }
            }
        }
    }

    Timer {
        interval: 2400
        repeat: true
        running: card.visible && card.count > 0
        onTriggered: card.lit = (card.lit + 1) % card.count
    }
}
