pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk

// The six public parts of a service, one service at a time.
Item {
    id: page

    required property KioskView view
    required property bool wide

    Heading {
        id: heading
        width: page.wide ? page.width - tabs.width - 56 : page.width
        size: 56
        title: page.view.title
        hint: page.view.hint
    }

    Row {
        id: tabs
        x: page.wide ? page.width - width : 0
        y: page.wide ? 10 : heading.height + 28
        spacing: 20

        Repeater {
            model: page.view.choices

            LetterTab {
                onTouched: page.view.chosen(key)
            }
        }
    }

    Flickable {
        anchors { top: page.wide ? heading.bottom : tabs.bottom; topMargin: 36; left: parent.left; right: parent.right; bottom: parent.bottom }
        contentHeight: parts.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Grid {
            id: parts
            width: parent.width
            columns: page.wide ? 2 : 1
            columnSpacing: 56
            rowSpacing: page.wide ? 22 : 34

            Repeater {
                model: page.view.lines

                GuidePart {
                    compact: page.wide
                    width: page.wide ? (parts.width - parts.columnSpacing) / 2 : parts.width
                }
            }
        }
    }
}
