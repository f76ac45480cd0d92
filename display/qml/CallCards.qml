pragma ComponentBehavior: Bound
import QtQuick
import Lalopa.Display
import Theme

Item {
    id: area
    objectName: "cards"

    required property WallView view

    readonly property int count: cards.count
    readonly property int gap: 14
    readonly property int cardWidth: Math.floor((width - gap * (view.columns - 1)) / view.columns)
    readonly property int cardHeight: Math.min(196, (height - gap * (view.rows - 1)) / view.rows)

    Grid {
        id: grid
        columns: area.view.columns
        spacing: area.gap

        Repeater {
            id: cards
            model: area.view.cards

            CallCard {
                width: area.cardWidth
                height: area.cardHeight
                stacked: area.view.columns > 1
            }
        }
    }

    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; top: grid.bottom; topMargin: area.gap }
        visible: height >= 180
        radius: Theme.radius
        color: Theme.officeTint

        Text {
            objectName: "tip"
            anchors { fill: parent; margins: 36 }
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.WordWrap
            elide: Text.ElideRight
            text: area.view.aside
            color: Theme.office
            font { family: Theme.family; pixelSize: 44; weight: Font.DemiBold }
        }
    }
}
