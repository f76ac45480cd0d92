import QtQuick

// Notices every finger without taking it from what it touches; tells of one that stays where it is for two seconds.
Item {
    id: hold

    required property bool offered

    readonly property real slip: 60

    property bool held: false
    property point began

    signal touched
    signal stayed

    PointHandler {
        id: finger
        onActiveChanged: {
            hold.held = false;
            if (active) {
                hold.began = point.position;
                hold.touched();
                waits.restart();
            } else {
                waits.stop();
            }
        }
        onPointChanged: {
            if (active && Math.hypot(point.position.x - hold.began.x, point.position.y - hold.began.y) > hold.slip)
                waits.stop();
        }
    }
    Timer {
        id: waits
        objectName: "hold"
        interval: 2000
        onTriggered: {
            hold.held = hold.offered;  // what lies below lets go first, so that lifting the finger touches nothing
            hold.stayed();
        }
    }
}
