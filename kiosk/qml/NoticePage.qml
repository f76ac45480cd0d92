pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// One message, and what can be done: help, other cover, closed, refused, or a moment's wait.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property bool close: wide || height < 1200
    readonly property bool waiting: ["taking", "survey_sending"].indexOf(view.page) >= 0
    readonly property bool answerable: offers.count > 0 || view.action.length > 0 || view.second.length > 0
    readonly property bool beside: wide && answerable
    readonly property real half: beside ? (width - 72) / 2 : width
    readonly property real needed: said.implicitHeight + (beside || !answerable ? 0 : ways.implicitHeight + gap)
    readonly property int gap: close ? 32 : 56
    readonly property int sign: close ? 140 : 200
    readonly property bool signed: needed + sign + gap <= height
    readonly property real begins: Math.max(0, (height - needed - (signed ? sign + gap : 0)) / 2)

    Rectangle {
        id: mark
        visible: page.signed
        x: page.beside ? 0 : (page.width - width) / 2
        y: page.begins
        width: page.sign
        height: page.sign
        radius: width / 2
        color: page.view.tone === "warn" ? Theme.warnTint : page.view.tone === "good" ? Theme.goodTint : Theme.officeTint
        border { width: Theme.contrast ? Theme.edgeWidth : 0; color: Theme.edge }

        Icon {
            visible: !page.waiting
            anchors.centerIn: parent
            name: page.view.picture ? page.view.picture : page.view.page === "help" ? "help" : page.view.page === "closed" ? "clock" : page.view.tone === "good" ? "insurance_jkn" : "alert"
            size: parent.width * 0.56
            color: page.view.tone === "warn" ? Theme.warn : page.view.tone === "good" ? Theme.good : Theme.office
        }
        Waiting {
            visible: page.waiting
            anchors.centerIn: parent
            color: page.view.tone === "warn" ? Theme.warn : Theme.office
        }
    }
    Heading {
        id: said
        x: (page.half - width) / 2
        y: page.begins + (page.signed ? page.sign + page.gap : 0)
        width: Math.min(page.half, 1460)
        centred: !page.beside
        title: page.view.title
        hint: page.view.hint
    }
    Column {
        id: ways
        visible: page.answerable
        x: page.beside ? page.width - width : (page.width - width) / 2
        y: page.beside ? Math.max(0, (page.height - implicitHeight) / 2) : said.y + said.implicitHeight + page.gap
        width: page.beside ? page.half : Math.min(page.width, 984)
        spacing: page.close ? 18 : 26

        Repeater {
            id: offers
            model: page.view.choices

            BigChoice {
                width: ways.width
                compact: page.close
                height: implicitHeight
                onTouched: page.view.chosen(key)
            }
        }
        BigButton {
            objectName: "action"
            visible: page.view.action.length > 0
            width: ways.width
            height: Math.max(implicitHeight, page.close ? 124 : 144)
            size: Theme.body
            text: page.view.action
            onTouched: page.view.acted()
        }
        BigButton {
            objectName: "second"
            visible: page.view.second.length > 0
            width: ways.width
            height: Math.max(implicitHeight, 116)
            kind: "plain"
            text: page.view.second
            onTouched: page.view.actedBeside()
        }
    }
}
