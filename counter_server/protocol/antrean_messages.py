"""What /antrean answers, in the field names of BPJS Antrean Online (docs/interfaces.md). Fields it has and this counter
has no use for are empty: there is no doctor and no JKN quota here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """200: it was done. 201: it was not, and why."""

    message: str
    code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The envelope of what was not done."""

    metadata: Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The envelope of what was done, where there is no more to say."""

    metadata: Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """To be sent as x-token, with x-username."""

    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStatus:
    """A service today. `sisaantrean`: how many wait; `antreanpanggil`: the last called, empty before the first."""

    namapoli: str
    namadokter: str = ""
    totalantrean: int
    sisaantrean: int
    antreanpanggil: str
    sisakuotajkn: int = 0
    kuotajkn: int = 0
    sisakuotanonjkn: int
    kuotanonjkn: int
    keterangan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenTicket:
    """A ticket. `estimasidilayani`: milliseconds since 1970 UTC, the far end of the honest range as if she came now; 0
    where nobody can tell."""

    nomorantrean: str
    angkaantrean: int
    kodebooking: str
    norm: str = ""
    namapoli: str
    namadokter: str = ""
    estimasidilayani: int
    sisakuotajkn: int = 0
    kuotajkn: int = 0
    sisakuotanonjkn: int
    kuotanonjkn: int
    keterangan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """Where a ticket stands. `sisaantrean`: people ahead; `waktutunggu`: seconds, the far end of the range, 0 where
    nobody can tell. `taskid` and `waktu` (milliseconds since 1970 UTC) are the last of its milestones."""

    nomorantrean: str
    namapoli: str
    namadokter: str = ""
    sisaantrean: int
    antreanpanggil: str
    waktutunggu: int
    keterangan: str
    taskid: int
    waktu: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenAnswer:
    """The envelope."""

    response: Token
    metadata: Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusAnswer:
    """The envelope."""

    response: ServiceStatus
    metadata: Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAnswer:
    """The envelope."""

    response: TakenTicket
    metadata: Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class RemainingAnswer:
    """The envelope."""

    response: Remaining
    metadata: Metadata
