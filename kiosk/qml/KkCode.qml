import QtQuick
import QtQuick.Shapes

// The QR code of a KK, drawn: 21 modules of one unit each.
Shape {
    id: drawn

    required property color color

    readonly property list<int> code: [0x1fc57f, 0x104141, 0x17545d, 0x17415d, 0x174b5d, 0x104e41, 0x1fd57f, 0x1400, 0x1df5c4, 0xaa2df, 0x7de9e, 0x8a3de, 0x4d628, 0x10ed, 0x1fddad, 0x105011, 0x17591f, 0x1746ce, 0x175a41, 0x105faf, 0x1fd66d]

    function drawnCode(): string {
        let path = "";
        for (let row = 0; row < 21; row++)
            for (let at = 0; at < 21; at++)
                if ((code[row] >> (20 - at)) & 1)
                    path += "M" + at + " " + row + "h1v1h-1z";
        return path;
    }

    ShapePath {
        strokeWidth: -1
        fillColor: drawn.color

        PathSvg { path: drawn.drawnCode() }
    }
}
