"""What is different between two versions, key by key."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.locale import Locale
from counter_server.setup_changes import Changed, changes, keys
from counter_server.web.setting_diff import differences
from counter_server.web.setting_words import SettingWords
from tests.server import ROOT

BEFORE: dict[str, Any] = {
    "hours": {"weekly": {"mon": ["07:30-12:00"]}, "holidays": [{"date": "2026-01-01", "name": "Tahun Baru"}]},
    "staff": [{"key": "a", "name": "Ana"}, {"key": "b", "name": "Budi"}],
}


def test_each_changed_key_is_named_and_a_row_by_its_own_name() -> None:
    after = {
        "hours": {"weekly": {"mon": ["08:00-12:00"]}, "holidays": []},
        "staff": [{"key": "b", "name": "Budiman"}, {"key": "c", "name": "Cici"}],
    }
    assert changes(BEFORE, after) == [
        Changed("hours.weekly.mon", ["07:30-12:00"], ["08:00-12:00"]),
        Changed("hours.holidays[2026-01-01]", {"date": "2026-01-01", "name": "Tahun Baru"}, None),
        Changed("staff[b].name", "Budi", "Budiman"),
        Changed("staff[c]", None, {"key": "c", "name": "Cici"}),
        Changed("staff[a]", {"key": "a", "name": "Ana"}, None),
    ]


def test_another_order_of_the_same_rows_is_one_change() -> None:
    after = BEFORE | {"staff": BEFORE["staff"][::-1]}
    assert keys(changes(BEFORE, after)) == ["staff"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["key", "name", "n", "x"]), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from("abc"), JSON), st.dictionaries(st.sampled_from("abc"), JSON))
def test_something_is_told_exactly_where_something_differs(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert bool(changes(before, after)) == (before != after)


def test_it_is_told_in_words() -> None:
    words = SettingWords.load(ROOT / "assets" / "locale", Locale.load(ROOT / "assets" / "locale", "id"))
    after = BEFORE | {"staff": [{"key": "a", "name": "Ana"}, {"key": "b", "name": "Budiman"}]}
    (one,) = differences(BEFORE, after, words)
    assert (one.where, one.before, one.after) == ("Daftar petugas b / Nama", ["Budi"], ["Budiman"])
    text = {"display": {"running_text": {"id": "Selamat datang"}}}
    assert differences({"display": {"running_text": {"id": ""}}}, text, words)[0].where == (
        "Layar panggilan / Teks berjalan / Bahasa Indonesia"
    )
