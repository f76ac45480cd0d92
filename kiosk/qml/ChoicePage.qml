pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk

// A question and its answers: beside each other on a lying screen, below each other on a standing one.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property int count: choices.count
    readonly property int columns: count > (wide ? 6 : 9) ? 2 : 1
    readonly property int rows: Math.ceil(count / columns)
    readonly property int gap: wide ? 20 : 26
    readonly property real main: wide ? Math.round(width * 0.38) : width

    Column {
        id: question
        width: page.main
        spacing: page.wide ? 40 : 32

        Heading {
            width: parent.width
            title: page.view.title
            hint: page.view.hint
        }
        Note {
            visible: page.view.note.length > 0
            width: parent.width
            text: page.view.note
        }
    }

    BigButton {
        objectName: "second"
        visible: page.view.second.length > 0
        anchors { left: parent.left; bottom: parent.bottom }
        width: page.wide ? implicitWidth : parent.width
        kind: "plain"
        icon: "guide"
        text: page.view.second
        onTouched: page.view.actedBeside()
    }

    Grid {
        id: answers

        readonly property real room: (page.wide ? page.height : page.height - y - (page.view.second ? 140 : 0))

        x: page.wide ? page.main + 72 : 0
        y: page.wide ? 0 : question.height + 48
        width: page.width - x
        columns: page.columns
        spacing: page.gap

        Repeater {
            id: choices
            model: page.view.choices

            BigChoice {
                width: (answers.width - page.gap * (page.columns - 1)) / page.columns
                height: Math.max(96, Math.min(page.wide ? 200 : 236, (answers.room - page.gap * (page.rows - 1)) / page.rows))
                onTouched: page.view.chosen(key)
            }
        }
    }
}
