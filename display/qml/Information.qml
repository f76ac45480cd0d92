import QtQuick
import Lalopa.Display
import Theme

// What there is to know between calls: one slide at a time.
Rectangle {
    id: area
    objectName: "information"

    required property WallView view
    required property rect at
    required property bool beside
    required property bool round

    readonly property SlideView slides: view.slides as SlideView
    readonly property string kind: slides.kind
    readonly property bool moving: kind === "picture" || kind === "video"
    readonly property color ink: beside ? Theme.ink : Theme.inkOnOffice
    readonly property color soft: beside ? Theme.office : Theme.officeTint

    x: at.x
    y: at.y
    width: at.width
    height: at.height
    radius: round ? Theme.radius : 0
    color: moving ? Theme.officeDeep : beside ? Theme.surface : Theme.office
    border { width: beside && !moving ? 2 : 0; color: Theme.line }

    Binding {
        target: area.slides
        property: "watched"
        value: area.visible
    }

    Item {
        id: slide
        objectName: "slide"
        anchors.fill: parent

        Welcome {
            anchors.fill: parent
            visible: area.kind === "welcome"
            ink: area.ink
            soft: area.soft
            ground: area.beside ? Theme.officeTint : Theme.officeDeep
            view: area.view
        }

        SlideText {
            anchors.fill: parent
            visible: area.kind === "text" || area.kind === "statement"
            ink: area.ink
            soft: area.soft
            ground: area.beside ? Theme.officeTint : Theme.officeDeep
            slides: area.slides
        }

        SlideCanvas {
            objectName: "canvas"
            anchors { fill: parent; margins: area.round ? 8 : 0 }
            visible: area.moving
            slides: area.slides
        }
    }

    NumberAnimation {
        id: appear
        objectName: "appear"
        target: slide
        property: "opacity"
        from: 0
        to: 1
        duration: Theme.calm
    }

    Connections {
        target: area.slides
        function onChanged() { appear.restart() }
    }
}
