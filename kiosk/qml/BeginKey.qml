import QtQuick
import Theme

// The first touch: it chooses the language and begins.
Rectangle {
    id: beginKey
    objectName: "choice-" + key

    required property string key
    required property string title
    required property string hint
    required property int index

    readonly property bool first: index === 0
    readonly property color ink: first ? Theme.inkOnOffice : Theme.ink

    signal touched

    implicitHeight: words.implicitHeight + 48
    radius: 28
    color: first ? (touch.pressed ? Theme.officeDeep : Theme.office) : touch.pressed ? Theme.officeTint : Theme.surface
    border { width: first ? 0 : Theme.edgeWidth + 1; color: Theme.edge }

    Accessible.role: Accessible.Button
    Accessible.name: title
    Accessible.description: hint
    Accessible.onPressAction: touched()

    Column {
        id: words
        anchors { left: parent.left; right: arrow.left; leftMargin: 44; rightMargin: 24; verticalCenter: parent.verticalCenter }
        spacing: 4

        Text {
            width: parent.width
            text: beginKey.title
            color: beginKey.ink
            font { family: Theme.family; pixelSize: Theme.strong; weight: Font.ExtraBold }
        }
        Text {
            width: parent.width
            text: beginKey.hint
            wrapMode: Text.WordWrap
            color: beginKey.ink
            font { family: Theme.family; pixelSize: Theme.small }
        }
    }
    Icon {
        id: arrow
        anchors { right: parent.right; rightMargin: 36; verticalCenter: parent.verticalCenter }
        name: "go"
        size: 72
        weight: 2.6
        color: beginKey.ink
    }
    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: beginKey.touched()
    }
}
