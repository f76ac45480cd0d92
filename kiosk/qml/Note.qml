import QtQuick
import Theme

// A remark beside the question; its tone says whether it reassures or warns.
Rectangle {
    id: note

    required property string text
    property string tone: "calm"

    readonly property color ink: tone === "warn" ? Theme.warn : tone === "good" ? Theme.good : Theme.officeDeep

    implicitHeight: words.height + 36
    radius: Theme.radius
    color: tone === "warn" ? Theme.warnTint : tone === "good" ? Theme.goodTint : Theme.officeTint
    border { width: Theme.contrast ? Theme.edgeWidth : 0; color: ink }

    Icon {
        id: mark
        anchors { left: parent.left; leftMargin: 22; verticalCenter: parent.verticalCenter }
        name: note.tone === "good" ? "check" : "alert"
        size: 46
        weight: 2.4
        color: note.ink
    }
    Text {
        id: words
        anchors { left: mark.right; right: parent.right; leftMargin: 20; rightMargin: 22; verticalCenter: parent.verticalCenter }
        text: note.text
        wrapMode: Text.WordWrap
        lineHeight: 0.98
        color: note.ink
        font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
    }
}
