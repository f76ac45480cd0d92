import QtQuick
import Theme

// What a question of the survey is about, and how many there are.
Row {
    id: subject

    required property string picture
    required property string text
    required property bool close

    spacing: 20

    Rectangle {
        id: tile
        anchors.verticalCenter: parent.verticalCenter
        width: subject.close ? 72 : 84
        height: width
        radius: 20
        color: Theme.officeTint
        border { width: Theme.contrast ? Theme.edgeWidth : 0; color: Theme.edge }

        Icon {
            anchors.centerIn: parent
            name: subject.picture
            size: parent.width * 0.66
            color: Theme.office
        }
    }
    Text {
        objectName: "note"
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - tile.width - parent.spacing
        text: subject.text
        wrapMode: Text.WordWrap
        lineHeight: 0.95
        color: Theme.officeDeep
        font { family: Theme.family; pixelSize: Theme.small; weight: Font.Bold }
    }
}
