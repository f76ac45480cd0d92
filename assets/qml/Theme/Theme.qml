pragma Singleton
import QtQuick

// One look for every screen of the office: paper-white ground, deep teal for the office, amber only for a call; what to mind is clay.
// A program may ask for more contrast: black on white, every edge drawn, nothing tinted.
QtObject {
    property bool contrast: false
    property real textScale: 1

    readonly property string family: "Plus Jakarta Sans"

    readonly property color ground: contrast ? "#FFFFFF" : "#F6F4EE"
    readonly property color surface: "#FFFFFF"
    readonly property color ink: contrast ? "#000000" : "#12211E"
    readonly property color inkSoft: contrast ? "#000000" : "#4B5B57"
    readonly property color line: contrast ? "#000000" : "#D9DCD4"
    readonly property color office: contrast ? "#00302B" : "#0B5B53"
    readonly property color officeDeep: contrast ? "#000000" : "#073B37"
    readonly property color officeTint: contrast ? "#FFFFFF" : "#E1EFEC"
    readonly property color inkOnOffice: "#FFFFFF"
    readonly property color call: "#FFB81C"
    readonly property color callTint: contrast ? "#FFFFFF" : "#FFF1CC"
    readonly property color inkOnCall: contrast ? "#000000" : "#2A1E00"
    readonly property color good: contrast ? "#0B4A20" : "#1E7B3A"
    readonly property color goodTint: contrast ? "#FFFFFF" : "#E2F3E6"
    readonly property color warn: contrast ? "#5F1D05" : "#8F3D1F"
    readonly property color warnTint: contrast ? "#FFFFFF" : "#FAE9E1"
    readonly property color bad: contrast ? "#7A0F0A" : "#B3261E"
    readonly property color badTint: contrast ? "#FFFFFF" : "#FBE6E4"

    // The edge of what can be touched: 3:1 against its ground, for eyes that see no faint line (WCAG 2.2, 1.4.11).
    readonly property color edge: contrast ? "#000000" : "#6F7C77"
    readonly property int edgeWidth: contrast ? 5 : 2
    readonly property color focus: contrast ? "#000000" : "#B36B00"

    // Sizes of the kiosk's words on a screen 1,080 units across; at `small` a capital is 7 mm high on a panel of 21.5 inches.
    readonly property real small: 38 * textScale
    readonly property real body: 42 * textScale
    readonly property real strong: 48 * textScale
    readonly property real title: 66 * textScale
    readonly property real display: 96 * textScale

    readonly property int radius: 20
    readonly property int gap: 24
    readonly property int quick: 120
    readonly property int calm: 240
}
