import QtQuick
import Lalopa.Kiosk
import Theme

// What can be done now: the one big key, and quieter ones beside or below it.
Grid {
    id: keys

    required property KioskView view
    required property bool stacked
    required property bool close
    required property bool cramped

    readonly property int quiet: (view.second.length > 0 ? 1 : 0) + (view.third.length > 0 ? 1 : 0)
    readonly property bool beside: cramped && quiet === 1
    readonly property real half: (width - spacing) / 2

    columns: beside ? 2 : 1
    spacing: close ? 14 : 20

    BigButton {
        id: action
        objectName: "action"
        width: keys.beside ? keys.half : keys.width
        height: Math.max(implicitHeight, keys.close ? 120 : 170)
        size: keys.beside ? Theme.body : Theme.strong
        text: keys.view.action
        onTouched: keys.view.acted()
    }
    Grid {
        visible: keys.quiet > 0
        width: keys.beside ? keys.half : keys.width
        columns: keys.stacked ? 1 : keys.quiet
        spacing: keys.spacing

        BigButton {
            id: printing
            objectName: "second"
            visible: keys.view.second.length > 0
            width: parent.columns === 2 ? (parent.width - keys.spacing) * 0.6 : parent.width
            height: keys.beside ? action.height : keys.stacked ? implicitHeight : Math.max(implicitHeight, last.visible ? last.implicitHeight : 0)
            kind: "tint"
            icon: "printer"
            text: keys.view.second
            onTouched: keys.view.actedBeside()
        }
        BigButton {
            id: last
            objectName: "third"
            visible: keys.view.third.length > 0
            width: parent.columns === 2 ? (parent.width - keys.spacing) * 0.4 : parent.width
            height: keys.beside ? action.height : keys.stacked || !printing.visible ? implicitHeight : printing.height
            kind: "plain"
            text: keys.view.third
            onTouched: keys.view.actedLast()
        }
    }
}
