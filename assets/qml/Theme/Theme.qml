pragma Singleton
import QtQuick

// One look for every screen of the office: paper-white ground, deep teal for the office, amber only for a call; what to mind is clay.
QtObject {
    readonly property string family: "Plus Jakarta Sans"

    readonly property color ground: "#F6F4EE"
    readonly property color surface: "#FFFFFF"
    readonly property color ink: "#12211E"
    readonly property color inkSoft: "#4B5B57"
    readonly property color line: "#D9DCD4"
    readonly property color office: "#0B5B53"
    readonly property color officeDeep: "#073B37"
    readonly property color officeTint: "#E1EFEC"
    readonly property color inkOnOffice: "#FFFFFF"
    readonly property color call: "#FFB81C"
    readonly property color callTint: "#FFF1CC"
    readonly property color inkOnCall: "#2A1E00"
    readonly property color good: "#1E7B3A"
    readonly property color goodTint: "#E2F3E6"
    readonly property color warn: "#8F3D1F"
    readonly property color warnTint: "#FAE9E1"
    readonly property color bad: "#B3261E"
    readonly property color badTint: "#FBE6E4"

    readonly property int radius: 20
    readonly property int gap: 24
    readonly property int quick: 120
    readonly property int calm: 240
}
