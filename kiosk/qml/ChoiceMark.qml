import QtQuick
import Theme

// What stands before an answer: a drawing, a service's letter, or the paper it is about.
Rectangle {
    id: mark

    required property BigChoice of

    radius: 20
    color: of.paper ? "transparent" : of.dimmed ? Theme.ground : Theme.officeTint

    Icon {
        anchors.centerIn: parent
        visible: mark.of.icon.length > 0 && !mark.of.badge
        name: mark.of.icon
        size: mark.height * 0.7
        color: Theme.office
    }
    Text {
        anchors.centerIn: parent
        text: mark.of.badge
        color: mark.of.dimmed ? Theme.inkSoft : Theme.office
        font { family: Theme.family; pixelSize: mark.height * 0.56; weight: Font.ExtraBold }
    }
    PapersBrought {
        anchors.fill: parent
        visible: mark.of.paper.length > 0
        paper: mark.of.paper
        brings: mark.of.brings
    }
}
