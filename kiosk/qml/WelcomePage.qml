pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// Where everybody begins, and what draws her near: the language, whether all papers are there, the way through the office;
// closed, when it opens again. What finds no room is left out, the keys last.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property bool close: wide || height < 1200
    readonly property int gap: close ? 18 : 28
    readonly property real half: wide ? Math.round((width - 56) / 2) : width
    readonly property real least: title.implicitHeight + gap + keys.implicitHeight + (wide ? 0 : ways.height + gap)
    readonly property bool greets: least + hint.implicitHeight + 8 <= height
    readonly property real told: greets ? hint.implicitHeight + 8 : 0
    readonly property real start: wide ? 0 : title.implicitHeight + told + keys.implicitHeight + 2 * gap
    readonly property real room: height - start - ways.height - gap
    readonly property bool invites: view.phoneCode.length > 0 && invitation.implicitHeight <= room
    readonly property real spare: room - (invites ? invitation.implicitHeight + gap : 0)

    Text {
        id: title
        objectName: "title"
        width: page.half
        text: page.view.title
        wrapMode: Text.WordWrap
        lineHeight: 0.94
        color: Theme.ink
        font { family: Theme.family; pixelSize: page.close ? Theme.title * 1.1 : Theme.display; weight: Font.ExtraBold; letterSpacing: -0.5 }
    }
    Text {
        id: hint
        visible: page.greets
        y: title.implicitHeight + 8
        width: page.half
        text: page.view.hint
        wrapMode: Text.WordWrap
        color: Theme.inkSoft
        font { family: Theme.family; pixelSize: Theme.small }
    }

    Column {
        id: keys
        y: page.wide ? page.height - implicitHeight : title.implicitHeight + page.told + page.gap
        width: page.half
        spacing: page.gap

        OpensAgain {
            visible: page.view.number.length > 0
            width: parent.width
            title: page.view.nextTitle
            time: page.view.number
            date: page.view.nextHint
        }
        Repeater {
            model: page.view.choices

            BeginKey {
                width: keys.width
                height: Math.max(implicitHeight, page.close ? 0 : 176)
                onTouched: page.view.chosen(key)
            }
        }
    }

    FlowCard {
        x: page.width - width
        y: page.start
        width: page.half
        height: page.wide ? page.spare : Math.min(implicitHeight + 120, page.spare)
        visible: page.spare >= implicitHeight
        view: page.view
    }
    PhoneInvitation {
        id: invitation
        x: page.width - width
        y: ways.y - page.gap - height
        width: page.half
        visible: page.invites
        picture: page.view.phoneCode
        title: page.view.phoneTitle
        hint: page.view.phoneHint
    }
    WelcomeWays {
        id: ways
        x: page.width - width
        y: page.height - height
        width: page.half
        spacing: page.gap
        view: page.view
    }
}
