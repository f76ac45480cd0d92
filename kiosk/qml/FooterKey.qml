import QtQuick
import Theme

// A key along the lower edge: a drawing, and its word below or beside it.
Rectangle {
    id: footerKey

    required property string icon
    required property string text
    required property bool chosen
    property bool stacked: true
    property string kind: "plain"

    readonly property color ink: chosen ? Theme.inkOnOffice : kind === "tint" ? Theme.officeDeep : Theme.ink

    signal touched

    implicitHeight: stacked ? 112 + (Theme.small - 38) : 96
    radius: 18
    color: chosen ? (touch.pressed ? Theme.officeDeep : Theme.office) : touch.pressed ? Theme.line : kind === "tint" ? Theme.officeTint : Theme.surface
    border { width: chosen ? 0 : Theme.edgeWidth; color: Theme.edge }

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.checkable: kind === "comfort"
    Accessible.checked: chosen
    Accessible.onPressAction: touched()

    Grid {
        anchors.centerIn: parent
        columns: footerKey.stacked ? 1 : 2
        columnSpacing: 14
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        Icon {
            size: footerKey.stacked ? 42 : 44
            weight: 2.2
            name: footerKey.icon
            color: footerKey.ink
        }
        Text {
            text: footerKey.text
            color: footerKey.ink
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.Bold }
        }
    }

    Icon {
        visible: footerKey.chosen
        anchors { top: parent.top; right: parent.right; margins: 8 }
        size: 34
        weight: 3.2
        name: "check"
        color: footerKey.ink
    }

    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: footerKey.touched()
    }
}
