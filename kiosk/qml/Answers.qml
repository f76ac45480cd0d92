pragma ComponentBehavior: Bound

import QtQuick
import Lalopa.Kiosk
import Theme

// The answers to a question, one below the other; those that find no room are a key further on.
Item {
    id: answers

    required property KioskView view
    required property bool compact

    readonly property string place: view.place
    readonly property bool terse: height < 660 && Theme.textScale > 1.15
    readonly property int gap: compact ? 14 : 24
    readonly property int count: list.count
    readonly property var least: measured()
    readonly property bool turns: least.all > height
    readonly property int shown: turns ? Math.max(1, Math.floor((height - more.height) / (least.tallest + gap))) : count
    readonly property int turnings: Math.ceil(count / Math.max(1, shown))
    readonly property real spare: Math.max(0, turns ? (height - more.height) / shown - least.tallest - gap : (height - least.all) / Math.max(1, count))
    property int turn: 0

    function measured(): var {
        let tallest = 100, all = -gap;
        for (let n = 0; n < list.count; n++) {
            const one = list.itemAt(n)?.implicitHeight ?? 0;
            tallest = Math.max(tallest, one);
            all += one + gap;
        }
        return { tallest: tallest, all: all };
    }

    onPlaceChanged: turn = 0
    onCountChanged: turn = 0
    onShownChanged: turn = 0

    Column {
        width: parent.width
        spacing: answers.gap

        Repeater {
            id: list
            model: answers.view.choices

            BigChoice {
                required property int index

                readonly property int page: Math.floor(index / answers.shown)
                readonly property bool pointedAt: answers.view.focus.length > 0 && answers.view.focus === objectName

                visible: page === answers.turn
                width: answers.width
                compact: answers.compact
                terse: answers.terse
                height: implicitHeight + Math.min(answers.spare, answers.compact ? 60 : 72)
                onTouched: answers.view.chosen(key)
                onPointedAtChanged: answers.turn = pointedAt ? page : answers.turn
            }
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
        text: answers.view.moreWord + "  " + (answers.turn + 1) + "/" + answers.turnings
        onTouched: answers.turn = (answers.turn + 1) % answers.turnings
    }
}
