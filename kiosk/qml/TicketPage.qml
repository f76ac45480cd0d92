import QtQuick
import Lalopa.Kiosk
import Theme

// The number, what became of the paper, and what comes next.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property bool drawn: view.paperPicture.length > 0
    readonly property bool close: wide || height < 1200
    readonly property real main: wide ? Math.round(width * 0.46) : width
    readonly property real spare: height - said.implicitHeight - 32

    TicketOnScreen {
        id: ticket
        width: page.main
        height: page.wide ? page.height : page.drawn ? Math.min(660, page.spare) : Math.min(860, page.spare)
        title: page.view.title
        number: page.view.number
        service: page.view.service
        ahead: page.view.ahead
        estimate: page.view.estimate
    }

    Column {
        id: said
        x: page.wide ? page.main + 56 : 0
        y: page.wide ? (page.drawn ? 0 : (page.height - implicitHeight) / 2) : ticket.height + 32
        width: page.width - x
        spacing: page.close ? 20 : 36

        PaperState {
            width: parent.width
            note: page.view.note
            hint: page.view.hint
            tone: page.view.tone
            printing: page.view.action.length === 0
        }
        Row {
            width: parent.width
            spacing: 24

            Icon {
                name: "call"
                size: 64
                weight: 2.2
                color: Theme.office
            }
            Text {
                width: parent.width - 88
                text: page.view.nextHint
                wrapMode: Text.WordWrap
                lineHeight: 1.02
                color: Theme.ink
                font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
            }
        }
        BigButton {
            objectName: "action"
            visible: page.view.action.length > 0
            width: parent.width
            height: Math.max(implicitHeight, 124)
            size: Theme.body
            text: page.view.action
            onTouched: page.view.acted()
        }
        Text {
            visible: page.view.secondsLeft > 0
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WordWrap
            text: page.view.countdownWords
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: Theme.small }
        }
    }

    PaperPicture {
        x: said.x + (said.width - width) / 2
        y: said.y + said.height + 40
        width: page.wide ? 380 : 420
        height: page.height - y + (page.wide ? 20 : 36)  // down to the footer, as out of a slot
        source: page.view.paperPicture
        visible: page.drawn && height > 160
    }
}
