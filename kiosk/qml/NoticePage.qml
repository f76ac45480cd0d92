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
        spacing: 56

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 200
            height: 200
            radius: 100
            color: page.view.tone === "warn" ? Theme.warnTint : page.view.tone === "good" ? Theme.goodTint : Theme.officeTint

            Icon {
                visible: !page.waiting
                anchors.centerIn: parent
                name: page.view.page === "help" ? "help" : page.view.page === "closed" ? "clock" : page.view.tone === "good" ? "insurance_jkn" : "alert"
                size: 112
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
            width: Math.min(parent.width, 1180)
            centred: true
            size: 68
            title: page.view.title
            hint: page.view.hint
        }
        Column {
            id: ways
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, 940)
            spacing: 26

            Repeater {
                model: page.view.choices

                BigChoice {
                    width: ways.width
                    height: 170
                    onTouched: page.view.choose(key)
                }
            }
            BigButton {
                objectName: "action"
                visible: page.view.action.length > 0
                width: parent.width
                height: 150
                size: 44
                text: page.view.action
                onTouched: page.view.act()
            }
            BigButton {
                objectName: "second"
                visible: page.view.second.length > 0
                width: parent.width
                height: 120
                kind: "plain"
                text: page.view.second
                onTouched: page.view.second_act()
            }
        }
    }
}
