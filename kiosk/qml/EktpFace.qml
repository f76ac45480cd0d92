pragma ComponentBehavior: Bound

import QtQuick

// What is printed on an E-KTP: two title lines, the NIK, the particulars, the photograph.
Item {
    id: face

    required property real u
    required property color ink
    required property color pale
    required property color photo

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        width: 70 * face.u; height: 4.5 * face.u
        color: face.ink
    }
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 8 * face.u
        width: 48 * face.u; height: 3.5 * face.u
        color: face.ink
    }
    Rectangle {
        y: 18 * face.u
        width: 78 * face.u; height: 7 * face.u
        color: face.ink
    }
    Repeater {
        model: [52, 70, 60, 74, 46, 64]

        Row {
            id: particular

            required property int index
            required property real modelData

            y: (32 + index * 8.4) * face.u
            spacing: 3 * face.u

            Rectangle {
                width: 20 * face.u; height: 3.4 * face.u
                color: face.pale
            }
            Rectangle {
                width: (particular.modelData - 20) * face.u; height: 3.4 * face.u
                color: face.ink
                opacity: 0.7
            }
        }
    }
    Rectangle {
        anchors { right: parent.right; top: parent.top; topMargin: 18 * face.u }
        width: 32 * face.u; height: 42 * face.u
        color: face.photo
        clip: true

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 8 * face.u
            width: 14 * face.u; height: 16 * face.u; radius: 7 * face.u
            color: "#F6F4EE"
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 28 * face.u
            width: 26 * face.u; height: 30 * face.u; radius: 13 * face.u
            color: "#F6F4EE"
        }
    }
    Rectangle {
        anchors { right: parent.right; bottom: parent.bottom; rightMargin: 4 * face.u }
        width: 24 * face.u; height: 3 * face.u
        color: face.pale
    }
}
