"""What may be asked at /antrean. Field names are those of BPJS Antrean Online; fields of it that are not named here
are let by and thrown away unread, for a hospital's system sends them all (docs/interfaces.md)."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from .bodies import Reason

Booking = Annotated[
    str, Field(min_length=12, max_length=24, pattern=r"^[0-9]{8}[A-Z][0-9]{3,9}$", examples=["23112026A001"])
]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", examples=["2026-11-23"])]
Service = Annotated[str, Field(pattern=r"^[A-Z]$", examples=["A"], description="Our service's letter.")]


class AntreanBody(BaseModel):
    """More than is named may come along."""

    model_config = ConfigDict(extra="ignore")


class StatusBody(AntreanBody):
    """Of which service, and on which day: today."""

    kodepoli: Service
    tanggalperiksa: Day


class AmbilBody(AntreanBody):
    """A ticket for a visitor who is not here yet. `nohp`, `norm`, `kodedokter`, `jampraktek` and `jeniskunjungan` of
    the original are let by and not kept."""

    kodepoli: Service
    tanggalperiksa: Day
    nik: Annotated[str, Field(max_length=40)] = Field(
        "", examples=["1871014501900001"], description="Kept as a keyed hash only, to recognise a repeat."
    )
    nomorkk: Annotated[str, Field(max_length=40)] = Field(
        "", examples=["1871010101200001"], description="Kept as a keyed hash only."
    )
    nomorkartu: Annotated[str, Field(max_length=40)] = Field(
        "", examples=[""], description="Not empty: the patient has JKN, and uses it. Not kept."
    )
    nomorreferensi: Annotated[str, Field(max_length=64)] = Field(
        "",
        examples=["RSUD-2026-000123"],
        description="The caller's own name of this visit: the same again is the same ticket. Kept as a keyed hash.",
    )


class BookingBody(AntreanBody):
    """Which ticket."""

    kodebooking: Booking


class BatalBody(BookingBody):
    """Which ticket, and why it is given up."""

    keterangan: Reason = Field(examples=["Keluarga datang besok"])


class CheckinBody(BookingBody):
    """Which ticket. The moment that counts is this server's: whoever says earlier would overtake others."""

    waktu: Annotated[int, Field(ge=0, le=2**53)] | None = Field(
        None, examples=[1795399200000], description="Milliseconds since 1970 UTC; not used."
    )
