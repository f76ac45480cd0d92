import QtQuick
import Lalopa.Display
import Theme

Rectangle {
    id: header

    required property WallView view
    required property bool tall

    readonly property int edge: tall ? 28 : 40

    color: Theme.officeDeep

    Column {
        anchors { left: parent.left; leftMargin: header.edge; right: moment.left; rightMargin: 32; verticalCenter: parent.verticalCenter }
        spacing: 0

        Text {
            width: parent.width
            elide: Text.ElideRight
            text: header.view.branch
            color: Theme.inkOnOffice
            font { family: Theme.family; pixelSize: 44; weight: Font.ExtraBold }
        }
        Text {
            width: parent.width
            elide: Text.ElideRight
            text: header.view.hall === "" ? header.view.office : header.tall || header.view.office === "" ? header.view.hall : header.view.hall + " · " + header.view.office
            color: Theme.officeTint
            font { family: Theme.family; pixelSize: 28; weight: Font.DemiBold }
        }
    }

    Grid {
        id: moment
        anchors { right: parent.right; rightMargin: header.edge; verticalCenter: parent.verticalCenter }
        columns: header.tall ? 1 : 2
        columnSpacing: 32
        rowSpacing: -6
        horizontalItemAlignment: Grid.AlignRight
        verticalItemAlignment: Grid.AlignVCenter
        layoutDirection: header.tall ? Qt.LeftToRight : Qt.RightToLeft

        Text {
            objectName: "clock"
            text: header.view.time
            color: Theme.inkOnOffice
            font { family: Theme.family; pixelSize: header.tall ? 68 : 76; weight: Font.ExtraBold }
        }
        Text {
            text: header.view.date
            color: Theme.officeTint
            font { family: Theme.family; pixelSize: header.tall ? 28 : 36; weight: Font.DemiBold }
        }
    }
}
