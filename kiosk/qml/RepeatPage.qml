import QtQuick
import Lalopa.Kiosk
import Theme

// The number the patient has already, and the offer to print it once more.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property real main: wide ? Math.round(width * 0.44) : width

    TicketOnScreen {
        id: ticket
        width: page.main
        height: page.wide ? page.height : Math.min(780, page.height - said.implicitHeight - 32)
        title: page.view.title
        number: page.view.number
        service: page.view.service
        ahead: page.view.ahead
        estimate: ""
    }

    Column {
        id: said
        x: page.wide ? page.main + 56 : 0
        y: page.wide ? (page.height - implicitHeight) / 2 : ticket.height + 32
        width: page.width - x
        spacing: 24

        Note {
            visible: page.view.note.length > 0
            width: parent.width
            text: page.view.note
            tone: "warn"
        }
        Text {
            objectName: "hint"
            visible: page.height >= 1000 || page.view.note.length === 0  // the note says it too
            width: parent.width
            text: page.view.hint
            wrapMode: Text.WordWrap
            lineHeight: 1.02
            color: Theme.ink
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
        }
        BigButton {
            objectName: "action"
            width: parent.width
            height: Math.max(implicitHeight, 120)
            size: Theme.body
            text: page.view.action
            onTouched: page.view.acted()
        }
        BigButton {
            objectName: "second"
            width: parent.width
            kind: "plain"
            text: page.view.second
            onTouched: page.view.actedBeside()
        }
    }
}
