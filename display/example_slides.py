"""Slides for looking at the screen without a server and without a folder."""

import tomllib
from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from counter_server.protocol.hours_settings import Hours
from counter_server.protocol.locale import Locale
from counter_server.protocol.offer import ServiceFace, Services, ServiceTexts

from .slides.own_slides import own_slides
from .slides.page import pages_of
from .slides.slide import Slide

BEFORE_CHRISTMAS = date(2026, 12, 20)

TEXT = {
    "id": "# Berobat tanpa cemas\n\nSiapa pun warga kota yang belum punya jaminan kesehatan dapat memakai P2KM.\n\n"
    "- Rawat inap kelas III di rumah sakit mitra\n- Cukup KK dan E-KTP pasien\n- Petugas siap membantu",
    "en": "# Care without worry\n\nEvery resident of the city without health cover can use P2KM.\n\n"
    "- Class III inpatient care at a partner hospital\n- The patient’s KK and E-KTP are enough\n- Our staff will help",
}


def offer(assets: Path) -> Services:
    """What the files of the assets offer."""
    faces = []
    for file in sorted((assets / "services").glob("*.toml")):
        service = tomllib.loads(file.read_text(encoding="utf-8"))
        texts = {language: ServiceTexts(**words) for language, words in service["texts"].items()}
        faces.append(ServiceFace(letter=service["letter"], open=True, texts=texts, documents={}, questions=[]))
    return Services(services=faces)


def example_slides(hours: Hours, locale: Locale, assets: Path) -> dict[str, Slide]:
    """By the name of their scene."""
    own = {slide.key: slide for slide in own_slides(hours, offer(assets), BEFORE_CHRISTMAS, locale)}
    return {
        "hours": own["own:hours"],
        "closing": own["own:closing"],
        "requirements": own["own:service:A"],
        "cost": own["own:cost"],
        "text": pages_of(TEXT[locale.language], "text")[0],
        "picture": Slide("picture", "picture"),
    }


def drawing() -> QImage:
    """A picture that nobody has to take: a hill, a sun."""
    image = QImage(1600, 900, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(0, 0, 0, 900)
    sky.setColorAt(0, QColor("#8FC7C0"))
    sky.setColorAt(1, QColor("#F6F4EE"))
    painter.fillRect(image.rect(), sky)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#FFD977"))
    painter.drawEllipse(QRectF(1120, 140, 220, 220))
    for colour, place in (("#3E8F86", QRectF(-300, 480, 1500, 900)), ("#0B5B53", QRectF(500, 560, 1600, 900))):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(place)
    painter.end()
    return image
