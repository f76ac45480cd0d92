pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// What is told in one part: steps with arrows, papers as pictures, the standard's parts, the pledge, a code to scan.
Item {
    id: area

    required property KioskView view
    required property bool wide
    required property string part

    readonly property bool steps: part === "procedure"
    readonly property bool roomy: wide && Theme.textScale < 1.2
    readonly property bool beside: roomy && (steps || part === "requirements")
    readonly property real codeRoom: code.visible && wide ? code.width + 56 : 0

    Screenfuls {
        id: told
        width: area.width - area.codeRoom
        foot: printing.visible && !area.wide ? printing.height : 0
        height: area.height - (note.visible ? note.height + 20 : 0) - (code.visible && !area.wide ? code.height + 28 : 0)
        columns: area.beside ? Math.max(1, Math.min(4, lines.count)) : area.roomy && area.part === "standard" ? 2 : 1
        gap: area.steps && !area.beside ? 46 : 24
        gapAcross: area.beside ? (area.steps ? 64 : 32) : 40
        moreWord: area.view.moreWord
        place: area.view.place

        Repeater {
            id: lines
            model: area.view.lines

            GuideLine {
                required property int index

                width: told.across
                n: index + 1
                tall: area.beside
                close: !area.wide && area.height < 500 * Theme.textScale
                arrow: area.steps && index < lines.count - 1 && (!area.beside || (index + 1) % told.columns !== 0)
            }
        }
    }

    Image {
        id: code
        visible: area.view.codePicture.length > 0
        x: area.wide ? area.width - width : (area.width - width) / 2
        y: area.wide ? 0 : area.height - height
        height: Math.min(area.height, area.wide ? 560 : area.height * (area.height < 760 * Theme.textScale ? 0.46 : 0.6))
        width: height
        source: area.view.codePicture
        mipmap: true

        Accessible.role: Accessible.Graphic
        Accessible.name: area.view.title
    }

    BigButton {
        id: printing
        objectName: "second"
        visible: area.view.second.length > 0
        x: area.wide ? area.width - width : 0
        y: area.wide ? Math.max(-area.y, -height - 26) : area.height - height
        width: area.wide ? implicitWidth + 16 : area.width - (told.count > 1 ? told.turning + 20 : 0)
        height: implicitHeight
        kind: "plain"
        icon: "printer"
        text: area.view.second
        onTouched: area.view.actedBeside()
    }
    Note {
        id: note
        objectName: "note"
        visible: area.view.note.length > 0
        anchors { bottom: parent.bottom; left: parent.left; right: parent.right }
        text: area.view.note
    }
}
