import QtQuick
import QtQuick.Window
import Lalopa.Display
import Theme

Window {
    id: window
    objectName: "wall"

    required property WallView view
    required property bool fullScreen

    readonly property real drawing: Math.min(width / 1920, height / 1080)

    width: 1920
    height: 1080
    color: Theme.ground
    title: view.branch
    visibility: fullScreen ? Window.FullScreen : Window.Windowed

    Wall {
        anchors.centerIn: parent
        width: 1920
        height: 1080
        scale: window.drawing
        view: window.view
    }
}
