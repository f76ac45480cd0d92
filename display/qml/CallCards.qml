pragma ComponentBehavior: Bound
import QtQuick
import Lalopa.Display
import Theme

Item {
    id: area
    objectName: "cards"

    required property WallView view
    required property rect at
    required property list<int> upTo
    required property int tallest
    required property bool resting

    readonly property int count: cards.count
    readonly property int fitting: upTo.findIndex(most => count <= most)
    readonly property int columns: fitting >= 0 ? fitting + 1 : upTo.length + 1
    readonly property int rows: Math.max(1, Math.ceil(count / columns))
    readonly property int gap: rows > 3 ? 12 : 14
    readonly property int cardWidth: Math.floor((width - gap * (columns - 1)) / columns)
    readonly property int cardHeight: Math.min(tallest, (height - gap * (rows - 1)) / rows)

    x: at.x
    y: at.y
    width: at.width
    height: at.height

    Grid {
        id: grid
        columns: area.columns
        spacing: area.gap

        Repeater {
            id: cards
            model: area.view.cards

            CallCard {
                width: area.cardWidth
                height: area.cardHeight
                stacked: area.columns > 1
                resting: area.resting
            }
        }
    }

    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; top: grid.bottom; topMargin: area.gap }
        visible: height >= 170
        radius: Theme.radius
        color: Theme.officeTint

        Text {
            objectName: "tip"
            anchors { fill: parent; margins: 30 }
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.WordWrap
            elide: Text.ElideRight
            text: area.view.aside
            color: Theme.office
            font { family: Theme.family; pixelSize: parent.height < 230 ? 40 : 44; weight: Font.DemiBold }
        }
    }
}
