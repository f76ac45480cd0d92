pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// The procedure in four lines, as the standing banner had it.
Rectangle {
    id: card

    required property KioskView view

    implicitHeight: words.implicitHeight + 80 + (view.second.length > 0 ? 36 + 108 : 0)
    radius: 28
    color: Theme.officeTint

    Column {
        id: words
        anchors { top: parent.top; left: parent.left; right: parent.right; margins: 40 }
        spacing: 24

        Text {
            text: card.view.flowWord
            color: Theme.officeDeep
            font { family: Theme.family; pixelSize: 40; weight: Font.ExtraBold }
        }
        Repeater {
            model: card.view.lines

            Row {
                id: step

                required property int index
                required property string title

                width: words.width
                spacing: 28

                Rectangle {
                    id: dot
                    anchors.verticalCenter: said.verticalCenter
                    width: 60
                    height: 60
                    radius: 30
                    color: Theme.office

                    Text {
                        anchors.centerIn: parent
                        text: step.index + 1
                        color: Theme.inkOnOffice
                        font { family: Theme.family; pixelSize: 32; weight: Font.Bold }
                    }
                }
                Text {
                    id: said
                    height: Math.max(dot.height, implicitHeight)
                    verticalAlignment: Text.AlignVCenter
                    width: step.width - dot.width - step.spacing
                    text: step.title
                    wrapMode: Text.WordWrap
                    color: Theme.ink
                    font { family: Theme.family; pixelSize: 34; weight: Font.DemiBold }
                }
            }
        }
    }

    BigButton {
        objectName: "second"
        visible: text.length > 0
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: 40 }
        kind: "plain"
        icon: "guide"
        text: card.view.second
        onTouched: card.view.actedBeside()
    }
}
