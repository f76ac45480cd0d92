import QtQuick
import Theme

Item {
    id: notice
    objectName: "idleNotice"

    required property bool shown
    required property string title
    required property string hint
    required property string action
    required property int seconds

    signal stay

    visible: opacity > 0
    enabled: shown
    opacity: shown ? 1 : 0

    Behavior on opacity {
        NumberAnimation { duration: Theme.calm }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.officeDeep
        opacity: 0.8
    }

    MouseArea {
        anchors.fill: parent
        onClicked: notice.stay()
    }

    Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width - 96, 1000)
        height: words.height + 100
        radius: 32
        color: Theme.surface

        Column {
            id: words
            anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: 56 }
            spacing: 40

            Heading {
                width: parent.width
                centred: true
                title: notice.title
                hint: notice.hint
            }
            BigButton {
                objectName: "stay"
                width: parent.width
                height: Math.max(implicitHeight, 132)
                size: Theme.body
                text: notice.action
                onTouched: notice.stay()
            }
        }
    }
}
