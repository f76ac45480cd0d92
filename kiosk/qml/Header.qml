pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// Who we are; on the way to a number, how far the visitor has come.
Rectangle {
    id: header

    required property KioskView view
    required property bool wide
    required property int edge

    readonly property bool underWay: view.stage > 0

    height: Math.max(116, words.implicitHeight + 24) + (underWay ? 16 : 0)
    color: Theme.office

    Column {
        id: words
        anchors { left: parent.left; right: tongues.left; leftMargin: header.edge; rightMargin: 24; top: parent.top; topMargin: 12 }

        Text {
            width: parent.width
            text: header.view.name
            color: Theme.inkOnOffice
            font { family: Theme.family; pixelSize: Theme.body; weight: Font.ExtraBold; letterSpacing: 0.5 }
        }
        Text {
            width: parent.width
            text: header.underWay ? header.view.stageWords : header.view.office
            wrapMode: Text.WordWrap
            lineHeight: 0.9
            color: Theme.inkOnOffice
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
        }
    }

    Row {
        id: tongues
        visible: header.view.page !== "ticket"
        anchors { right: parent.right; rightMargin: header.edge; top: parent.top; topMargin: 16 }
        spacing: 12

        Repeater {
            model: header.view.languages

            LanguageKey {
                onTouched: header.view.spoke(key)
            }
        }
    }

    StepBar {
        visible: header.underWay
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        stage: header.view.stage
    }
}
