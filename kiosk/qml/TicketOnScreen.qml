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

    radius: 36
    color: Theme.surface
    border { width: 2; color: Theme.line }

    Rectangle {
        anchors { top: parent.top; left: parent.left; right: parent.right; margins: 2 }
        height: 108
        radius: 34
        color: Theme.officeTint

        Rectangle {
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            height: 40
            color: Theme.officeTint
        }
        Text {
            anchors.centerIn: parent
            text: ticket.title
            color: Theme.officeDeep
            font { family: Theme.family; pixelSize: 42; weight: Font.Bold }
        }
    }
    Text {
        objectName: "number"
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: 40 }
        horizontalAlignment: Text.AlignHCenter
        text: ticket.number
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 80
        color: Theme.ink
        font { family: Theme.family; pixelSize: 290; weight: Font.ExtraBold; letterSpacing: -4 }
    }
    Column {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: 44 }
        spacing: 12

        Text {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: ticket.service
            elide: Text.ElideRight
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: 36; weight: Font.DemiBold }
        }
        Text {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: ticket.estimate ? ticket.ahead + " · " + ticket.estimate : ticket.ahead
            wrapMode: Text.WordWrap
            color: Theme.office
            font { family: Theme.family; pixelSize: 36; weight: Font.Bold }
        }
    }
}
