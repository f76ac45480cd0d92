pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Theme

// What is printed on a KK: its title and number, the household's table, and in the corner the QR code that makes plain
// white paper an original.
Item {
    id: face

    required property real u
    required property color ink
    required property color pale
    required property color gold

    Shape {
        width: 14; height: 14
        scale: face.u
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeWidth: -1
            fillColor: face.gold

            PathSvg { path: "M7 2.500C4 0 1 1.500 0 5C2 5 3 6 3 8C4 8 5 9.500 5.500 11L7 14L8.500 11C9 9.500 10 8 11 8C11 6 12 5 14 5C13 1.500 10 0 7 2.500z" }
        }
        ShapePath {
            strokeWidth: -1
            fillColor: "#FFFFFF"

            PathSvg { path: "M5.500 5h3v3l-1.500 1.800l-1.500-1.800z" }
        }
    }
    Text {
        anchors.horizontalCenter: parent.horizontalCenter
        y: -2.5 * face.u
        text: "KARTU KELUARGA"
        color: face.ink
        font { family: Theme.family; pixelSize: 10.8 * face.u; weight: Font.ExtraBold }
    }
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 13 * face.u
        width: 44 * face.u; height: 3 * face.u
        color: face.ink
    }
    Repeater {
        model: [[0, 22, 30], [0, 27, 22], [86, 22, 30], [86, 27, 24]]

        Rectangle {
            required property list<real> modelData
            x: modelData[0] * face.u; y: modelData[1] * face.u
            width: modelData[2] * face.u; height: 2 * face.u
            color: face.pale
        }
    }
    Rectangle {
        id: table
        y: 34 * face.u
        width: parent.width; height: 28 * face.u
        color: "transparent"
        border { width: Math.max(1, 0.9 * face.u); color: face.ink }

        Rectangle {
            width: parent.width; height: 6 * face.u
            color: face.pale
            border { width: Math.max(1, 0.9 * face.u); color: face.ink }
        }
        Repeater {
            model: 4

            Rectangle {
                id: line
                required property int index
                x: 2 * face.u; y: (8.6 + index * 5) * face.u
                width: table.width * [0.26, 0.3, 0.22, 0.27][index]; height: 2 * face.u
                color: face.ink
                opacity: 0.75
            }
        }
        Repeater {
            model: [0.34, 0.56, 0.7, 0.85]

            Rectangle {
                required property real modelData
                x: modelData * table.width
                width: Math.max(1, 0.7 * face.u); height: table.height
                color: face.ink
                opacity: 0.6
            }
        }
    }
    Repeater {
        model: [[0, 68, 34], [0, 73, 26], [46, 80, 22]]

        Rectangle {
            required property list<real> modelData
            x: modelData[0] * face.u; y: modelData[1] * face.u
            width: modelData[2] * face.u; height: 2 * face.u
            color: face.pale
        }
    }
    KkCode {
        anchors { right: parent.right; bottom: parent.bottom }
        width: 21; height: 21
        scale: face.u
        transformOrigin: Item.BottomRight
        color: face.ink
    }
}
