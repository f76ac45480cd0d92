pragma ComponentBehavior: Bound

import QtQuick

// A family card (KK) or identity card (E-KTP), drawn: coloured the original, grey its photocopy.
Rectangle {
    id: card

    required property string paper
    property bool copy: false

    readonly property bool kk: paper === "kk"
    readonly property real u: height / 100
    readonly property color ink: copy ? "#8B8F8D" : kk ? "#2F6DA8" : "#1F5F8F"
    readonly property color pale: copy ? "#D5D7D5" : kk ? "#CFE0EF" : "#8FC1DE"

    radius: (kk ? 2 : 7) * u
    color: copy ? "#F1F1EF" : kk ? "#FDFEFF" : "#CBE6F3"
    border { width: Math.max(1.5, 1.6 * u); color: copy ? "#A5A9A6" : ink }

    // the KK: a title, a seal, a table of the household, a QR code
    Item {
        visible: card.kk
        anchors { fill: parent; margins: 8 * card.u }

        Rectangle {
            width: 13 * card.u; height: width; radius: width / 2
            color: card.pale
            border { width: 1.4 * card.u; color: card.ink }
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 1 * card.u
            width: 62 * card.u; height: 6.5 * card.u
            color: card.ink
        }
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 11 * card.u
            width: 40 * card.u; height: 3 * card.u
            color: card.pale
        }
        Rectangle {
            id: table
            y: 22 * card.u
            width: parent.width; height: 40 * card.u
            color: "transparent"
            border { width: 1.2 * card.u; color: card.ink }

            Rectangle {
                width: parent.width; height: 8 * card.u
                color: card.pale
            }
            Repeater {
                model: 4

                Rectangle {
                    required property int index
                    y: (15 + index * 7.5) * card.u
                    width: table.width; height: 1 * card.u
                    color: card.pale
                }
            }
            Repeater {
                model: [0.1, 0.42, 0.62, 0.8]

                Rectangle {
                    required property real modelData
                    x: modelData * table.width
                    width: 1 * card.u; height: table.height
                    color: card.pale
                }
            }
        }
        Rectangle {
            anchors { right: parent.right; bottom: parent.bottom }
            width: 15 * card.u; height: width
            color: card.ink

            Rectangle {
                anchors.centerIn: parent
                width: 6 * card.u; height: width
                color: card.color
            }
        }
        Rectangle {
            anchors { left: parent.left; bottom: parent.bottom; bottomMargin: 5 * card.u }
            width: 34 * card.u; height: 3 * card.u
            color: card.pale
        }
    }

    EktpFace {
        visible: !card.kk
        anchors { fill: parent; margins: 8 * card.u }
        u: card.u
        ink: card.ink
        pale: card.pale
        photo: card.copy ? "#B9BCBA" : "#C94B3C"
    }
}
