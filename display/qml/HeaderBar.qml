import QtQuick
import Lalopa.Display
import Theme

Rectangle {
    id: header

    required property WallView view

    color: Theme.officeDeep

    Column {
        anchors { left: parent.left; leftMargin: 40; verticalCenter: parent.verticalCenter }
        spacing: 0

        Text {
            text: header.view.branch
            color: Theme.inkOnOffice
            font { family: Theme.family; pixelSize: 44; weight: Font.ExtraBold }
        }
        Text {
            text: header.view.office
            color: Theme.officeTint
            font { family: Theme.family; pixelSize: 28; weight: Font.DemiBold }
        }
    }

    Row {
        anchors { right: parent.right; rightMargin: 40; verticalCenter: parent.verticalCenter }
        spacing: 32

        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: header.view.date
            color: Theme.officeTint
            font { family: Theme.family; pixelSize: 36; weight: Font.DemiBold }
        }
        Text {
            objectName: "clock"
            anchors.verticalCenter: parent.verticalCenter
            text: header.view.time
            color: Theme.inkOnOffice
            font { family: Theme.family; pixelSize: 76; weight: Font.ExtraBold }
        }
    }
}
