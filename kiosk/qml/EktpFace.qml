pragma ComponentBehavior: Bound

import QtQuick
import Theme

// What is printed on an E-KTP: whose it is, the NIK, the particulars, the photograph.
Item {
    id: face

    required property real u
    required property color ink
    required property color pale
    required property color photo
    required property color skin

    Text {
        anchors.horizontalCenter: parent.horizontalCenter
        y: -4.5 * face.u
        text: "PROVINSI LAMPUNG"
        color: face.ink
        font { family: Theme.family; pixelSize: 8.6 * face.u; weight: Font.ExtraBold }
    }
    Text {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 4.5 * face.u
        text: "KOTA BANDAR LAMPUNG"
        color: face.ink
        font { family: Theme.family; pixelSize: 8.6 * face.u; weight: Font.ExtraBold }
    }
    Text {
        y: 15 * face.u
        text: "NIK : 1871 …"
        color: face.ink
        font { family: Theme.family; pixelSize: 10.5 * face.u; weight: Font.ExtraBold }
    }
    Repeater {
        model: [0.52, 0.7, 0.6, 0.74, 0.46, 0.64, 0.56]

        Row {
            id: particular

            required property int index
            required property real modelData

            y: (33 + index * 7) * face.u
            spacing: 4 * face.u

            Rectangle {
                width: 24 * face.u; height: 2.8 * face.u
                color: face.pale
            }
            Rectangle {
                width: particular.modelData * 78 * face.u; height: 2.8 * face.u
                color: face.ink
                opacity: 0.8
            }
        }
    }
    Rectangle {
        id: portrait
        anchors { right: parent.right; top: parent.top; topMargin: 17 * face.u }
        width: 34 * face.u; height: 44 * face.u
        color: face.photo
        clip: true

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 29 * face.u
            width: 30 * face.u; height: 34 * face.u; radius: 14 * face.u
            color: "#FFFFFF"
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 8 * face.u
            width: 17 * face.u; height: 20 * face.u; radius: 8.5 * face.u
            color: face.skin
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 6.5 * face.u
            width: 19 * face.u; height: 8 * face.u; radius: 4 * face.u
            color: "#2B2B2B"
        }
    }
    Rectangle {
        anchors { right: parent.right; bottom: parent.bottom; rightMargin: 4 * face.u; bottomMargin: 9 * face.u }
        width: 26 * face.u; height: 2.6 * face.u
        color: face.ink
        opacity: 0.8
    }
    Rectangle {
        anchors { right: parent.right; bottom: parent.bottom; rightMargin: 9 * face.u; bottomMargin: 3 * face.u }
        width: 16 * face.u; height: 2.6 * face.u
        color: face.pale
    }
}
