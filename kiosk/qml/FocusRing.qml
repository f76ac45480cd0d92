import QtQuick
import Theme

// Round the control of this name, wherever it stands: white, then dark, so that on any ground one of the two is seen.
Item {
    id: ring

    required property string name
    required property Item within

    property Item target: null

    function found(item: Item): Item {
        if (item.objectName === name)
            return item;
        for (const child of item.children) {
            const hit = child.visible ? found(child) : null;
            if (hit)
                return hit;
        }
        return null;
    }

    function look() {
        target = name ? found(within) : null;
    }

    objectName: "ring"
    parent: target
    visible: target !== null
    z: 1
    anchors { fill: parent; margins: -14 }
    onNameChanged: {
        look();
        Qt.callLater(look);  // a list may have to turn to it first
    }

    Rectangle {
        anchors { fill: parent; margins: 7 }
        radius: Theme.radius + 7
        color: "transparent"
        border { width: 7; color: Theme.inkOnOffice }
    }
    Rectangle {
        anchors.fill: parent
        radius: Theme.radius + 14
        color: "transparent"
        border { width: 8; color: Theme.focus }
    }
}
