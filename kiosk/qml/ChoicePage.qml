pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk

// A question and its answers: beside each other on a lying screen, below each other on a standing one.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property real main: wide ? Math.round(width * 0.34) : width

    Column {
        id: question
        width: page.main
        spacing: 24

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
        id: beside
        objectName: "second"
        visible: page.view.second.length > 0
        anchors { left: parent.left; bottom: parent.bottom }
        width: page.main
        kind: "plain"
        icon: "guide"
        text: page.view.second
        onTouched: page.view.actedBeside()
    }

    Answers {
        anchors { right: parent.right; bottom: !page.wide && beside.visible ? beside.top : parent.bottom; bottomMargin: !page.wide && beside.visible ? 24 : 0 }
        width: page.wide ? page.width - page.main - 56 : page.width
        height: (page.wide ? page.height : page.height - question.height - 36 - (beside.visible ? beside.height + 24 : 0))
        view: page.view
        compact: page.wide || page.height < 1200
    }
}
