"""True examples for the OpenAPI text, made from the models themselves: every message, body and refusal has one, and a
new one has it without anybody writing it. What cannot be guessed from a type is told here by name."""

import dataclasses
import re
from collections.abc import Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from counter_server.domain.refusal import Refusal

MOMENT = "2026-11-23T08:14:05+07:00"
WHOLE: Mapping[str, Any] = {
    "documents": {"kk": ["original", "copy"], "ektp": ["original"]}, "missing": {"ektp": ["copy"]},
    "answers": {"for": "family", "insurance": "none", "residence": "city"}, "warnings": ["region_elsewhere"],
    "waiting": {"A": {"help": 2, "verification": 3}, "S": {"help": 0}}, "given": {"A": 4},
    "running_text": {"id": "Siapkan KK dan E-KTP pasien, asli dan fotokopi."}, "facts": {"megabytes": 812},
    "requirements": ["KK pasien: asli dan fotokopi"], "procedure": ["Tunggu nomor Anda dipanggil"],
    "pictures": {"requirements": ["kk"]}, "pledge": {"id": "Kami melayani sesuai standar."},
    "openings": [["2026-11-23T07:30:00+07:00", "2026-11-23T12:00:00+07:00"]], "numbers": ["A-017"],
    "steps": [{"key": "verification", "role": "verifier", "when": [], "standard_minutes": 10, "next": {}}],
    "where": {"id": "Disdukcapil Kota Bandar Lampung"}, "cost": {"id": "Gratis"},
    "copy_where": {"id": "Di sekitar loket"}, "copy_cost": {"id": "Rp500 selembar"},
    "choices": [{"key": "self", "texts": {}}], "marks": {"requirements": 4, "time": 3, "fee": 4},
}  # fmt: skip
"""By the name of a field: all of what stands in it."""

VALUES: Mapping[str, Any] = {
    "id": 17, "ticket": 17, "number": "A-017", "service": "A", "letter": "A", "step": "verification",
    "status": "called", "counter": "loket-2", "name": "Siti Aminah", "staff": "verifier-2", "role": "verifier",
    "called_at": MOMENT, "issued_at": "2026-11-23T08:02:41+07:00", "started_at": None, "person": None,
    "outcome": None, "print_status": "printed", "channel": "kiosk", "language": "id", "priority": "none",
    "standard_minutes": 10, "recalls": 0, "low": 5, "high": 10, "ahead": 3, "seq": 118, "kind": "loket", "n": 2,
    "zone": "Asia/Jakarta", "office": "Dinas Kesehatan Kota Bandar Lampung", "action": "call", "state": "busy",
    "page": "https://antrean.example/t/3q2-7wEBAgMEBQYHCAkKCw", "reason": None, "opens": None, "open": True,
    "token": "8Jm1x0Tq5rN2cW7yB4kLhE9sVdGfAzUoPiQ3Xj6MbRt", "code": "K7R-4MX", "secret": "x" * 43, "seconds": 600,
    "device": "kiosk-1", "key": "p2km", "demo": False, "subject": "layar-1", "part": "sound", "level": "failed",
    "version": "0.1.0", "paired_by": "supervisor-1", "revoked_at": None, "count": None, "percent": 40, "heard": True,
    "series": "X", "whatsapp": "6281234567890", "phone_page": "", "pledged_by": "Kepala Dinas",
    "time": "Menurut urutan", "short": "Untuk pasien rawat inap", "product": "Klaim bayar P2KM",
    "complaints": "Kepada penanggung jawab",
    "taken_at": None, "nik": None, "kk": None, "channel_of": "kiosk", "again": False, "repeat": False,
    "asks_identity": False, "pin": "135790", "new": "973108", "priority_now": "elderly", "ok": True,
    "message": "Ok", "nomorantrean": "A-017", "angkaantrean": 17, "kodebooking": "23112026A017", "norm": "",
    "namapoli": "Klaim Rawat Inap P2KM", "namadokter": "", "estimasidilayani": 1795400040000, "sisakuotajkn": 0,
    "kuotajkn": 0, "sisakuotanonjkn": 41, "kuotanonjkn": 50, "totalantrean": 25, "sisaantrean": 4,
    "antreanpanggil": "A-012", "waktutunggu": 600, "taskid": 1, "waktu": 1795398121000,
    "keterangan": "Saat tiba, silakan lapor ke meja bantuan agar nomor Anda masuk antrean.",
}  # fmt: skip
"""By the name of a field: a value, where its type allows it."""

OF: Mapping[tuple[str, str], Any] = {
    ("Metadata", "code"): 200, ("Failure", "metadata"): {"message": "Nomor antrean ini tidak ada.", "code": 201},
    ("BranchFace", "name"): "LALOPA P2KM", ("CounterNow", "name"): "loket 2", ("StaffNow", "ticket"): 17,
    ("DeviceNow", "kind"): "kiosk", ("DeviceNow", "letter"): "X", ("Claim", "kind"): "kiosk", ("Claim", "letter"): "X",
    ("Claim", "key"): "3q2c7wEBAgMEBQYHCAkKCwsJ1x0Tq5rN2cW7yB4kLhE", ("Contact", "name"): "Petugas pendaftaran",
    ("PartNow", "state"): "warning", ("PartNow", "code"): "near_end", ("PartBody", "state"): "warning",
    ("PartBody", "code"): "near_end", ("AlertNow", "code"): "no_device", ("AlertNow", "facts"): {"kind": "display"},
    ("Refused", "code"): "ticket_unknown", ("Refused", "facts"): {"ticket": 17},
    ("ServiceTexts", "name"): "Klaim Rawat Inap P2KM",
    ("Choice", "key"): "self", ("Question", "key"): "for", ("Question", "texts"): {}, ("Choice", "texts"): {},
    ("PairingBody", "kind"): "display",
    ("StateBody", "parts"): {"printer": {"state": "ok"}, "paper": {"state": "warning", "code": "near_end"}},
    ("DeviceNow", "parts"): {"paper": {"state": "warning", "code": "near_end", "percent": 12, "since": MOMENT}},
    ("Announcement", "kind"): "call", ("FinishBody", "outcome"): "complete", ("TransferBody", "service"): "S",
    ("TransferBody", "staff"): None, ("PriorityBody", "priority"): "elderly", ("SessionBody", "counter"): "loket-2",
    ("PriorityBody", "reason"): "Usia 71 tahun, dilihat di E-KTP", ("FinishBody", "missing"): None,
    ("Answers", "hospital"): None, ("IssueBody", "number"): None, ("IssueBody", "channel"): "staff",
    ("CallBody", "reason"): "Pengunjung sakit, didahulukan",
    ("SpokenBody", "reason"): None, ("NotPrintedBody", "reason"): "paper_out", ("RevokeBody", "device"): "kiosk-1",
    ("ServiceFace", "texts"): {"id": {"name": "Klaim Rawat Inap P2KM", "short": "Untuk pasien rawat inap"}},
}  # fmt: skip
"""By model and field, where the name alone means something else."""

PLACES: Mapping[str, Any] = {
    "ticket": 17, "place": "loket-2", "announcement": 118, "staff": "verifier-2", "device": "kiosk-1",
    "kodebooking": "23112026A017",
}  # fmt: skip
"""What may stand in an address."""

FACTS: Mapping[str, Any] = {
    "role": "verifier", "action": "start", "number": "A-017", "counter": "loket-2", "ticket": 17, "service": "A",
    "staff": "verifier-2", "announcement": 118, "device": "kiosk-1", "typed": "K7R-4MX", "limit": 65536,
    "content_type": "text/plain", "problems": [{"where": "body.reason", "why": "missing"}],
    "part": "month", "found": "13", "outcome": "rejected", "step": "help",
    "outcomes": ["complete", "documents_missing"], "seconds": 4, "minutes": 15,
    "shortest": 6, "opens": "2026-11-24T07:30:00+07:00", "offer": "S", "status": "finished", "most": 26,
    "booking": "23112026A017", "today": "2026-11-23", "quota": 50, "hook": "rsud", "delivery": 12,
}  # fmt: skip
"""What a refusal's fact may be."""

BLANK = {str: "teks", int: 1, float: 1.0, bool: False}


def facts_of(kind: type[Refusal]) -> dict[str, Any]:
    """The facts a refusal's text names."""
    if "as for a NIK" in (kind.__doc__ or ""):
        return {"part": FACTS["part"], "found": FACTS["found"]}
    _, _, named = (kind.__doc__ or "").partition("Facts: ")
    words = re.sub(r"\([^)]*\)", "", named).partition(".")[0]
    return {word: FACTS.get(word, f"<{word}>") for word in re.findall(r"[a-z_]+", words)}


def example_of(kind: type) -> Any:
    """Of a message or a body, as JSON has it."""
    if issubclass(kind, BaseModel):
        fields = {name: _of_field(kind, name, field) for name, field in kind.model_fields.items()}
        kept = {field.alias or name for name, field in kind.model_fields.items() if field.is_required()}
        named = {kind.model_fields[name].alias or name: value for name, value in fields.items()}
        return {name: value for name, value in named.items() if name in kept or value not in (None, [], {}, "")}
    return {name: _value(kind.__name__, name, hint) for name, hint in get_type_hints(kind).items()}


def _of_field(kind: type[BaseModel], name: str, field: FieldInfo) -> Any:
    if (kind.__name__, name) in OF:
        return OF[kind.__name__, name]
    if field.examples:
        return field.examples[0]
    return _value(kind.__name__, name, field.rebuild_annotation())


def _value(of: str, name: str, hint: Any) -> Any:
    if (of, name) in OF:
        return OF[of, name]
    kind, may_be_none = _plain(hint)
    if may_be_none and VALUES.get(name, "") is None:
        return None
    if isinstance(kind, type) and (dataclasses.is_dataclass(kind) or issubclass(kind, BaseModel)):
        return example_of(kind)
    if name in WHOLE:
        return WHOLE[name]
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (list, tuple):
        return [_value(of, name, parts[0])]
    if origin is dict:
        return {"id": _value(of, name, parts[1])}
    if origin is Literal:
        return parts[0]
    return _scalar(name, kind)


def _scalar(name: str, kind: Any) -> Any:
    value = VALUES.get(name)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return value if value in {one.value for one in kind} else next(iter(kind)).value
    if kind in BLANK:
        return value if type(value) is kind else BLANK[kind]
    return {} if kind is Any else value or MOMENT


def _plain(hint: Any) -> tuple[Any, bool]:
    """Without what only pydantic reads, and without None; and whether that was among it."""
    if hasattr(hint, "__metadata__"):
        return _plain(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        parts = get_args(hint)
        first = next(part for part in parts if part is not NoneType)
        return _plain(first)[0], NoneType in parts
    return hint, False
