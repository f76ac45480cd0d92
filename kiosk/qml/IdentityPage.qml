import QtQuick
import Lalopa.Kiosk

Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property real main: wide ? Math.round(width * 0.5) : width
    readonly property real beside: main + 96

    Column {
        id: asked
        width: page.main
        spacing: page.wide ? 36 : 40

        Heading {
            width: parent.width
            title: page.view.title
            hint: page.view.hint
        }
        NumberBoxes {
            width: parent.width
            digits: page.view.digits
            tone: page.view.tone
        }
        Note {
            objectName: "note"
            width: parent.width
            text: page.view.note
            tone: page.view.tone
        }
    }

    Row {
        anchors { left: parent.left; bottom: parent.bottom }
        spacing: 24

        BigButton {
            objectName: "second"
            height: 130
            width: page.wide ? 240 : 300
            kind: "plain"
            text: page.view.second
            onTouched: page.view.actedBeside()
        }
        BigButton {
            objectName: "action"
            height: 130
            width: page.main - (page.wide ? 264 : 324)
            visible: page.view.action.length > 0
            size: 42
            text: page.view.action
            onTouched: page.view.acted()
        }
    }

    NumberPad {
        x: page.wide ? page.beside : (page.width - width) / 2
        y: page.wide ? 0 : asked.height + 48
        width: page.wide ? page.width - page.beside : Math.min(page.width, 840)
        height: page.wide ? page.height : page.height - y - 178
        eraseWord: page.view.eraseWord
        onDigit: digit => page.view.typed(digit)
        onErase: page.view.erased()
    }
}
