import QtQuick
import QtQuick.Shapes

// Says "called just now" to eyes that tell no colours apart.
Item {
    id: bell
    objectName: "bell"

    required property color ink

    Shape {
        width: 24
        height: 24
        scale: bell.height / 24
        transformOrigin: Item.TopLeft
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            fillColor: bell.ink
            strokeWidth: -1
            PathSvg { path: "M12 1.5a2 2 0 0 1 2 2v.8a6.2 6.2 0 0 1 4.2 5.9v4.9l2.3 3.4H3.5l2.3-3.4v-4.9a6.2 6.2 0 0 1 4.2-5.9v-.8a2 2 0 0 1 2-2Zm-2.8 18.2h5.6a2.8 2.8 0 0 1-5.6 0Z" }
        }
    }
}
