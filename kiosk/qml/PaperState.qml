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

    height: words.height + 72
    radius: 28
    color: tone === "warn" ? Theme.warnTint : tone === "good" ? Theme.goodTint : Theme.officeTint

    Icon {
        id: mark
        anchors { left: parent.left; leftMargin: 36; verticalCenter: parent.verticalCenter }
        name: paperState.tone === "warn" ? "camera" : paperState.tone === "good" ? "check" : "printer"
        size: 84
        color: paperState.ink
    }
    Column {
        id: words
        anchors { left: mark.right; right: parent.right; leftMargin: 36; rightMargin: 36; verticalCenter: parent.verticalCenter }
        spacing: 8

        Text {
            objectName: "paper"
            width: parent.width
            text: paperState.note
            wrapMode: Text.WordWrap
            color: paperState.ink
            font { family: Theme.family; pixelSize: 46; weight: Font.ExtraBold }
        }
        Text {
            visible: text.length > 0
            width: parent.width
            text: paperState.hint
            wrapMode: Text.WordWrap
            lineHeight: 1.15
            color: Theme.ink
            font { family: Theme.family; pixelSize: 30 }
        }
    }
}
