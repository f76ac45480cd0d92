"""What every answer carries, whatever it is: what a browser may do with it, and what not."""

SELF = "script-src style-src font-src img-src connect-src worker-src form-action"
NONE = "default-src object-src base-uri frame-ancestors"
CONTENT = "; ".join([f"{what} 'none'" for what in NONE.split()] + [f"{what} 'self'" for what in SELF.split()])
UNUSED = (
    "accelerometer camera display-capture fullscreen geolocation gyroscope magnetometer microphone midi payment usb"
)

EVERYWHERE = [
    ("content-security-policy", CONTENT),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),  # with no-referrer a browser's form says «Origin: null», and is refused
    ("cross-origin-resource-policy", "same-origin"),
]
"""uvicorn writes them, also where it refuses what is no request."""

ON_PAGES = [
    (b"permissions-policy", ", ".join(f"{what}=()" for what in UNUSED.split()).encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-embedder-policy", b"require-corp"),
]
"""What makes sense of a document only: programs asking the API a thousand times a second are spared them."""
