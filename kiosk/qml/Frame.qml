import QtQuick
import Lalopa.Kiosk
import Theme

// What stands around every page: who we are, how far the visitor is, and the ways out.
FocusScope {
    id: frame

    required property KioskView view

    property int settling: 320

    readonly property bool wide: width > height
    readonly property int edge: wide ? 72 : 56
    readonly property string place: view.place
    readonly property bool settled: !settle.running

    onPlaceChanged: {
        settle.restart();
        area.enter();
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    Item {
        id: everything
        anchors.fill: parent
        enabled: frame.settled

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

        PageArea {
            id: area
            objectName: "page"
            anchors {
                top: banner.bottom; bottom: footer.top; left: parent.left; right: parent.right
                leftMargin: frame.edge; rightMargin: frame.edge
                topMargin: frame.wide ? 36 : 52; bottomMargin: frame.wide ? 28 : 40
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

    IdleNotice {
        anchors.fill: parent
        shown: frame.view.secondsLeft > 0 && frame.view.page !== "ticket"
        title: frame.view.idleWord
        hint: frame.view.countdownWords
        action: frame.view.stayWord
        seconds: frame.view.secondsLeft
        onStay: frame.view.stayed()
    }

    // The second touch of a nervous finger must not answer the next question.
    Timer {
        id: settle
        interval: frame.settling
    }
}
