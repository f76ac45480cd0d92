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

    radius: 28
    color: first ? (touch.pressed ? Theme.officeDeep : Theme.office) : touch.pressed ? Theme.officeTint : Theme.surface
    border { width: first ? 0 : 3; color: Theme.line }

    Accessible.role: Accessible.Button
    Accessible.name: title
    Accessible.description: hint

    Column {
        anchors { left: parent.left; right: arrow.left; leftMargin: 48; rightMargin: 24; verticalCenter: parent.verticalCenter }
        spacing: 8

        Text {
            text: beginKey.title
            color: beginKey.ink
            font { family: Theme.family; pixelSize: 54; weight: Font.ExtraBold }
        }
        Text {
            width: parent.width
            text: beginKey.hint
            wrapMode: Text.WordWrap
            color: beginKey.ink
            opacity: 0.85
            font { family: Theme.family; pixelSize: 32 }
        }
    }
    Icon {
        id: arrow
        anchors { right: parent.right; rightMargin: 44; verticalCenter: parent.verticalCenter }
        name: "go"
        size: 72
        color: beginKey.ink
    }
    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: beginKey.touched()
    }
}
