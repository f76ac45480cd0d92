import QtQuick
import Theme

// A service, how many wait for it, and how long whoever takes a number now will.
Rectangle {
    id: tile
    objectName: "queueTile"

    required property string letter
    required property string waiting
    required property string wait
    required property string unit

    radius: 16
    color: Theme.officeTint

    Column {
        anchors.centerIn: parent
        spacing: 0

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: 10

            Text {
                anchors.baseline: count.baseline
                text: tile.letter
                color: Theme.office
                font { family: Theme.family; pixelSize: 32; weight: Font.ExtraBold }
            }
            Text {
                id: count
                text: tile.waiting
                color: Theme.ink
                font { family: Theme.family; pixelSize: Math.min(48, tile.height * 0.44); weight: Font.Bold }
            }
        }
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: tile.wait !== ""
            spacing: 4

            Text {
                id: range
                objectName: "wait"
                text: tile.wait
                color: Theme.office
                font { family: Theme.family; pixelSize: tile.wait.length > 5 ? 20 : 26; weight: Font.Bold }
            }
            Text {
                anchors.baseline: range.baseline
                text: tile.unit
                color: Theme.office
                font { family: Theme.family; pixelSize: 18; weight: Font.DemiBold }
            }
        }
    }
}
