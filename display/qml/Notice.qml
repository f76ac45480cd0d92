import QtQuick
import Lalopa.Display
import Theme

// What the person in charge has to say, where the large call would be: never amber, for it calls nobody.
Rectangle {
    id: notice
    objectName: "notice"

    required property WallView view
    required property rect at
    required property bool round

    readonly property int edge: Math.round(Math.min(72, width * 0.06))
    readonly property int label: Math.round(Math.min(44, height * 0.08))

    x: at.x
    y: at.y
    width: at.width
    height: at.height
    radius: round ? Theme.radius : 0
    color: round ? Theme.officeDeep : Theme.office

    Row {
        id: title
        anchors { top: parent.top; topMargin: notice.edge * 0.7; horizontalCenter: parent.horizontalCenter }
        spacing: notice.label * 0.4

        Bell {
            anchors.verticalCenter: parent.verticalCenter
            width: notice.label
            height: notice.label
            ink: Theme.officeTint
        }
        Text {
            text: notice.view.say("notice")
            color: Theme.officeTint
            font { family: Theme.family; pixelSize: notice.label; weight: Font.Bold }
        }
    }

    Text {
        objectName: "noticeText"
        anchors { top: title.bottom; bottom: parent.bottom; left: parent.left; right: parent.right; margins: notice.edge; topMargin: notice.edge * 0.4 }
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.WordWrap
        fontSizeMode: Text.Fit
        minimumPixelSize: 34
        text: notice.view.notice
        textFormat: Text.PlainText
        color: Theme.inkOnOffice
        font { family: Theme.family; pixelSize: 104; weight: Font.ExtraBold }
    }
}
