import QtQuick
import QtQuick.Window
import Lalopa.Display
import Theme

Window {
    id: window
    objectName: "wall"

    required property WallView view
    required property bool fullScreen

    property string layout: "auto"

    readonly property string hung: layout !== "auto" ? layout : height > width ? "portrait" : "landscape"
    readonly property bool tall: hung === "portrait"
    readonly property int drawnWidth: tall ? 1080 : 1920
    readonly property int drawnHeight: Math.max(tall ? 1728 : 1080, Math.min(tall ? 2160 : 1280, drawnWidth * height / width))
    readonly property real drawing: Math.min(width / drawnWidth, height / drawnHeight)

    width: 1920
    height: 1080
    color: Theme.ground
    title: view.branch
    visibility: fullScreen ? Window.FullScreen : Window.Windowed

    Wall {
        anchors.centerIn: parent
        width: window.drawnWidth
        height: window.drawnHeight
        scale: window.drawing
        layout: window.hung
        view: window.view
    }
}
