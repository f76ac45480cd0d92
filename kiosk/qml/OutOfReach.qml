import QtQuick
import Theme

// The part of a tall panel that nobody in a wheelchair reaches: our name, and nothing to touch.
Rectangle {
    id: above

    required property string name
    required property string office

    color: Theme.officeDeep

    Column {
        anchors.centerIn: parent
        width: parent.width * 0.86
        spacing: above.height * 0.03

        Text {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: above.name
            color: Theme.inkOnOffice
            fontSizeMode: Text.HorizontalFit
            font { family: Theme.family; pixelSize: Math.min(above.height * 0.26, above.width * 0.09); weight: Font.ExtraBold }
        }
        Text {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: above.office
            wrapMode: Text.WordWrap
            color: Theme.inkOnOffice
            font { family: Theme.family; pixelSize: Math.min(above.height * 0.12, above.width * 0.042); weight: Font.DemiBold }
        }
    }
}
