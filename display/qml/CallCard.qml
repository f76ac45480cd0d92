import QtQuick
import Theme

// Colour is never alone: a bell says "just now", the large one's card has a dark edge, a served one none of amber.
Rectangle {
    id: card
    objectName: "card"

    required property string number
    required property string place
    required property string kind
    required property int pulse
    required property string arrow
    required property string zone
    required property bool stacked
    required property bool resting

    readonly property bool serving: kind === "serving"
    readonly property bool voiced: kind === "voiced" && !resting
    readonly property bool rings: voiced || kind === "just"
    readonly property color ink: serving ? Theme.ink : rings && flash.lit ? Theme.call : Theme.inkOnCall

    // Plus Jakarta Sans, in its size: capitals are 0.745 high and begin 0.293 below the top of the line.
    readonly property real sign: stacked ? Math.min(48, height * 0.38) : Math.min(64, height * 0.4)
    readonly property bool dense: width < 330
    readonly property real pad: stacked ? Math.min(26, width * 0.08) : 30
    readonly property real words: width - 2 * pad - sign - 8
    readonly property real large: stacked ? Math.min(76, height * 0.5, words / 3.1) : Math.min(104, height * 0.6)
    readonly property real small: stacked ? Math.min(44, height * 0.3) : Math.min(64, height * 0.38)
    readonly property real between: height * 0.15
    readonly property real upper: (height - 0.745 * (large + small) - between) / 2

    radius: 16
    color: serving ? Theme.surface : !rings ? Theme.callTint : flash.lit ? Theme.inkOnCall : Theme.call
    border { width: serving ? 2 : voiced ? 6 : 4; color: serving ? Theme.line : voiced ? Theme.inkOnCall : Theme.call }

    Flash {
        id: flash
        pulse: card.pulse
    }

    Text {
        id: number
        x: card.pad
        y: card.stacked ? card.upper - 0.293 * card.large : (card.height - height) / 2
        width: card.stacked ? card.words : 3.4 * card.large
        height: card.large * 1.26
        verticalAlignment: Text.AlignVCenter
        text: card.number
        fontSizeMode: Text.HorizontalFit
        color: card.ink
        font { family: Theme.family; weight: Font.ExtraBold; pixelSize: card.large }
    }

    Text {
        x: card.stacked ? card.pad : number.x + number.width + 20
        y: card.stacked ? card.upper + 0.745 * card.large + card.between - 0.293 * card.small : (card.height - height) / 2
        width: card.stacked ? card.width - 2 * card.pad - (way.visible ? card.sign + 6 : 0) : way.x - x - 20
        height: card.small * 1.26
        verticalAlignment: Text.AlignVCenter
        horizontalAlignment: card.stacked ? Text.AlignLeft : Text.AlignRight
        text: card.zone === "" || (card.dense && card.arrow !== "") ? card.place : card.place + " · " + card.zone
        color: card.serving ? Theme.office : card.ink
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 14
        font { family: Theme.family; weight: Font.Bold; pixelSize: card.small }
    }

    Bell {
        x: card.stacked ? card.width - card.pad - width + 4 : card.width - card.pad - width - (way.visible ? card.sign + 12 : 0)
        y: card.stacked ? card.upper + 0.3725 * card.large - height / 2 : (card.height - height) / 2
        width: card.sign * 0.92
        height: width
        visible: card.rings
        ink: card.ink
    }

    Arrow {
        id: way
        x: card.width - card.pad - width + 4
        y: card.stacked ? card.upper + 0.745 * card.large + card.between + 0.3725 * card.small - height / 2 : (card.height - height) / 2
        width: card.sign
        height: card.sign
        direction: card.arrow
        ink: card.serving ? Theme.office : card.ink
    }
}
