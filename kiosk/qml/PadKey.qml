import QtQuick
import Theme

Rectangle {
    id: padKey
    objectName: erases ? "erase" : "digit-" + modelData

    required property string modelData
    required property string eraseWord

    readonly property bool erases: modelData === "erase"
    readonly property bool low: height < 150

    signal touched

    opacity: modelData ? 1 : 0
    enabled: modelData.length > 0
    radius: 24
    color: touch.pressed ? Theme.officeTint : erases ? "transparent" : Theme.surface
    border { width: touch.pressed ? 6 : Theme.edgeWidth; color: touch.pressed ? Theme.office : Theme.edge }

    Accessible.role: Accessible.Button
    Accessible.name: erases ? eraseWord : modelData
    Accessible.ignored: modelData.length === 0
    Accessible.onPressAction: touched()

    Text {
        visible: !padKey.erases
        anchors.centerIn: parent
        text: padKey.modelData
        color: Theme.ink
        font { family: Theme.family; pixelSize: Math.min(Theme.title, padKey.height * 0.7); weight: Font.Bold }
    }
    Column {
        visible: padKey.erases
        anchors.centerIn: parent

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "erase"
            size: padKey.low ? 52 : 64
            color: Theme.ink
        }
        Text {
            visible: !padKey.low
            anchors.horizontalCenter: parent.horizontalCenter
            text: padKey.eraseWord
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: Theme.small; weight: Font.DemiBold }
        }
    }
    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: padKey.touched()
    }
}
