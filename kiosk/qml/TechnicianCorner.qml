pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// The technician's corner over everything a visitor sees; closed, it is a place in the header that counts touches.
Item {
    id: corner

    required property TechnicianView technician
    required property bool wide
    required property int edge
    property bool reachable: true

    readonly property var pages: ({
        pin: pin, desk: desk, details: details, log: log, closing: question, restarting: question
    })

    MouseArea {
        objectName: "hidden"
        width: 180
        height: 110
        enabled: corner.reachable && corner.technician.page === ""
        onPressed: corner.technician.knocked()
    }

    Rectangle {
        objectName: "corner"
        anchors.fill: parent
        visible: corner.technician.page !== ""
        color: Theme.ground

        MouseArea {
            anchors.fill: parent
            onPressed: corner.technician.stayed()
        }

        TechnicianHead {
            id: head
            z: 1
            anchors { top: parent.top; left: parent.left; right: parent.right }
            edge: corner.edge
            title: corner.technician.title
            hint: corner.technician.hint
            leave: corner.technician.leave
            onTouched: corner.technician.wentBack()
        }

        Loader {
            anchors {
                top: head.bottom; bottom: parent.bottom; left: parent.left; right: parent.right
                leftMargin: corner.edge; rightMargin: corner.edge; topMargin: 32; bottomMargin: 32
            }
            sourceComponent: corner.pages[corner.technician.page]
        }
    }

    Component {
        id: pin
        TechnicianPin { technician: corner.technician; wide: corner.wide }
    }
    Component {
        id: desk
        TechnicianDesk { technician: corner.technician; wide: corner.wide }
    }
    Component {
        id: details
        TechnicianDetails { technician: corner.technician; wide: corner.wide }
    }
    Component {
        id: log
        TechnicianLog { technician: corner.technician; wide: corner.wide }
    }
    Component {
        id: question
        TechnicianQuestion { technician: corner.technician }
    }
}
