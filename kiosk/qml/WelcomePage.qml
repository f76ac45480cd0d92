pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk

Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property real half: wide ? Math.round((width - 96) / 2) : width

    Column {
        id: greeting
        width: page.half
        y: page.wide ? 0 : 12
        spacing: 48

        Heading {
            width: parent.width
            size: 92
            title: page.view.title
            hint: page.view.hint
        }
    }

    Column {
        id: languages
        y: page.wide ? page.height - height : greeting.y + greeting.height + (page.view.away ? 40 : 64)
        width: page.half
        spacing: 24

        Repeater {
            model: page.view.choices

            BeginKey {
                width: languages.width
                height: page.wide ? 176 : 204
                onTouched: page.view.chosen(key)
            }
        }
    }

    FlowCard {
        x: page.width - width
        y: page.height - height
        width: page.half
        height: page.wide ? page.height : Math.min(implicitHeight, page.height - languages.y - languages.height - 40)
        view: page.view
    }
}
