import QtQuick
import Theme

// A remark beside the question; its tone says whether it reassures or warns.
Rectangle {
    id: note

    required property string text
    property string tone: "calm"

    readonly property color ink: tone === "warn" ? Theme.warn : tone === "good" ? Theme.good : Theme.officeDeep

    implicitHeight: words.height + 44
    radius: Theme.radius
    color: tone === "warn" ? Theme.warnTint : tone === "good" ? Theme.goodTint : Theme.officeTint

    Icon {
        id: mark
        anchors { left: parent.left; leftMargin: 26; verticalCenter: parent.verticalCenter }
        name: note.tone === "good" ? "check" : "alert"
        size: 40
        color: note.ink
    }
    Text {
        id: words
        anchors { left: mark.right; right: parent.right; leftMargin: 22; rightMargin: 26; verticalCenter: parent.verticalCenter }
        text: note.text
        wrapMode: Text.WordWrap
        color: note.ink
        font { family: Theme.family; pixelSize: 29; weight: Font.DemiBold }
    }
}
