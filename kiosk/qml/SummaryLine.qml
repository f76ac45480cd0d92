import QtQuick
import Theme

Row {
    id: line

    required property string title
    required property string hint
    required property string mark

    required property bool compact

    readonly property color ink: mark === "good" ? Theme.good : Theme.warn

    spacing: 26

    Rectangle {
        id: dot
        width: line.compact ? 52 : 60
        height: width
        radius: width / 2
        color: line.mark === "good" ? Theme.goodTint : Theme.warnTint

        Icon {
            anchors.centerIn: parent
            name: line.mark === "good" ? "check" : line.mark === "missing" ? "cross" : "alert"
            size: 34
            weight: 2.6
            color: line.ink
        }
    }
    Column {
        topPadding: Math.max(0, (dot.height - title.height) / 2)
        width: line.width - dot.width - line.spacing
        spacing: 4

        Text {
            id: title
            width: parent.width
            text: line.title
            wrapMode: Text.WordWrap
            color: Theme.ink
            font { family: Theme.family; pixelSize: line.compact ? 33 : 36; weight: line.mark === "good" ? Font.DemiBold : Font.Bold }
        }
        Text {
            visible: text.length > 0
            width: parent.width
            text: line.hint
            wrapMode: Text.WordWrap
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: line.compact ? 28 : 30 }
        }
    }
}
