import QtQuick
import Lalopa.Kiosk
import Theme

Item {
    id: page

    required property TechnicianView technician
    required property bool wide

    readonly property bool asks: technician.asksPin
    readonly property real main: wide && asks ? Math.round(width * 0.46) : width

    Column {
        id: asked
        width: page.main
        spacing: page.wide ? 28 : 32

        TechnicianDots {
            width: parent.width
            visible: page.asks
            count: page.technician.dots
            awaited: page.technician.mayType
        }
        Note {
            objectName: "corner-note"
            width: parent.width
            text: page.technician.note
            tone: page.technician.tone
        }
    }

    NumberPad {
        id: pad
        visible: page.asks
        x: page.wide ? page.main + 80 : 0
        y: page.wide ? 0 : asked.height + 40
        width: page.width - x
        height: page.wide ? page.height : Math.min(page.height - y - enter.height - 32, 1000)
        enabled: page.technician.mayType
        opacity: enabled ? 1 : 0.4
        eraseWord: page.technician.eraseWord
        onDigit: digit => page.technician.typed(digit)
        onErase: page.technician.erased()
    }

    BigButton {
        id: enter
        objectName: "corner-enter"
        visible: page.asks
        y: page.wide ? page.height - height : pad.y + pad.height + 32
        width: page.main
        enabled: page.technician.mayEnter
        opacity: enabled ? 1 : 0.4
        text: page.technician.confirm
        size: Theme.body
        onTouched: page.technician.entered()
    }
}
