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

    readonly property real drawing: Math.min(width, height) / view.across
    readonly property bool turned: orientation === "portrait" && width > height || orientation === "landscape" && height > width

    readonly property bool inCorner: (view.technician as TechnicianView).page !== ""

    width: 1080
    height: 1920
    color: Theme.ground
    title: view.name
    visibility: fullScreen ? Window.FullScreen : Window.Windowed
    flags: fullScreen ? Qt.Window | Qt.FramelessWindowHint | Qt.WindowStaysOnTopHint : Qt.Window
    onClosing: close => close.accepted = !fullScreen
    onVisibilityChanged: {  // minimised or made smaller by a window manager: back over the whole screen
        if (window.fullScreen && window.visibility !== Window.FullScreen && window.visibility !== Window.Hidden)
            Qt.callLater(window.showFullScreen);
    }

    Binding { target: Theme; property: "contrast"; value: window.view.contrast }
    Binding { target: Theme; property: "textScale"; value: window.view.textScale }

    Item {
        id: glass
        objectName: "glass"

        readonly property real above: Math.round(height * (1 - window.view.reach))

        x: window.turned ? window.width : 0
        width: window.turned ? window.height : window.width
        height: window.turned ? window.width : window.height
        rotation: window.turned ? 90 : 0
        transformOrigin: Item.TopLeft

        OutOfReach {
            width: glass.width
            height: glass.above
            visible: height > 0
            name: window.view.name
            office: window.view.office
        }

        Frame {
            objectName: "frame"
            y: glass.above
            width: glass.width / window.drawing
            height: (glass.height - glass.above) / window.drawing
            scale: window.drawing
            transformOrigin: Item.TopLeft
            view: window.view
            held: hold.held
            focus: true

            Keys.onPressed: event => {
                if (window.inCorner) {
                    // they are the visitor's, and she is not here
                } else if (window.view.ownKeys.indexOf(event.key) >= 0) {
                    if (!event.isAutoRepeat)
                        window.view.struck(event.key);
                } else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
                    window.view.entered();
                else if (event.text.length === 1)
                    window.view.keyed(event.text);
                event.accepted = true;
            }
        }

        HoldAnywhere {
            id: hold
            anchors.fill: parent
            enabled: !window.inCorner
            offered: window.view.readsOut
            onTouched: window.view.touched()
            onStayed: window.view.held()
        }
    }
}
