import QtQuick
import Theme

Rectangle {
    id: banner
    objectName: "awayBanner"

    required property string text

    color: Theme.bad

    Text {
        anchors.centerIn: parent
        text: banner.text
        color: Theme.inkOnOffice
        font { family: Theme.family; pixelSize: 42; weight: Font.Bold }
    }
}
