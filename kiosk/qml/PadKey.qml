import QtQuick
import Theme

Rectangle {
    id: padKey
    objectName: "key-" + modelData

    required property string modelData
    required property string eraseWord

    readonly property bool erases: modelData === "erase"

    signal touched

    opacity: modelData ? 1 : 0
    enabled: modelData.length > 0
    radius: 24
    color: touch.pressed ? Theme.officeTint : erases ? "transparent" : Theme.surface
    border { width: touch.pressed ? 4 : 2; color: touch.pressed ? Theme.office : Theme.line }

    Accessible.role: Accessible.Button
    Accessible.name: erases ? eraseWord : modelData

    Text {
        visible: !padKey.erases
        anchors.centerIn: parent
        text: padKey.modelData
        color: Theme.ink
        font { family: Theme.family; pixelSize: 68; weight: Font.Bold }
    }
    Column {
        visible: padKey.erases
        anchors.centerIn: parent
        spacing: 2

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "erase"
            size: 56
            color: Theme.ink
        }
        Text {
            text: padKey.eraseWord
            color: Theme.inkSoft
            font { family: Theme.family; pixelSize: 27; weight: Font.DemiBold }
        }
    }
    MouseArea {
        id: touch
        anchors.fill: parent
        onClicked: padKey.touched()
    }
}
