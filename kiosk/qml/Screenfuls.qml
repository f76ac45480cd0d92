import QtQuick
import Theme

// Things one below the other, or in columns. What finds no room is a key further on, never a gesture. Their implicit height
// must not depend on whether they are visible: that follows from it. `foot`: what is kept free below, beside that key.
Item {
    id: screenfuls

    required property string moreWord
    required property string place
    property int columns: 1
    property real gap: 20
    property real gapAcross: gap
    property real foot: 0

    default property alias content: holder.data

    readonly property real across: (width - gapAcross * (columns - 1)) / columns
    readonly property real turning: more.width
    readonly property var whole: placed(height - (foot ? foot + gap : 0))
    readonly property var places: whole.count > 1 ? placed(height - Math.max(foot, more.height) - gap) : whole
    readonly property int count: places.count
    property int shown: 0

    function counts(thing: Item): bool {
        return !(thing instanceof Repeater) && thing.implicitHeight > 0;
    }

    function placed(room: real): var {
        const found = [];
        let page = 0, top = 0, row = 0, column = 0, used = 0;
        for (const thing of holder.children) {
            if (counts(thing)) {
                if (column === 0 && found.length > 0)
                    top += row + gap;
                if (column === 0)
                    row = tallest(found.length);
                if (column === 0 && top > 0 && top + row > room) {
                    page++;
                    top = 0;
                }
                found.push({ page: page, x: column * (across + gapAcross), y: top });
                used = Math.max(used, top + row);
                column = (column + 1) % columns;
            }
        }
        return { at: found, count: page + 1, used: used };
    }

    function tallest(first: int): real {
        let height = 0, n = 0;
        for (const thing of holder.children)
            if (counts(thing) && n++ >= first && n <= first + columns)
                height = Math.max(height, thing.implicitHeight);
        return height;
    }

    function lay() {
        let n = 0;
        for (const thing of holder.children) {
            if (counts(thing)) {
                const place = places.at[n++];
                if (place) {
                    thing.x = place.x;
                    thing.y = place.y;
                    thing.visible = place.page === shown;
                }
            } else {
                thing.visible = false;
            }
        }
    }

    onPlaceChanged: shown = 0
    onPlacesChanged: {
        shown = Math.max(0, Math.min(shown, count - 1));
        lay();
    }
    onShownChanged: lay()

    Item {
        id: holder
        anchors.fill: parent
    }
    BigButton {
        id: more
        objectName: "more"
        visible: screenfuls.count > 1
        anchors { right: parent.right; bottom: parent.bottom }
        width: Math.min(parent.width, implicitWidth)
        height: Math.max(90, screenfuls.foot)
        kind: "tint"
        icon: "go"
        text: screenfuls.moreWord + "  " + (screenfuls.shown + 1) + "/" + screenfuls.count
        onTouched: screenfuls.shown = (screenfuls.shown + 1) % screenfuls.count
    }
}
