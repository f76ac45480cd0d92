import QtQuick
import QtQuick.Window
import Theme

// A machine without a key: the code for the person in charge, to be read from across the hall.
Window {
    id: window
    objectName: "pairing"

    required property bool fullScreen
    property string orientation: "auto"
    property string machine
    property string titleFirst
    property string titleSecond
    property string code
    property string wait
    property string stepFirst
    property string stepSecond
    property string hint

    readonly property bool turned: orientation === "portrait" && width > height || orientation === "landscape" && height > width

    width: 1080
    height: 1920
    color: Theme.ground
    title: machine
    visibility: fullScreen ? Window.FullScreen : Window.Windowed
    onClosing: close => close.accepted = !fullScreen

    component Words: Text {
        width: parent.width
        color: Theme.ink
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.WordWrap
        font.family: Theme.family
    }

    Item {
        id: sheet
        readonly property bool tall: height > width
        readonly property real unit: tall ? width / 880 : Math.min(width / 1200, height / 900)

        anchors.centerIn: parent
        width: window.turned ? window.height : window.width
        height: window.turned ? window.width : window.height
        rotation: window.turned ? 90 : 0

        Rectangle {
            id: head
            width: parent.width
            height: 88 * sheet.unit
            color: Theme.officeDeep

            Words {
                objectName: "machine"
                anchors.verticalCenter: parent.verticalCenter
                text: window.machine
                color: Theme.inkOnOffice
                font { pixelSize: 32 * sheet.unit; weight: Font.Bold }
            }
        }

        Column {
            anchors.centerIn: parent
            anchors.verticalCenterOffset: (head.height - foot.height) / 2
            width: (sheet.tall ? 800 : 1000) * sheet.unit
            spacing: 16 * sheet.unit

            Words {
                text: window.titleFirst
                font { pixelSize: 54 * sheet.unit; weight: Font.ExtraBold }
            }
            Words {
                text: window.titleSecond
                color: Theme.inkSoft
                font.pixelSize: 30 * sheet.unit
            }
            Rectangle {
                width: parent.width
                height: 264 * sheet.unit
                radius: 32 * sheet.unit
                color: Theme.surface
                border { width: 3 * sheet.unit; color: window.code ? Theme.office : Theme.line }

                Words {
                    objectName: "code"
                    anchors { fill: parent; margins: 20 * sheet.unit }
                    verticalAlignment: Text.AlignVCenter
                    wrapMode: window.code ? Text.NoWrap : Text.WordWrap
                    fontSizeMode: window.code ? Text.Fit : Text.FixedSize
                    text: window.code || window.wait
                    color: window.code ? Theme.office : Theme.inkSoft
                    font { pixelSize: (window.code ? 176 : 30) * sheet.unit; weight: window.code ? Font.ExtraBold : Font.Bold }
                }
            }
            Words {
                text: window.stepFirst
                font { pixelSize: 38 * sheet.unit; weight: Font.Bold }
            }
            Words {
                text: window.stepSecond
                color: Theme.inkSoft
                font.pixelSize: 28 * sheet.unit
            }
        }

        Words {
            id: foot
            objectName: "hint"
            anchors.bottom: parent.bottom
            bottomPadding: 24 * sheet.unit
            text: window.hint
            color: Theme.inkSoft
            font.pixelSize: 22 * sheet.unit
        }
    }
}
