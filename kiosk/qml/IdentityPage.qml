import QtQuick
import Lalopa.Kiosk
import Theme

// A number, typed or scanned: its boxes, what can be said of it so far, the pad.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property real main: wide ? Math.round(width * 0.56) : width
    readonly property bool close: wide || height < 1000 * Theme.textScale
    readonly property real gap: close ? 16 : 28
    readonly property real remark: Math.ceil(90 * Theme.small * 0.53 / (main - 110)) * Theme.small * 1.26 + 36

    Column {
        id: asked
        width: page.main
        spacing: page.gap

        Heading {
            width: parent.width
            size: page.close ? Theme.title * 0.84 : Theme.title
            title: page.view.title
            hint: page.wide && page.height < 620 ? "" : page.view.hint
        }
        NumberBoxes {
            width: parent.width
            digits: page.view.digits
            tone: page.view.tone
        }
        Item {
            width: parent.width
            height: page.remark

            Note {
                objectName: "note"
                width: parent.width
                text: page.view.note
                tone: page.view.tone
            }
        }
    }

    Row {
        id: keys
        anchors { left: parent.left; bottom: parent.bottom }
        spacing: 20

        BigButton {
            id: skip
            objectName: "second"
            visible: page.view.second.length > 0
            height: page.close ? 108 : 130
            kind: "plain"
            text: page.view.second
            onTouched: page.view.actedBeside()
        }
        BigButton {
            objectName: "action"
            visible: page.view.action.length > 0
            width: page.main - (skip.visible ? skip.width + keys.spacing : 0)
            height: skip.height
            size: Theme.body
            text: page.view.action
            onTouched: page.view.acted()
        }
    }

    NumberPad {
        x: page.wide ? page.main + 56 : (page.width - width) / 2
        y: page.wide ? 0 : asked.height + page.gap
        width: page.wide ? page.width - page.main - 56 : flat ? page.width : Math.min(page.width, 840)
        height: page.wide ? page.height : page.height - y - skip.height - page.gap
        eraseWord: page.view.eraseWord
        onDigit: digit => page.view.typed(digit)
        onErase: page.view.erased()
    }
}
