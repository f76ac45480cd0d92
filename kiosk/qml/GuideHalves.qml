import QtQuick
import Lalopa.Kiosk
import Theme

// For whoever listens: the whole left is one key, the whole right the other; but for the key that ends it.
Item {
    id: halves

    required property KioskView view
    required property Item off
    required property real above

    function touched(half: Item, place: point, deed: var) {
        if (off.contains(half.mapToItem(off, place)))
            view.arranged("spoken");
        else
            deed();
    }

    visible: view.halves

    MouseArea {
        id: nextHalf
        objectName: "half-next"
        anchors { fill: parent; topMargin: -halves.above; rightMargin: parent.width / 2 }
        onClicked: mouse => halves.touched(nextHalf, Qt.point(mouse.x, mouse.y), halves.view.wentOn)
    }
    MouseArea {
        id: chooseHalf
        objectName: "half-choose"
        anchors { fill: parent; topMargin: -halves.above; leftMargin: parent.width / 2 }
        onClicked: mouse => halves.touched(chooseHalf, Qt.point(mouse.x, mouse.y), halves.view.choseHere)
    }

    Rectangle {
        width: 12
        height: parent.height
        color: Theme.officeDeep
    }
    Rectangle {
        x: parent.width - width
        width: 12
        height: parent.height
        color: Theme.officeDeep
    }
}
