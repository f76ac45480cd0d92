import QtQuick
import Theme

Rectangle {
    id: card
    objectName: "card"

    required property string number
    required property string place
    required property string kind
    required property int pulse
    required property bool stacked

    readonly property bool serving: kind === "serving"
    readonly property bool voiced: kind === "voiced"
    readonly property color ink: serving ? Theme.ink : Theme.inkOnCall

    // Plus Jakarta Sans, in its size: capitals are 0.745 high and begin 0.293 below the top of the line.
    readonly property real large: stacked ? Math.min(76, height * 0.48, (width - 48) / 3.25) : Math.min(104, height * 0.55)
    readonly property real small: stacked ? Math.min(44, height * 0.29) : Math.min(64, height * 0.36)
    readonly property real between: height * 0.16
    readonly property real upper: (height - 0.745 * (large + small) - between) / 2

    radius: 16
    color: serving ? Theme.surface : voiced && !flash.lit ? Theme.call : Theme.callTint
    border { width: serving ? 2 : 4; color: serving ? Theme.line : Theme.call }

    Flash {
        id: flash
        pulse: card.pulse
    }

    // A text that asks for its own size while it takes it is laid out twice: Qt calls that a binding loop.
    TextMetrics {
        id: unfitted
        font: number.font
        text: card.number
    }

    Text {
        id: number
        x: 26
        y: card.stacked ? card.upper - 0.293 * card.large : (card.height - height) / 2
        width: card.stacked ? card.width - 44 : Math.ceil(unfitted.advanceWidth)
        height: card.large * 1.26
        verticalAlignment: Text.AlignVCenter
        text: card.number
        fontSizeMode: card.stacked ? Text.HorizontalFit : Text.FixedSize
        color: card.ink
        font { family: Theme.family; weight: Font.ExtraBold; pixelSize: card.large }
    }

    Text {
        x: card.stacked ? 27 : number.x + number.width + 24
        y: card.stacked ? card.upper + 0.745 * card.large + card.between - 0.293 * card.small : (card.height - height) / 2
        width: card.width - x - 22
        height: card.small * 1.26
        verticalAlignment: Text.AlignVCenter
        horizontalAlignment: card.stacked ? Text.AlignLeft : Text.AlignRight
        text: card.place
        color: card.serving ? Theme.office : card.ink
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 16
        font { family: Theme.family; weight: Font.Bold; pixelSize: card.small }
    }
}
