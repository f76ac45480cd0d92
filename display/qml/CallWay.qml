import QtQuick
import Lalopa.Display
import Theme

// Where to go: the counter, its zone, the way.
Rectangle {
    id: way

    required property WallView view
    required property color ink

    readonly property real unit: height / 160

    Column {
        id: to
        anchors { left: parent.left; leftMargin: 36; verticalCenter: parent.verticalCenter }
        spacing: -6 * way.unit

        Text {
            text: way.view.say("go_to")
            color: way.ink
            font { family: Theme.family; pixelSize: 38 * way.unit; weight: Font.DemiBold }
        }
        Text {
            objectName: "zone"
            visible: text !== ""
            width: Math.min(implicitWidth, way.width * 0.34)
            elide: Text.ElideRight
            text: way.view.zone
            color: way.ink
            font { family: Theme.family; pixelSize: 58 * way.unit; weight: Font.ExtraBold }
        }
    }

    Text {
        objectName: "place"
        anchors { left: to.right; leftMargin: 28; right: arrow.visible ? arrow.left : parent.right; rightMargin: arrow.visible ? 26 : 36; top: parent.top; bottom: parent.bottom }
        horizontalAlignment: Text.AlignRight
        verticalAlignment: Text.AlignVCenter
        text: way.view.place
        color: way.ink
        fontSizeMode: Text.HorizontalFit
        font { family: Theme.family; pixelSize: 118 * way.unit; weight: Font.ExtraBold }
    }

    Arrow {
        id: arrow
        anchors { right: parent.right; rightMargin: 32; verticalCenter: parent.verticalCenter }
        width: 112 * way.unit
        height: 112 * way.unit
        direction: way.view.arrow
        ink: way.ink
    }
}
