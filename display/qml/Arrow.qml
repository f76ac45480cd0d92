import QtQuick
import QtQuick.Shapes

// The way to a counter, drawn: the font has no arrows.
Item {
    id: arrow
    objectName: "arrow"

    required property string direction
    required property color ink

    readonly property var turns: ["up", "up-right", "right", "down-right", "down", "down-left", "left", "up-left"]

    visible: direction !== ""

    Shape {
        anchors.centerIn: parent
        width: 24
        height: 24
        scale: arrow.height / 24
        rotation: 45 * arrow.turns.indexOf(arrow.direction)
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            fillColor: arrow.ink
            strokeWidth: -1
            PathSvg { path: "M12 1 22 11.5 18.9 14.6 14.2 9.8V23H9.8V9.8L5.1 14.6 2 11.5Z" }
        }
    }
}
