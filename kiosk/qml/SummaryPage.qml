pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// What is there, what is missing and what to do about it; then the one big button.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property real main: wide ? Math.round(width * 0.56) : width

    Column {
        id: said
        width: page.main
        spacing: page.wide ? 28 : 40

        Heading {
            width: parent.width
            title: page.view.title
            hint: page.view.hint
        }
        Rectangle {
            width: parent.width
            height: list.height + 56
            radius: 28
            color: Theme.surface
            border { width: 2; color: Theme.line }

            Column {
                id: list
                anchors { left: parent.left; right: parent.right; top: parent.top; margins: 28; leftMargin: 36; rightMargin: 36 }
                spacing: page.wide ? 16 : 26

                Repeater {
                    model: page.view.lines

                    SummaryLine {
                        width: list.width
                        compact: page.wide
                    }
                }
            }
        }
    }

    Column {
        anchors { right: parent.right; bottom: parent.bottom }
        width: page.wide ? page.width - page.main - 72 : page.width
        spacing: 36

        Row {
            width: parent.width
            spacing: 28

            Icon {
                name: "call"
                size: 64
                color: Theme.office
            }
            Column {
                width: parent.width - 92
                spacing: 6

                Text {
                    text: page.view.nextTitle
                    color: Theme.office
                    font { family: Theme.family; pixelSize: 30; weight: Font.Bold }
                }
                Text {
                    width: parent.width
                    text: page.view.nextHint
                    wrapMode: Text.WordWrap
                    lineHeight: 1.15
                    color: Theme.ink
                    font { family: Theme.family; pixelSize: 36; weight: Font.DemiBold }
                }
            }
        }
        BigButton {
            objectName: "action"
            width: parent.width
            height: page.wide ? 200 : 190
            size: page.wide ? 46 : 54
            text: page.view.action
            onTouched: page.view.acted()
        }
    }
}
