import QtQuick
import Theme

// One thing of the machine: its drawing, how it is, and its keys.
Rectangle {
    id: row

    required property string key
    required property string icon
    required property string title
    required property string said
    required property string tone
    required property string less
    required property string more
    required property string act
    required property string drawn

    readonly property bool turns: less.length > 0 || more.length > 0
    readonly property color ink: tone === "warn" ? Theme.warn : tone === "good" ? Theme.good : Theme.office

    signal touched(string what)

    objectName: "row-" + key
    implicitHeight: Math.max(words.implicitHeight, keys.implicitHeight) + 28
    radius: Theme.radius
    color: Theme.surface
    border { width: tone === "warn" ? 4 : 2; color: tone === "warn" ? Theme.warn : Theme.line }

    Icon {
        id: mark
        anchors { left: parent.left; leftMargin: 28; verticalCenter: parent.verticalCenter }
        name: row.icon
        size: 60
        color: row.ink
    }

    Column {
        id: words
        anchors { left: mark.right; right: keys.left; leftMargin: 24; rightMargin: 20; verticalCenter: parent.verticalCenter }

        Text {
            width: parent.width
            text: row.title
            wrapMode: Text.WordWrap
            color: Theme.ink
            font { family: Theme.family; pixelSize: Theme.body; weight: Font.ExtraBold }
        }
        Text {
            objectName: "said-" + row.key
            width: parent.width
            text: row.said
            wrapMode: Text.WordWrap
            lineHeight: 0.96
            color: row.tone === "calm" ? Theme.inkSoft : row.ink
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
        }
    }

    Row {
        id: keys
        anchors { right: parent.right; rightMargin: 20; verticalCenter: parent.verticalCenter }
        spacing: 14

        TechnicianKey {
            objectName: row.key + ".less"
            visible: row.turns
            enabled: row.less.length > 0
            icon: "dash"
            text: row.less
            onTouched: row.touched("less")
        }
        TechnicianKey {
            objectName: row.key + ".more"
            visible: row.turns
            enabled: row.more.length > 0
            icon: "plus"
            text: row.more
            onTouched: row.touched("more")
        }
        TechnicianKey {
            objectName: row.key + ".act"
            visible: row.act.length > 0
            icon: row.drawn
            text: row.act
            onTouched: row.touched("act")
        }
    }
}
