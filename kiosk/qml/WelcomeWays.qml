import QtQuick
import Lalopa.Kiosk

// What can be done before taking a number: see whether all papers are there, read the way through the office.
Row {
    id: ways

    required property KioskView view

    readonly property real one: view.third.length > 0 ? (width - spacing) / 2 : width

    height: visible ? Math.max(120, check.implicitHeight, steps.implicitHeight) : 0
    visible: view.second.length > 0

    BigButton {
        id: check
        objectName: "third"
        visible: ways.view.third.length > 0
        width: ways.one
        height: ways.height
        kind: "tint"
        icon: "requirements"
        text: ways.view.third
        onTouched: ways.view.actedLast()
    }
    BigButton {
        id: steps
        objectName: "second"
        width: ways.one
        height: ways.height
        kind: "plain"
        icon: "guide"
        text: ways.view.second
        onTouched: ways.view.actedBeside()
    }
}
