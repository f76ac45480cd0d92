import QtQuick
import Lalopa.Display
import Theme

// Drawn for 1920 × 1080; the window scales it.
Rectangle {
    id: wall

    required property WallView view

    readonly property int edge: 40
    readonly property int gap: 28
    readonly property bool shared: cards.count > 0
    readonly property int leftWidth: shared ? 1000 : width - 2 * edge

    color: Theme.ground

    HeaderBar {
        id: header
        width: parent.width
        height: 112
        view: wall.view
    }

    Item {
        id: board
        anchors { top: header.bottom; bottom: foot.top; left: parent.left; right: parent.right; margins: wall.edge }
        anchors.topMargin: wall.gap
        anchors.bottomMargin: wall.gap
        visible: wall.view.ready

        LargeCall {
            width: wall.leftWidth
            height: 612
            visible: wall.view.called
            view: wall.view
        }

        Welcome {
            width: wall.leftWidth
            height: 612
            visible: !wall.view.called
            view: wall.view
        }

        CallCards {
            id: cards
            anchors { left: parent.left; leftMargin: wall.leftWidth + wall.gap; right: parent.right; top: parent.top }
            height: 612
            visible: wall.shared
            view: wall.view
        }

        PassedCalls {
            id: passed
            anchors { left: parent.left; bottom: parent.bottom }
            width: 1000
            height: parent.height - 612 - wall.gap
            view: wall.view
        }

        WaitingPanel {
            anchors { left: passed.right; leftMargin: wall.gap; right: parent.right; bottom: parent.bottom }
            height: passed.height
            view: wall.view
        }

        Rectangle {
            objectName: "stale"
            anchors { fill: parent; margins: -4 }
            color: Theme.ground
            opacity: 0.62
            visible: wall.view.away !== ""
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
        height: 84
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
