import QtQuick
import Theme

// The number as it would stand on paper, large enough to be noted or photographed.
Rectangle {
    id: ticket

    required property string title
    required property string number
    required property string service
    required property string ahead
    required property string estimate

    readonly property bool tight: height < 260 + 4 * 1.26 * Theme.small

    radius: 32
    color: Theme.surface
    border { width: Theme.edgeWidth; color: Theme.edge }

    Text {
        id: head
        visible: !ticket.tight
        height: visible ? implicitHeight : 0
        anchors { top: parent.top; left: parent.left; right: parent.right; topMargin: ticket.tight ? 4 : 24; leftMargin: 32; rightMargin: 32 }
        horizontalAlignment: Text.AlignHCenter
        text: ticket.title
        wrapMode: Text.WordWrap
        color: Theme.office
        font { family: Theme.family; pixelSize: Theme.body; weight: Font.Bold }
    }
    Text {
        objectName: "number"
        anchors { left: parent.left; right: parent.right; top: head.bottom; bottom: foot.top; leftMargin: 32; rightMargin: 32 }
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        text: ticket.number
        fontSizeMode: Text.Fit
        minimumPixelSize: 80
        color: Theme.ink
        font { family: Theme.family; pixelSize: 290; weight: Font.ExtraBold; letterSpacing: -4 }
    }
    Column {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; leftMargin: 32; rightMargin: 32; bottomMargin: ticket.tight ? 12 : 28 }
        spacing: 4

        Text {
            visible: !ticket.tight
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: ticket.service
            wrapMode: Text.WordWrap
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
        }
        Text {
            visible: text.length > 0
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: ticket.ahead
            wrapMode: Text.WordWrap
            color: Theme.office
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.Bold }
        }
        Text {
            visible: text.length > 0
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: ticket.estimate
            wrapMode: Text.WordWrap
            color: Theme.office
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.Bold }
        }
    }
}
