import QtQuick
import Theme

// A family card (KK) or identity card (E-KTP), drawn: the original in its colours; its photocopy in grey, on a sheet of
// white paper, with the sign of a copy in the corner.
Item {
    id: card

    required property string paper
    property bool copy: false

    readonly property bool kk: paper === "kk"
    readonly property real u: height / 100
    readonly property color ink: copy ? "#6E7270" : kk ? "#1D2A33" : "#123F63"
    readonly property color pale: copy ? "#C4C7C5" : kk ? "#BCD3E6" : "#7FB4D6"

    Rectangle {
        x: 1.6 * card.u; y: 2 * card.u
        width: parent.width; height: parent.height
        radius: sheet.radius
        color: "#000000"
        opacity: 0.1
    }
    Rectangle {
        id: sheet
        anchors.fill: parent
        radius: (card.kk || card.copy ? 1.5 : 6) * card.u
        color: card.kk || card.copy ? "#FFFFFF" : "#CBE6F3"
        border { width: Math.max(1.5, 1.2 * card.u); color: card.copy ? "#8B8F8D" : card.kk ? "#7C8B96" : "#4F8DB5" }
    }
    KkFace {
        visible: card.kk
        anchors { fill: parent; margins: 7 * card.u }
        u: card.u
        ink: card.ink
        pale: card.pale
        gold: card.copy ? "#A5A9A6" : "#C99A2E"
    }
    Rectangle {
        id: impression
        visible: !card.kk
        anchors.centerIn: parent
        width: parent.width * (card.copy ? 0.84 : 1)
        height: width / 1.58
        radius: sheet.radius
        color: card.copy ? "#E6E8E6" : "transparent"
        border { width: card.copy ? Math.max(1, card.u) : 0; color: "#A5A9A6" }

        EktpFace {
            anchors { fill: parent; margins: 8 * u }
            u: impression.height / 100
            ink: card.ink
            pale: card.pale
            photo: card.copy ? "#A9ADAB" : "#C0392B"
            skin: card.copy ? "#D9DBD9" : "#D9A77C"
        }
    }
    Rectangle {
        visible: card.copy
        anchors { right: parent.right; top: parent.top; rightMargin: -5 * card.u; topMargin: -5 * card.u }
        width: Math.max(34, 27 * card.u); height: width; radius: width / 2
        color: Theme.surface
        border { width: Math.max(2, 1.6 * card.u); color: "#4B5B57" }

        Icon {
            anchors.centerIn: parent
            name: "copies"
            size: parent.width * 0.6
            weight: 2.2
            color: "#2E3A37"
        }
    }
}
