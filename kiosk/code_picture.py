"""A QR code for the screen, as an address QML can draw. Pure."""

import base64
import io
from functools import lru_cache

QUIET_MODULES = 4
"""White around it (ISO/IEC 18004)."""
DOTS = 8
"""Along one module: enough that scaling leaves its edges straight."""


@lru_cache(maxsize=8)
def code_picture(text: str) -> str:
    """A `data:` address of a PNG; empty for an empty text."""
    if not text:
        return ""
    import qrcode  # both are large, and most screens hold no code
    from PIL import Image

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET_MODULES)
    code.add_data(text)
    rows = code.get_matrix()
    picture = Image.new("1", (len(rows), len(rows)), 1)
    picture.putdata([0 if dark else 1 for row in rows for dark in row])
    written = io.BytesIO()
    picture.resize((len(rows) * DOTS, len(rows) * DOTS), Image.Resampling.NEAREST).save(written, "PNG")
    return f"data:image/png;base64,{base64.b64encode(written.getvalue()).decode()}"
