pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// A question of the survey and its four faces, all of them seen at once: who saw the bad ones first would choose among those.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property real main: wide ? Math.round(width * 0.36) : width
    readonly property bool close: wide || height < 1100
    readonly property int gap: close ? 18 : 24
    readonly property real beside: wide ? height : height - about.height - (close ? 20 : 40)
    readonly property real row: Math.min(close ? 380 : 440, (beside - ways.height) / 2 - gap)
    readonly property real room: wide ? height : height - ways.height - 2 * (Theme.body * 3.2 + gap) - 40
    readonly property bool flat: row < Theme.body * 3.4 + 150  // no room for words below a picture

    Column {
        id: about
        width: page.main
        spacing: page.close ? 12 : 20

        SurveySubject {
            id: subject
            width: parent.width
            picture: page.view.picture
            text: page.view.note
            close: page.close
        }
        Heading {
            id: heading
            width: parent.width
            size: page.close && Theme.textScale > 1.2 ? Theme.title * 0.84 : Theme.title
            title: page.view.title
            hint: ""
        }
        Text {
            visible: text.length > 0 && subject.height + heading.height + 2 * about.spacing + implicitHeight <= page.room
            width: parent.width
            text: page.view.hint
            wrapMode: Text.WordWrap
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: Theme.small }
        }
    }

    Grid {
        id: answers
        anchors { right: parent.right; bottom: ways.top; bottomMargin: page.gap }
        width: page.wide ? page.width - page.main - 56 : page.width
        columns: 2
        spacing: page.gap

        function tallest(): real {
            let height = 0;
            for (let n = 0; n < list.count; n++)
                height = Math.max(height, (list.itemAt(n) as PicturedChoice)?.wordsHeight ?? 0);
            return height;
        }

        Repeater {
            id: list
            model: page.view.choices

            PicturedChoice {
                beside: page.flat
                ends: false
                drawn: page.wide && Theme.textScale < 1.2 ? 150 : 100
                width: (answers.width - answers.spacing) / 2
                height: page.row
                wordsRoom: page.flat ? wordsHeight : answers.tallest()
                onTouched: page.view.chosen(key)
            }
        }
    }
    Row {
        id: ways
        anchors { right: parent.right; bottom: parent.bottom }
        width: answers.width
        height: Math.max(pass.implicitHeight, enough.implicitHeight)
        spacing: page.gap

        BigButton {
            id: pass
            objectName: "second"
            width: page.view.third.length > 0 ? (ways.width - ways.spacing) / 2 : ways.width
            height: ways.height
            kind: "plain"
            text: page.view.second
            onTouched: page.view.actedBeside()
        }
        BigButton {
            id: enough
            objectName: "third"
            visible: page.view.third.length > 0
            width: pass.width
            height: ways.height
            kind: "plain"
            text: page.view.third
            onTouched: page.view.actedLast()
        }
    }
}
