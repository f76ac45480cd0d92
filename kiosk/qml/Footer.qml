pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// The ways out, and what makes the screen easier: on every page, always in the same place.
Rectangle {
    id: footer

    required property KioskView view
    required property int edge
    required property bool wide

    readonly property int gap: 14
    readonly property bool ways: view.canGoBack || view.canCancel || view.canAskForHelp || asks
    readonly property bool asks: view.survey.length > 0
    readonly property Item silencer: legend.silencer
    readonly property real cell: (width - 2 * edge - 7 * gap) / (3 + comforts.count)

    height: keys.height + 32
    color: Theme.surface

    Rectangle {
        width: parent.width
        height: 2
        color: Theme.line
    }

    Grid {
        id: keys
        anchors { horizontalCenter: parent.horizontalCenter; top: parent.top; topMargin: 16 }
        columns: footer.wide ? 2 : 1
        columnSpacing: 3 * footer.gap
        rowSpacing: footer.gap

        Row {
            spacing: footer.gap
            visible: footer.wide || footer.ways
            width: footer.wide ? 3 * footer.cell + 2 * footer.gap : footer.width - 2 * footer.edge
            readonly property real one: (width - 2 * spacing) / 3

            SurveyKey {
                id: survey
                width: footer.view.canAskForHelp ? 2 * parent.one + parent.spacing : parent.width
                height: Math.max(implicitHeight, help.implicitHeight)
                text: footer.view.survey
                onTouched: footer.view.surveyed()
            }
            FooterKey {
                objectName: "back"
                opacity: footer.view.canGoBack ? 1 : 0
                enabled: footer.view.canGoBack
                visible: footer.ways && !footer.asks
                width: parent.one
                stacked: footer.wide
                icon: "back"
                chosen: false
                text: footer.view.backWord
                onTouched: footer.view.wentBack()
            }
            FooterKey {
                objectName: "cancel"
                opacity: footer.view.canCancel ? 1 : 0
                enabled: footer.view.canCancel
                visible: footer.ways && !footer.asks
                width: parent.one
                stacked: footer.wide
                icon: "cross"
                chosen: false
                text: footer.view.cancelWord
                onTouched: footer.view.cancelled()
            }
            FooterKey {
                id: help
                objectName: "help"
                opacity: footer.view.canAskForHelp ? 1 : 0
                enabled: footer.view.canAskForHelp
                visible: footer.ways && (!footer.asks || footer.view.canAskForHelp)
                width: parent.one
                height: footer.asks ? survey.height : implicitHeight
                stacked: footer.wide
                kind: "tint"
                icon: "help"
                chosen: false
                text: footer.view.helpWord
                onTouched: footer.view.askedForHelp()
            }
        }

        Row {
            id: comfort
            spacing: footer.gap
            width: footer.wide ? comforts.count * footer.cell + (comforts.count - 1) * spacing : footer.width - 2 * footer.edge

            Repeater {
                id: comforts
                model: footer.view.comforts

                FooterKey {
                    required property string key
                    required property string title

                    objectName: "comfort-" + key
                    visible: !footer.view.halves
                    width: (comfort.width - (comforts.count - 1) * comfort.spacing) / comforts.count
                    kind: "comfort"
                    text: title
                    onTouched: footer.view.arranged(key)
                }
            }
            GuideLegend {
                id: legend
                visible: footer.view.halves
                width: parent.width
                view: footer.view
            }
        }
    }
}
