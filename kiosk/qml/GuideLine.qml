import QtQuick
import Theme

// One line of the banner: its picture, its number where it is a step, its words.
Item {
    id: line

    required property string title
    required property string hint
    required property string mark
    required property string icon
    required property string paper
    required property string brings
    required property int n
    required property bool tall
    required property bool arrow
    property bool close: false

    readonly property bool step: mark === "step"
    readonly property bool pledge: mark === "pledge"
    readonly property real tile: paper ? (close ? 190 : 300) : tall ? 150 : 124

    readonly property real band: paper && close ? 130 : paper || tall && !step ? 190 : tile

    implicitHeight: tall ? band + 20 + words.implicitHeight : Math.max(band, words.implicitHeight)
    height: implicitHeight

    Rectangle {
        id: picture
        x: line.tall ? (line.width - width) / 2 : 0
        width: line.tile
        height: line.paper ? line.band : line.tile
        y: line.tall ? (line.band - height) / 2 : 0
        radius: line.step ? width / 2 : 22
        color: line.paper ? "transparent" : Theme.officeTint
        border { width: line.paper || !Theme.contrast ? 0 : Theme.edgeWidth; color: Theme.edge }

        Icon {
            anchors.centerIn: parent
            visible: !line.paper
            name: line.icon === "help" && line.step ? "help_desk" : line.icon || "standard"
            size: parent.width * 0.62
            color: Theme.office
        }
        PapersBrought {
            anchors.fill: parent
            visible: line.paper.length > 0
            paper: line.paper
            brings: line.brings
        }
        Rectangle {
            visible: line.step
            x: -6; y: -6
            width: Math.max(52, figure.implicitWidth + 22); height: width; radius: width / 2
            color: Theme.office

            Text {
                id: figure
                anchors.centerIn: parent
                text: line.n
                color: Theme.inkOnOffice
                font { family: Theme.family; pixelSize: Theme.small; weight: Font.ExtraBold }
            }
        }
    }
    Icon {
        visible: line.arrow
        x: line.tall ? line.width + 6 : picture.width / 2 - 26
        y: line.tall ? picture.height / 2 - 26 : line.height - 3
        name: line.tall ? "go" : "down"
        size: 52
        weight: 2.6
        color: Theme.office
    }
    Column {
        id: words
        x: line.tall ? 0 : line.tile + 28
        y: line.tall ? line.band + 20 : line.pledge ? 0 : Math.max(0, (picture.height - implicitHeight) / 2)
        width: line.width - x
        spacing: 4

        Text {
            width: parent.width
            text: line.title
            wrapMode: Text.WordWrap
            lineHeight: line.pledge ? 1.15 : 0.98
            horizontalAlignment: line.tall ? Text.AlignHCenter : Text.AlignLeft
            color: Theme.ink
            font { family: Theme.family; pixelSize: line.mark === "number" && Theme.textScale < 1.2 ? Theme.strong : line.pledge ? Theme.body : line.tall ? Theme.small : Theme.body; weight: line.pledge ? Font.DemiBold : Font.Bold }
        }
        Text {
            visible: text.length > 0
            width: parent.width
            text: line.hint
            wrapMode: Text.WordWrap
            lineHeight: 0.98
            horizontalAlignment: line.tall ? Text.AlignHCenter : Text.AlignLeft
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: Theme.small }
        }
    }
}
