pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk

Item {
    id: area

    required property KioskView view
    required property bool wide
    required property int entry

    readonly property bool entered: !entering.running

    readonly property var pages: ({
        welcome: welcome, guide: guide, service: choice, closed: notice, question: choice, covered: notice,
        paper: picture, identity: identity, priority: picture, summary: summary, help: notice, taking: notice,
        refused: notice, repeat: repeat, ticket: ticket, survey: survey,
        survey_end: notice, survey_sending: notice, survey_sent: notice
    })

    function enter() {
        entering.restart();
    }

    Loader {
        id: loader
        width: parent.width
        height: parent.height
        sourceComponent: area.pages[area.view.page]
    }

    ParallelAnimation {
        id: entering

        NumberAnimation { target: loader; property: "opacity"; from: 0; to: 1; duration: area.entry; easing.type: Easing.OutCubic }
        NumberAnimation { target: loader; property: "y"; from: 28; to: 0; duration: area.entry; easing.type: Easing.OutCubic }
    }

    Component {
        id: welcome
        WelcomePage { view: area.view; wide: area.wide }
    }
    Component {
        id: guide
        GuidePage { view: area.view; wide: area.wide }
    }
    Component {
        id: choice
        ChoicePage { view: area.view; wide: area.wide }
    }
    Component {
        id: picture
        PicturePage { view: area.view; wide: area.wide }
    }
    Component {
        id: notice
        NoticePage { view: area.view; wide: area.wide }
    }
    Component {
        id: identity
        IdentityPage { view: area.view; wide: area.wide }
    }
    Component {
        id: summary
        SummaryPage { view: area.view; wide: area.wide }
    }
    Component {
        id: repeat
        RepeatPage { view: area.view; wide: area.wide }
    }
    Component {
        id: survey
        SurveyPage { view: area.view; wide: area.wide }
    }
    Component {
        id: ticket
        TicketPage { view: area.view; wide: area.wide }
    }
}
