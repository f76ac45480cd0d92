import QtQuick
import Theme

Rectangle {
    id: banner
    objectName: "awayBanner"

    required property string text

    color: Theme.bad

    Text {
        anchors { fill: parent; leftMargin: 32; rightMargin: 32 }
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 24
        text: banner.text
        color: Theme.inkOnOffice
        font { family: Theme.family; pixelSize: 42; weight: Font.Bold }
    }
}
