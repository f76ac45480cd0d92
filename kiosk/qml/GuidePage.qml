pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// The standing banner: of each service the way, what to bring and its standard; of the office its pledge and its contact.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property string part: view.picture
    readonly property bool ofService: part !== "pledge" && part !== "contact"
    readonly property bool close: wide || height < 1100
    readonly property bool bare: !wide && height < 800 * Theme.textScale
    readonly property real aside: wide ? Math.max(400, 330 * Theme.textScale) : width

    Grid {
        id: parts
        width: page.aside
        columns: page.wide ? 1 : page.bare ? Math.max(1, tabs.count) : Theme.textScale < 1.2 ? 3 : 2
        spacing: page.wide ? 10 : 14

        Repeater {
            id: tabs
            model: page.view.tabs

            GuideTab {
                bare: page.bare
                width: (page.aside - parts.spacing * (parts.columns - 1)) / parts.columns
                height: Math.min(96, (page.height - services.height - 20 - parts.spacing * (tabs.count - 1)) / (page.wide ? tabs.count : 1))
                onTouched: page.view.chosen(key)
            }
        }
    }

    Grid {
        id: services
        columns: page.wide ? 4 : 7
        visible: page.ofService
        y: page.wide ? page.height - height : heading.y + heading.height + 16
        spacing: 12

        Repeater {
            id: letters
            model: page.view.choices

            LetterTab {
                width: Math.min(130, (page.aside - services.spacing * (services.columns - 1)) / services.columns)
                onTouched: page.view.chosen(key)
            }
        }
    }

    Heading {
        id: heading
        x: page.wide ? page.aside + 56 : 0
        y: page.wide ? 0 : parts.height + (page.close ? 18 : 32)
        width: page.width - x - (page.wide && page.view.second ? 480 * Theme.textScale : 0)
        size: page.close ? Theme.title * 0.85 : Theme.title
        title: page.view.title
        hint: page.view.hint
    }

    GuideContent {
        x: heading.x
        y: (page.ofService && !page.wide ? services.y + services.height : heading.y + heading.height) + (page.close ? 20 : 32)
        width: page.width - x
        height: page.height - y
        view: page.view
        wide: page.wide
        part: page.part
    }
}
