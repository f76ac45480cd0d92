import QtQuick
import Lalopa.Kiosk
import Theme

Rectangle {
    id: footer

    required property KioskView view
    required property int edge

    height: view.page === "taking" || view.page === "ticket" ? 0 : 160
    visible: height > 0
    color: Theme.surface

    Rectangle {
        width: parent.width
        height: 2
        color: Theme.line
    }

    Row {
        anchors { left: parent.left; leftMargin: footer.edge; verticalCenter: parent.verticalCenter }
        spacing: 20

        BigButton {
            objectName: "back"
            visible: footer.view.canGoBack
            kind: "plain"
            icon: "back"
            text: footer.view.backWord
            onTouched: footer.view.back()
        }
        BigButton {
            objectName: "cancel"
            visible: footer.view.canCancel
            kind: "bare"
            icon: "cross"
            text: footer.view.cancelWord
            onTouched: footer.view.start_over()
        }
    }

    BigButton {
        objectName: "help"
        visible: footer.view.canAskForHelp
        anchors { right: parent.right; rightMargin: footer.edge; verticalCenter: parent.verticalCenter }
        kind: "tint"
        icon: "help"
        text: footer.view.helpWord
        onTouched: footer.view.help()
    }
}
