import QtQuick
import Lalopa.Kiosk
import Theme

Rectangle {
    id: footer

    required property KioskView view
    required property int edge
    required property bool wide

    readonly property bool empty: !view.canGoBack && !view.canCancel && !view.canAskForHelp && view.printerNote === ""

    height: view.page === "taking" || view.page === "ticket" ? 0 : wide ? 140 : 164
    visible: height > 0
    color: empty ? Theme.ground : Theme.surface

    Rectangle {
        visible: !footer.empty
        width: parent.width
        height: 2
        color: Theme.line
    }

    Text {
        visible: text.length > 0
        anchors { left: parent.left; right: help.left; leftMargin: footer.edge; rightMargin: 40; verticalCenter: parent.verticalCenter }
        text: footer.view.printerNote
        wrapMode: Text.WordWrap
        color: Theme.warn
        font { family: Theme.family; pixelSize: 28; weight: Font.DemiBold }
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
            onTouched: footer.view.wentBack()
        }
        BigButton {
            objectName: "cancel"
            visible: footer.view.canCancel
            kind: "bare"
            icon: "cross"
            text: footer.view.cancelWord
            onTouched: footer.view.cancelled()
        }
    }

    BigButton {
        id: help
        objectName: "help"
        visible: footer.view.canAskForHelp
        anchors { right: parent.right; rightMargin: footer.edge; verticalCenter: parent.verticalCenter }
        kind: "tint"
        icon: "help"
        text: footer.view.helpWord
        onTouched: footer.view.askedForHelp()
    }
}
