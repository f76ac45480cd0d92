pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// A question whose answers are pictures, two by two; an odd one comes last, as wide as all. Those that find no room are a
// key further on, the last one excepted: it is always there.
Item {
    id: page

    required property KioskView view
    required property bool wide

    readonly property real main: wide ? Math.round(width * 0.36) : width
    readonly property bool close: wide || height < 1100
    readonly property real gap: close ? 18 : 24

    Column {
        id: question
        width: page.main
        spacing: page.close ? 18 : 28

        Heading {
            width: parent.width
            size: page.close && Theme.textScale > 1.2 ? Theme.title * 0.84 : Theme.title
            title: page.view.title
            hint: page.view.hint
        }
        Note {
            visible: page.view.note.length > 0
            width: parent.width
            text: page.view.note
        }
    }

    Item {
        id: answers

        readonly property string place: page.view.place
        readonly property int pairs: Math.floor(list.count / 2)
        readonly property bool odd: list.count % 2 === 1
        readonly property real words: tallest()
        readonly property real least: words + (page.close ? 130 : 190)
        readonly property real below: odd ? (list.itemAt(list.count - 1) as PicturedChoice)?.least + page.gap || 0 : 0
        readonly property bool turns: pairs * (least + page.gap) - page.gap + below > height
        readonly property real room: height - below - (turns ? more.height + page.gap : 0)
        readonly property int rows: turns ? Math.max(1, Math.floor((room + page.gap) / (least + page.gap))) : Math.max(1, pairs)
        readonly property real row: Math.max(Math.min(least, room), Math.min(page.wide ? 360 : 460, (room + page.gap) / rows - page.gap))
        readonly property int turnings: Math.ceil(pairs / rows)
        property int turn: 0

        function tallest(): real {
            let height = 0;
            for (let n = 0; n < pairs * 2; n++)
                height = Math.max(height, (list.itemAt(n) as PicturedChoice)?.wordsHeight ?? 0);
            return height;
        }

        anchors { right: parent.right; bottom: parent.bottom }
        width: page.wide ? page.width - page.main - 56 : page.width
        height: page.wide ? page.height : page.height - question.height - (page.close ? 24 : 44)
        onPlaceChanged: turn = 0
        onTurningsChanged: turn = 0

        Repeater {
            id: list
            model: page.view.choices

            PicturedChoice {
                required property int index

                readonly property int pair: Math.floor(index / 2)
                readonly property bool pointedAt: page.view.focus.length > 0 && page.view.focus === objectName && !beside

                beside: answers.odd && index === list.count - 1
                visible: beside || Math.floor(pair / answers.rows) === answers.turn
                x: beside ? 0 : index % 2 * (width + page.gap)
                y: (beside ? answers.rows : pair % answers.rows) * (answers.row + page.gap)
                width: beside ? answers.width : (answers.width - page.gap) / 2
                height: beside ? least : answers.row
                wordsRoom: answers.words
                onTouched: page.view.chosen(key)
                onPointedAtChanged: answers.turn = pointedAt ? Math.floor(pair / answers.rows) : answers.turn
            }
        }
        BigButton {
            id: more
            objectName: "more"
            visible: answers.turns
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            height: 100
            kind: "tint"
            icon: "go"
            text: page.view.moreWord + "  " + (answers.turn + 1) + "/" + answers.turnings
            onTouched: answers.turn = (answers.turn + 1) % answers.turnings
        }
    }
}
