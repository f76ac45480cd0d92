import QtQuick

// Where everything hangs, in each layout. Drawn for 1920 × 1080 or 1080 × 1920; a screen of another shape gives or takes height.
QtObject {
    id: areas

    required property string layout
    required property real width
    required property real height
    required property bool shared

    readonly property bool tall: layout === "portrait"
    readonly property bool split: layout === "split"

    readonly property int edge: tall ? 28 : split ? 32 : 40
    readonly property int gap: split ? 22 : 28
    readonly property int header: tall ? 136 : 112
    readonly property int foot: tall ? 92 : 84
    readonly property real top: header + gap
    readonly property real bottom: height - foot - gap
    readonly property real inner: width - 2 * edge

    // The column of calls, and what is beside or below it.
    readonly property real callWidth: tall ? width : split ? 1100 : shared ? 1000 : inner
    readonly property real callHeight: tall ? 712 : split ? 492 : bottom - top - 188 - gap
    readonly property real side: edge + (split ? 1100 : 1000) + gap

    readonly property rect call: tall ? Qt.rect(0, header, width, callHeight) : Qt.rect(edge, top, callWidth, callHeight)
    readonly property rect quiet: Qt.rect(edge, top, callWidth, shared ? callHeight : bottom - top)
    readonly property rect cards: tall ? Qt.rect(edge, header + callHeight + gap, inner, passed.y - header - callHeight - 2 * gap)
        : split ? Qt.rect(edge, top + callHeight + gap, callWidth, bottom - top - callHeight - gap)
        : Qt.rect(side, top, width - edge - side, callHeight)
    readonly property rect information: split ? Qt.rect(side, top, width - edge - side, passed.y - top - gap)
        : tall && !shared ? Qt.rect(0, header, width, passed.y - header - gap)
        : call
    readonly property rect passed: tall ? Qt.rect(edge, waiting.y - gap - 156, inner, 156)
        : split ? Qt.rect(side, waiting.y - gap - 136, width - edge - side, 136)
        : Qt.rect(edge, bottom - 188, 1000, 188)
    readonly property rect waiting: tall ? Qt.rect(edge, bottom - 132, inner, 132)
        : split ? Qt.rect(side, bottom - 116, width - edge - side, 116)
        : Qt.rect(side, bottom - 188, width - edge - side, 188)

    // Up to so many cards stand in one column, in two, …
    readonly property list<int> upTo: tall ? [3, 8, 18, 32] : split ? [2, 6, 9, 16, 20] : [4, 10, 18, 28]
    readonly property int tallestCard: tall ? 150 : split ? 156 : 196
    readonly property int mostPassed: split ? 4 : 6
}
