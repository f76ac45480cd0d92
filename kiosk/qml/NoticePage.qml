pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// One message, and what can be done: help, other cover, closed, refused, or a moment's wait.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property bool waiting: view.page === "taking"

    Column {
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        spacing: page.wide ? 36 : 56

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: page.wide ? 150 : 200
            height: width
            radius: width / 2
            color: page.view.tone === "warn" ? Theme.warnTint : page.view.tone === "good" ? Theme.goodTint : Theme.officeTint

            Icon {
                visible: !page.waiting
                anchors.centerIn: parent
                name: page.view.page === "help" ? "help" : page.view.page === "closed" ? "clock" : page.view.tone === "good" ? "insurance_jkn" : "alert"
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
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, 1460)
            centred: true
            size: page.wide ? 64 : 68
            title: page.view.title
            hint: page.view.hint
        }
        Grid {
            id: ways

            readonly property bool beside: page.wide && offers.count > 0
            readonly property real way: beside ? (width - spacing) / 2 : width

            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, beside ? 1460 : 940)
            columns: beside ? 2 : 1
            spacing: 26

            Repeater {
                id: offers
                model: page.view.choices

                BigChoice {
                    width: ways.way
                    height: 170
                    onTouched: page.view.chosen(key)
                }
            }
            BigButton {
                objectName: "action"
                visible: page.view.action.length > 0
                width: ways.way
                height: ways.beside ? 170 : 150
                size: 44
                text: page.view.action
                onTouched: page.view.acted()
            }
            BigButton {
                objectName: "second"
                visible: page.view.second.length > 0
                width: ways.way
                height: ways.beside ? 170 : 120
                kind: "plain"
                text: page.view.second
                onTouched: page.view.actedBeside()
            }
        }
    }
}
