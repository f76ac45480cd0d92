import QtQuick
import Lalopa.Kiosk
import Theme

// What stands around every page: who we are, how far the visitor is, and the ways out.
FocusScope {
    id: frame

    required property KioskView view

    property int settling: 320
    property bool held: false

    readonly property bool wide: width > height
    readonly property int edge: wide ? 72 : 48
    readonly property bool close: wide || height < 1700
    readonly property string place: view.place
    readonly property string look: [view.textScale, view.contrast, view.low, view.spoken].join()
    readonly property bool settled: !settle.running

    onPlaceChanged: {
        settle.restart();
        area.enter();
    }
    onLookChanged: settle.restart()

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    Item {
        id: everything
        anchors.fill: parent
        enabled: frame.settled && !frame.held

        Header {
            id: header
            anchors { top: parent.top; left: parent.left; right: parent.right }
            view: frame.view
            wide: frame.wide
            edge: frame.edge
        }

        AwayBanner {
            id: banner
            anchors { top: header.bottom; left: parent.left; right: parent.right }
            shown: frame.view.away && frame.view.page !== "taking"
            text: frame.view.awayWord
        }
        AwayBanner {
            id: printer
            anchors { top: banner.bottom; left: parent.left; right: parent.right }
            shown: text.length > 0
            text: frame.view.printerNote
        }

        PageArea {
            id: area
            objectName: "page"
            anchors {
                top: printer.bottom; bottom: footer.top; left: parent.left; right: parent.right
                leftMargin: frame.edge; rightMargin: frame.edge
                topMargin: frame.close ? 28 : 48; bottomMargin: frame.close ? 20 : 36
            }
            view: frame.view
            wide: frame.wide
            entry: frame.settling * 3 / 4
        }

        Footer {
            id: footer
            anchors { bottom: parent.bottom; left: parent.left; right: parent.right }
            view: frame.view
            edge: frame.edge
            wide: frame.wide
        }
    }

    FocusRing {
        name: frame.view.focus
        within: everything
    }

    GuideHalves {
        anchors.fill: parent
        enabled: !frame.held
        view: frame.view
        off: footer.silencer
        above: frame.y / frame.scale
    }

    IdleNotice {
        anchors.fill: parent
        shown: frame.view.secondsLeft > 0 && frame.view.page !== "ticket"
        title: frame.view.idleWord
        hint: frame.view.countdownWords
        action: frame.view.stayWord
        seconds: frame.view.secondsLeft
        onStay: frame.view.stayed()
    }

    TechnicianCorner {
        anchors.fill: parent
        technician: frame.view.technician as TechnicianView
        wide: frame.wide
        edge: frame.edge
        reachable: !frame.view.spoken
    }

    // The second touch of a nervous finger must not answer the next question.
    Timer {
        id: settle
        interval: frame.settling
    }
}
