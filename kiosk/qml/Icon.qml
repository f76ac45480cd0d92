import QtQuick
import QtQuick.Shapes

// Line drawings on a grid of 24, round ends, one weight.
Item {
    id: icon

    required property string name
    property color color: "black"
    property real size: 48
    property real weight: 2

    readonly property var paths: ({
        back: "M19 12H5M11 6l-6 6 6 6",
        go: "M9 5.5l6.5 6.5L9 18.5",
        cross: "M6 6l12 12M18 6L6 18",
        check: "M5 12.5l4.5 4.5L19 7.5",
        dash: "M6 12h12",
        alert: "M12 7v6M12 17v.01M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z",
        help: "M9.4 9.3a2.7 2.7 0 0 1 5.3.8c0 1.9-2.7 2.3-2.7 4.1M12 17.3v.01M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z",
        guide: "M5 4h11l3 3v13H5zM9 10h6M9 14h6M9 17.5h3",
        clock: "M12 7v5l3.5 2M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z",
        erase: "M9 6h11v12H9l-6-6zM12 9.5l5 5M17 9.5l-5 5",
        requirements: "M7 3h8l4 4v14H7zM10.5 14l2 2 3.5-4.5",
        procedure: "M5 6h.01M5 12h.01M5 18h.01M9.5 6H20M9.5 12H20M9.5 18H20",
        time: "M12 7v5l3.5 2M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z",
        cost: "M3 7h18v10H3zM12 9.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 0 0 0-4.4zM6 12h.01M18 12h.01",
        product: "M12 3l2.6 5.6 6 .7-4.5 4.1 1.2 6L12 16.4 6.7 19.4l1.2-6L3.4 9.3l6-.7z",
        complaints: "M4 5h16v11H12l-5 4v-4H4z",
        for_self: "M12 12a4 4 0 1 0 0-8a4 4 0 0 0 0 8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
        for_family: "M8.5 11a3.3 3.3 0 1 0 0-6.6a3.3 3.3 0 0 0 0 6.6zM2.5 19.5c.5-3.600 2.700-5.500 6-5.500s5.500 1.900 6 5.500M16.500 11.500a2.600 2.600 0 1 0 0-5.200M17 14c2.700.100 4.300 1.700 4.700 4.500",
        for_anonymous: "M11 12a4 4 0 1 0 0-8a4 4 0 0 0 0 8zM3.500 20.500c.600-4 3.600-6 7.500-6M16.300 14.800a2 2 0 0 1 3.900.600c0 1.400-2 1.700-2 3M18.200 21v.010",
        insurance_none: "M12 3l7 3v5c0 4.700-2.900 8.200-7 10c-4.100-1.800-7-5.300-7-10V6zM9 12h6",
        insurance_jkn: "M12 3l7 3v5c0 4.700-2.900 8.200-7 10c-4.100-1.800-7-5.300-7-10V6zM8.800 12l2.300 2.300 4.200-4.600",
        insurance_other: "M3 6h18v12H3zM3 10h18M6.500 14.500h4",
        insurance_inactive: "M12 3l7 3v5c0 4.700-2.900 8.200-7 10c-4.100-1.800-7-5.300-7-10V6zM9.500 9.500l5 5M14.500 9.500l-5 5",
        residence_city: "M4 11l8-7 8 7M6 9.500V20h12V9.500M10 20v-5.500h4V20",
        residence_unsure: "M9.4 9.3a2.7 2.7 0 0 1 5.3.8c0 1.9-2.7 2.3-2.7 4.1M12 17.3v.01M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z",
        insurance_unsure: "M9.4 9.3a2.7 2.7 0 0 1 5.3.8c0 1.9-2.7 2.3-2.7 4.1M12 17.3v.01M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18z",
        residence_elsewhere: "M12 21c-4.500-4.700-6.500-7.900-6.500-11a6.500 6.500 0 0 1 13 0c0 3.100-2 6.300-6.500 11zM12 7.800a2.300 2.300 0 1 0 0 4.600a2.300 2.300 0 0 0 0-4.600z",
        hospital: "M4 21V6h16v15zM2.500 21h19M12 9v5M9.500 11.500h5M10 21v-3.500h4V21",
        priority_none: "M6.500 12h11",
        priority_elderly: "M10.500 6.800a2 2 0 1 0 0-4a2 2 0 0 0 0 4zM10 9.500c-2 1-2.500 3-2.500 5.500l-1.500 6M10 9.500l1.500 5 2 2.500v4M10.500 10.500l2.500 2.500h4.500M17.500 21v-8",
        priority_disability: "M10 5.800a1.800 1.800 0 1 0 0-3.600a1.800 1.800 0 0 0 0 3.600zM10 8.500v6h6l2.500 5.500M10 11h5M7.800 12.500a5 5 0 1 0 6.700 6.500",
        priority_pregnant: "M11 6a2 2 0 1 0 0-4a2 2 0 0 0 0 4zM10.500 8.500c-1.700 1-2 3-2 5v3h2V22M10.500 8.500c2 .500 2.500 2 2.500 3.300c2 .700 2.800 2.200 2.300 4.700h-2V22",
        priority_infant: "M12 4a7.500 7.500 0 1 0 0 15a7.500 7.500 0 0 0 0-15zM9.300 11v.010M14.700 11v.010M9.300 14.300c1.500 1.500 3.900 1.500 5.400 0M12 4c-1.400.800-1.200 2.500.500 2.500",
        camera: "M3 8h4l1.500-2.500h7L17 8h4v11H3zM12 10.200a3.300 3.300 0 1 0 0 6.600a3.300 3.300 0 0 0 0-6.600z",
        printer: "M7 9V3.500h10V9M7 17H4V9h16v8h-3M7 14h10v6.500H7z",
        ahead: "M8.500 11a3.300 3.300 0 1 0 0-6.600a3.300 3.300 0 0 0 0 6.600zM2.500 19.500c.500-3.600 2.700-5.500 6-5.500s5.500 1.900 6 5.500M16.500 11.500a2.600 2.600 0 1 0 0-5.200M17 14c2.700.100 4.300 1.700 4.700 4.500",
        call: "M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4.300 4.300 0 0 1 0 6M18.300 6.500a8 8 0 0 1 0 11"
    })

    width: size
    height: size

    Shape {
        width: 24
        height: 24
        scale: icon.size / 24
        transformOrigin: Item.TopLeft
        preferredRendererType: Shape.CurveRenderer  // smooth edges without multisampling; the software renderer has its own way
        visible: icon.name in icon.paths

        ShapePath {
            strokeColor: icon.color
            strokeWidth: icon.weight
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg { path: icon.paths[icon.name] ?? "" }
        }
    }
}
