import QtQuick
import QtQuick.Window
import Lalopa.Kiosk
import Theme

Window {
    id: window
    objectName: "kiosk"

    required property KioskView view
    required property bool fullScreen
    property string orientation: "auto"

    readonly property real drawing: Math.min(width, height) / 1080
    readonly property bool turned: orientation === "portrait" && width > height || orientation === "landscape" && height > width

    width: 1080
    height: 1920
    color: Theme.ground
    title: view.name
    visibility: fullScreen ? Window.FullScreen : Window.Windowed
    onClosing: close => close.accepted = !fullScreen

    Frame {
        objectName: "frame"
        x: window.turned ? window.width : 0
        width: (window.turned ? window.height : window.width) / window.drawing
        height: (window.turned ? window.width : window.height) / window.drawing
        rotation: window.turned ? 90 : 0
        scale: window.drawing
        transformOrigin: Item.TopLeft
        view: window.view
        focus: true

        Keys.onPressed: event => {
            if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
                window.view.entered();
            else if (event.text.length === 1)
                window.view.keyed(event.text);
            event.accepted = true;
        }
    }
}
