pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// What is there, what is missing and what to do about it; then what to do next.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property real main: wide ? Math.round(width * 0.6) : width
    readonly property bool cramped: !wide && height < 1000 * Theme.textScale
    readonly property bool close: wide || cramped

    Heading {
        id: heading
        width: page.main
        size: page.close ? Theme.title * 0.84 : Theme.title
        title: page.view.title
        hint: page.view.hint
    }

    Screenfuls {
        y: heading.height + (page.close ? 22 : 36)
        width: page.main
        height: (page.wide ? page.height : next.y - 22) - y
        gap: page.close ? 22 : 34
        moreWord: page.view.moreWord
        place: page.view.place

        Repeater {
            model: page.view.lines

            SummaryLine {
                width: page.main
                pictured: page.view.tone === "good" && paper ? (page.cramped ? 220 : page.wide && page.height < 620 ? 190 : 300) : mark === "good" && page.close ? 140 : page.cramped ? 160 : page.wide ? 190 : 230
            }
        }
        NextCall {
            width: page.main
            title: page.view.nextTitle
            hint: page.cramped ? page.view.nextHint : ""
        }
    }

    Column {
        id: next
        anchors { right: parent.right; bottom: parent.bottom }
        width: page.wide ? page.width - page.main - 56 : page.width
        spacing: page.close ? 16 : 22

        NextCall {
            visible: implicitHeight > 0
            width: parent.width
            title: page.view.nextTitle
            hint: page.cramped ? "" : page.view.nextHint
        }
        Note {
            objectName: "note"
            visible: page.view.note.length > 0
            width: parent.width
            text: page.view.note
        }
        SummaryKeys {
            width: parent.width
            view: page.view
            stacked: page.wide
            close: page.close
            cramped: page.cramped
        }
    }
}
