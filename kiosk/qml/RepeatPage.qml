import QtQuick
import Lalopa.Kiosk
import Theme

// The number the patient has already, and the offer to print it once more.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property real main: wide ? Math.round(width * 0.5) : width

    TicketOnScreen {
        id: ticket
        width: page.main
        height: page.wide ? Math.min(page.height, 720) : 780
        y: page.wide ? (page.height - height) / 2 : 0
        title: page.view.title
        number: page.view.number
        service: page.view.service
        ahead: page.view.ahead
        estimate: ""
    }

    Column {
        x: page.wide ? page.main + 72 : 0
        y: page.wide ? (page.height - height) / 2 : ticket.height + 48
        width: page.width - x
        spacing: page.wide ? 32 : 40

        Note {
            visible: page.view.note.length > 0
            width: parent.width
            text: page.view.note
            tone: "warn"
        }
        Text {
            objectName: "hint"
            width: parent.width
            text: page.view.hint
            wrapMode: Text.WordWrap
            lineHeight: 1.15
            color: Theme.ink
            font { family: Theme.family; pixelSize: 38; weight: Font.DemiBold }
        }
        BigButton {
            objectName: "action"
            width: parent.width
            height: 140
            size: 44
            text: page.view.action
            onTouched: page.view.acted()
        }
        BigButton {
            objectName: "second"
            width: parent.width
            height: 120
            kind: "plain"
            text: page.view.second
            onTouched: page.view.actedBeside()
        }
    }
}
