import QtQuick
import Lalopa.Kiosk
import Theme

Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property bool drawn: view.paperPicture.length > 0
    readonly property real main: wide ? Math.round(width * 0.52) : width

    TicketOnScreen {
        id: ticket
        width: page.main
        height: page.wide ? page.height : page.drawn ? 660 : 860
        title: page.view.title
        number: page.view.number
        service: page.view.service
        ahead: page.view.ahead
        estimate: page.view.estimate
    }

    Column {
        id: said
        x: page.wide ? page.main + 72 : 0
        y: page.wide ? (page.drawn ? 0 : (page.height - height) / 2) : ticket.height + 48
        width: page.width - x
        spacing: page.wide ? 32 : 40

        PaperState {
            width: parent.width
            note: page.view.note
            hint: page.view.hint
            tone: page.view.tone
            printing: page.view.action.length === 0
        }
        Row {
            width: parent.width
            spacing: 28

            Icon {
                name: "call"
                size: 64
                color: Theme.office
            }
            Text {
                width: parent.width - 92
                text: page.view.nextHint
                wrapMode: Text.WordWrap
                lineHeight: 1.15
                color: Theme.ink
                font { family: Theme.family; pixelSize: 36; weight: Font.DemiBold }
            }
        }
        BigButton {
            objectName: "action"
            visible: page.view.action.length > 0
            width: parent.width
            height: 140
            size: 42
            text: page.view.action
            onTouched: page.view.acted()
        }
        Text {
            visible: page.view.secondsLeft > 0
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.view.countdownWords
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: 28 }
        }
    }

    PaperPicture {
        x: said.x + (said.width - width) / 2
        y: said.y + said.height + 48
        width: page.wide ? 380 : 420
        height: page.height - y + (page.wide ? 28 : 40)  // down to the edge of the screen, as out of a slot
        source: page.view.paperPicture
        visible: page.drawn && height > 200
    }
}
