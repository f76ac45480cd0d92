"""What a branch tells the public: papers, pledge, contact, the pictures beside its texts."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from counter_server.protocol.branch_file import BranchFile, branch_from_document
from counter_server.protocol.decoding import decoded
from counter_server.protocol.offer import Contact, ServiceFace, Services
from counter_server.protocol.public_settings import ContactPlace, PaperPlace, Pledge, whatsapp_number
from counter_server.protocol.settings import attempt, read, written
from counter_server.protocol.terms import Language
from counter_server.service_file import ServiceFile

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.mark.parametrize(
    "typed, number",
    [
        ("0812-3456-7890", "6281234567890"),
        ("+62 812 3456 7890", "6281234567890"),
        ("62 (812) 3456.7890", "6281234567890"),
        ("6281234567890", "6281234567890"),
        ("+1 202 555 0123", ""),
        ("812-3456-7890", ""),
        ("0812", ""),
        ("call us", ""),
        ("628" + "\N{ARABIC-INDIC DIGIT ONE}" * 9, ""),
        ("", ""),
    ],
)
def test_a_whatsapp_number_is_read_however_it_is_written(typed: str, number: str) -> None:
    assert whatsapp_number(typed) == number


def test_a_contact_is_told_only_with_a_number() -> None:
    assert ContactPlace(name="Petugas").as_told() is None
    told = ContactPlace(name="Petugas", whatsapp="0812-3456-7890").as_told()
    assert told == Contact(name="Petugas", whatsapp="6281234567890")


def test_a_number_that_is_none_is_named() -> None:
    _, mistakes = attempt({"whatsapp": "0812 ????"}, ContactPlace, file="branch.toml")
    assert [(mistake.key, mistake.code) for mistake in mistakes] == [("whatsapp", "malformed")]


def test_nobody_is_promised_what_the_office_has_not_declared() -> None:
    pledge = Pledge(text={Language.ID: "Kami sanggup.", Language.EN: " "})
    assert pledge.as_told(demo=False) == {}
    assert pledge.as_told(demo=True) == {"id": "Kami sanggup."}
    assert Pledge(confirmed=True, text=pledge.text).as_told(demo=False) == {"id": "Kami sanggup."}


def test_the_preset_pledge_waits_for_the_branch() -> None:
    branch = read(tomllib.loads((ASSETS / "branch.toml").read_text(encoding="utf-8")), BranchFile, file="branch.toml")
    assert not branch.pledge.confirmed
    assert branch.contact.as_told() is None
    assert set(branch.pledge.as_told(demo=True)) == {"id", "en"}
    for place in branch.papers.values():
        told = place.as_told()
        assert set(told.where) == set(told.cost) == set(told.copy_where) == {"id", "en"}


def test_an_empty_text_is_not_told() -> None:
    place = PaperPlace(where={Language.ID: "Di Disdukcapil.", Language.EN: ""})
    assert place.as_told().where == {"id": "Di Disdukcapil."}


def test_a_branch_kept_before_these_settings_is_still_read() -> None:
    branch = read(tomllib.loads((ASSETS / "branch.toml").read_text(encoding="utf-8")), BranchFile, file="branch.toml")
    kept: dict[str, Any] = written(branch)
    for name in ("papers", "pledge", "contact"):
        del kept[name]
    del kept["kiosk"]["identity_skippable"]
    old = branch_from_document(kept)
    assert (old.papers, old.pledge.as_told(demo=True), old.kiosk.identity_skippable) == ({}, {}, True)


def test_an_offer_of_an_older_server_is_still_read() -> None:
    face = {"letter": "A", "open": True, "texts": {}, "documents": {}, "questions": []}
    offer = decoded(json.dumps({"services": [face]}), Services)
    assert (offer.papers, offer.pledge, offer.contact, offer.identity_skippable) == ({}, {}, None, True)
    assert offer.services == [ServiceFace(letter="A", open=True, texts={}, documents={}, questions=[])]


def service(**pictures: list[str]) -> dict[str, Any]:
    table = tomllib.loads((ASSETS / "services" / "A-klaim-rawat-inap.toml").read_text(encoding="utf-8"))
    return {**table, "pictures": pictures}


@pytest.mark.parametrize(
    "pictures, expected",
    [
        ({}, []),
        ({"procedure": ["take", "", "", "counter"]}, []),
        ({"procedure": ["take", "wait"]}, [("pictures.procedure", "not_as_many", "")] * 2),  # in both languages
        (
            {"requirements": ["kk", "ektp", "resident", "no_covr"]},
            [("pictures.requirements[4]", "not_a_choice", "no_cover")],
        ),
    ],
)
def test_each_line_has_its_picture_or_none_has(pictures: dict[str, list[str]], expected: list[Any]) -> None:
    _, mistakes = attempt(service(**pictures), ServiceFile, file="A.toml")
    assert [(mistake.key, mistake.code, mistake.did_you_mean) for mistake in mistakes] == expected
