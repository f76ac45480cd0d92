"""Everything the kiosk prints, for looking at it: each as somebody will hold it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from counter_server.protocol.locale import Locale

from .printed_matter import Item, Layout, Letterhead, Matter, PaperTicket, RequirementList, TrialPage

HEAD = Letterhead(office="Dinas Kesehatan Kota Bandar Lampung", branch="LALOPA P2KM")
AT = datetime(2026, 11, 23, 8, 5, tzinfo=ZoneInfo("Asia/Jakarta"))
PAGE = "https://antrean.example.go.id/t/Zk3vQ9xWm2Lp7RtYb8NcAw"
SERVICE = {"id": "Klaim Rawat Inap P2KM", "en": "P2KM Inpatient Claim"}
LISTS = {
    "id": RequirementList(
        service=SERVICE["id"],
        items=(
            Item(
                "KK pasien",
                "Hilang atau rusak? Diganti di Disdukcapil, tidak dipungut biaya.",
                ("asli", "fotokopi"),
            ),
            Item("E-KTP pasien", "Belum punya? Rekam di kecamatan, tidak dipungut biaya.", ("asli", "fotokopi")),
            Item("Surat keterangan rawat inap", "Dari rumah sakit tempat pasien dirawat."),
        ),
        closing=("Pelayanan di loket ini tidak dipungut biaya.",),
        contact="https://wa.me/6281234567890",
        contact_words="WhatsApp pendaftaran: 0812-3456-7890",
    ),
    "en": RequirementList(
        service=SERVICE["en"],
        items=(
            Item(
                "The patient’s family card (KK)",
                "Lost or damaged? Replaced at Disdukcapil, free of charge.",
                ("original", "photocopy"),
            ),
            Item(
                "The patient’s identity card (E-KTP)",
                "None yet? Recorded at the district office, free of charge.",
                ("original", "photocopy"),
            ),
            Item("Letter of admission", "From the hospital that treats the patient."),
        ),
        closing=("All services at this counter are free of charge.",),
        contact="https://wa.me/6281234567890",
        contact_words="WhatsApp for registration: 0812-3456-7890",
    ),
}


def example_papers(words: Locale) -> Iterator[tuple[str, Matter]]:
    """Name and what is printed, in this language."""
    for layout in Layout:
        whole = _complete(words, layout)
        yield f"ticket-{layout}-complete", whole
        yield f"ticket-{layout}-incomplete", _incomplete(whole, words)
    yield (
        "ticket-reprint",
        replace(_complete(words, Layout.FULL), ahead=None, estimate=None, where="", reprint=True, qr="A-017"),
    )
    yield "list", LISTS[words.language]
    yield "list-large", replace(LISTS[words.language], large=True)
    yield (
        "trial",
        TrialPage(
            name=HEAD.branch,
            printed_at=AT,
            settings={
                "door": "192.168.1.50:9100",
                "profile": "TM-T20II",
                "layout": "full",
                "mode": words.say("paper.trial.picture"),
            },
            qr="https://antrean.example.go.id",
        ),
    )


def _complete(words: Locale, layout: Layout) -> PaperTicket:
    return PaperTicket(
        office=HEAD.office,
        branch=HEAD.branch,
        service=SERVICE[words.language],
        number="A-017",
        issued_at=AT,
        ahead=4,
        estimate=(15, 25),
        where="" if layout is Layout.LARGE else words.say("kiosk.printed.counter"),
        ready=(words.say("kiosk.have.kk_both"), words.say("kiosk.have.ektp_both")),
        qr=PAGE,
        layout=layout,
    )


def _incomplete(whole: PaperTicket, words: Locale) -> PaperTicket:
    return replace(
        whole,
        number="A-1000",
        where=words.say("paper.short.help" if whole.layout is Layout.LARGE else "kiosk.printed.help"),
        missing=(words.say("kiosk.have.kk_copy"), words.say("kiosk.have.ektp_both")),
        ready=(words.say("kiosk.have.kk_original"),),
        priority=True,
    )
