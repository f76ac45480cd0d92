pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

Rectangle {
    id: header

    required property KioskView view
    required property bool wide
    required property int edge

    height: wide || view.stage === 0 ? 124 : 232
    color: Theme.office

    Item {
        id: bar
        height: 124
        anchors { left: parent.left; right: parent.right; leftMargin: header.edge; rightMargin: header.edge }

        Column {
            id: who
            anchors { left: parent.left; verticalCenter: parent.verticalCenter }
            spacing: 0

            Text {
                text: header.view.name
                color: Theme.inkOnOffice
                font { family: Theme.family; pixelSize: 40; weight: Font.ExtraBold; letterSpacing: 0.5 }
            }
            Text {
                text: header.view.office
                color: Theme.inkOnOffice
                opacity: 0.9
                font { family: Theme.family; pixelSize: 28; weight: Font.DemiBold }
            }
        }

        StepBar {
            visible: header.wide && header.view.stage > 0
            anchors { left: who.right; right: tongues.left; leftMargin: 90; rightMargin: 70; verticalCenter: parent.verticalCenter }
            names: header.view.stages
            stage: header.view.stage
        }

        Row {
            id: tongues
            visible: header.view.page !== "ticket"
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            spacing: 8

            Repeater {
                model: header.view.languages

                LanguageKey {
                    onTouched: header.view.spoke(key)
                }
            }
        }
    }

    StepBar {
        visible: !header.wide && header.view.stage > 0
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; leftMargin: header.edge; rightMargin: header.edge; bottomMargin: 28 }
        names: header.view.stages
        stage: header.view.stage
    }
}
