import QtQuick
import Lalopa.Display
import Theme

Rectangle {
    id: wall

    required property WallView view
    required property string layout

    readonly property bool noticed: view.notice !== ""
    readonly property bool informs: areas.split || !noticed && (!view.called || view.resting)

    color: Theme.ground

    WallAreas {
        id: areas
        layout: wall.layout
        width: wall.width
        height: wall.height
        shared: callCards.count > 0
    }

    HeaderBar {
        id: header
        width: parent.width
        height: areas.header
        tall: areas.tall
        view: wall.view
    }

    Item {
        anchors.fill: parent
        visible: wall.view.ready

        Quiet {
            at: areas.quiet
            visible: areas.split && !wall.view.called && !wall.noticed
            view: wall.view
        }

        CallCards {
            id: callCards
            at: areas.cards
            visible: count > 0
            upTo: areas.upTo
            tallest: areas.tallestCard
            resting: !areas.split && wall.view.resting
            view: wall.view
        }

        PassedCalls {
            at: areas.passed
            most: areas.mostPassed
            view: wall.view
        }

        WaitingPanel {
            at: areas.waiting
            view: wall.view
        }

        LargeCall {
            at: areas.call
            visible: !wall.noticed && wall.view.called && (areas.split || !wall.view.resting)
            round: !areas.tall
            view: wall.view
        }

        Notice {
            at: areas.call
            visible: wall.noticed
            round: !areas.tall
            view: wall.view
        }

        Rectangle {
            objectName: "stale"
            y: areas.header
            width: parent.width
            height: parent.height - areas.header - areas.foot
            color: Theme.ground
            opacity: 0.62
            visible: wall.view.away !== ""
        }

        Information {
            at: areas.information
            visible: wall.informs
            beside: areas.split
            round: !areas.tall
            view: wall.view
        }
    }

    Connecting {
        anchors { top: header.bottom; bottom: foot.top; left: parent.left; right: parent.right }
        visible: !wall.view.ready
        view: wall.view
    }

    RunningText {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: areas.foot
        text: wall.view.runningText
        visible: !banner.visible
    }

    AwayBanner {
        id: banner
        anchors.fill: foot
        visible: wall.view.ready && wall.view.away !== ""
        text: wall.view.away
    }
}
