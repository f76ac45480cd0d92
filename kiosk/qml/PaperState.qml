import QtQuick
import Theme

// How the paper stands: under way, there, or not coming.
Rectangle {
    id: paperState

    required property string note
    required property string hint
    required property string tone
    required property bool printing

    readonly property color ink: tone === "warn" ? Theme.warn : tone === "good" ? Theme.good : Theme.officeDeep

    height: words.height + 48
    radius: 28
    border { width: Theme.contrast ? Theme.edgeWidth : 0; color: ink }
    color: tone === "warn" ? Theme.warnTint : tone === "good" ? Theme.goodTint : Theme.officeTint

    Icon {
        id: mark
        anchors { left: parent.left; leftMargin: 28; verticalCenter: parent.verticalCenter }
        name: paperState.tone === "warn" ? "camera" : paperState.tone === "good" ? "check" : "printer"
        size: 76
        color: paperState.ink
    }
    Column {
        id: words
        anchors { left: mark.right; right: parent.right; leftMargin: 28; rightMargin: 28; verticalCenter: parent.verticalCenter }
        spacing: 8

        Text {
            objectName: "paper"
            width: parent.width
            text: paperState.note
            wrapMode: Text.WordWrap
            color: paperState.ink
            font { family: Theme.family; pixelSize: Theme.body; weight: Font.ExtraBold }
        }
        Text {
            visible: text.length > 0
            width: parent.width
            text: paperState.hint
            wrapMode: Text.WordWrap
            lineHeight: 1.0
            color: Theme.ink
            font { family: Theme.family; pixelSize: Theme.small }
        }
    }
}
