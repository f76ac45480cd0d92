import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.locale import Locale
from counter_server.protocol.machine_settings import Voice
from display.speech.phrases import call_sentence, ticket_number
from display.speech.utterance import Sentence, call_utterance

ID = Locale(
    "id",
    {
        "speech.call": "Nomor antrean {number}, silakan menuju {counter}",
        "speech.counter.loket": "loket {n}",
        "speech.counter.bantuan": "meja bantuan {n}",
    },
)
EN = Locale(
    "en",
    {
        "speech.call": "Queue number {number}, please go to {counter}",
        "speech.counter.loket": "counter {n}",
        "speech.counter.bantuan": "help desk {n}",
    },
)


@pytest.mark.parametrize(
    "number,kind,n,sentence",
    [
        ("A-001", "loket", 2, "Nomor antrean A, nol nol satu, silakan menuju loket dua"),
        ("B-120", "loket", 12, "Nomor antrean be, satu dua nol, silakan menuju loket dua belas"),
        ("K-999", "bantuan", 1, "Nomor antrean ka, sembilan sembilan sembilan, silakan menuju meja bantuan satu"),
        ("L-1200", "loket", 11, "Nomor antrean el, seribu dua ratus, silakan menuju loket sebelas"),
        ("A-X01", "loket", 1, "Nomor antrean A, eks, nol satu, silakan menuju loket satu"),
    ],
)
def test_a_call_is_said_digit_by_digit_and_the_counter_in_words(number: str, kind: str, n: int, sentence: str) -> None:
    assert call_sentence(ID, number, kind, n) == sentence


@pytest.mark.parametrize(
    "number,said",
    [
        ("A-123", "A, seratus dua puluh tiga"),
        ("A-007", "A, tujuh"),
        ("S-1000", "es, seribu"),
        ("A-X07", "A, eks, nol tujuh"),
    ],
)
def test_terbilang_reads_the_number_in_words_but_the_kiosks_own_series_by_digits(number: str, said: str) -> None:
    assert ticket_number(number, "id", "terbilang") == said


def test_english_is_said_the_same_way() -> None:
    assert call_sentence(EN, "A-001", "loket", 2) == "Queue number A, zero zero one, please go to counter two"
    assert call_sentence(EN, "A-X01", "bantuan", 1) == "Queue number A, X, zero one, please go to help desk one"


def test_a_number_of_another_form_is_spelled_and_one_without_signs_refused() -> None:
    assert ticket_number("7-b", "id") == "tujuh, be"
    with pytest.raises(ValueError, match="ticket number"):
        ticket_number("+", "id")


def test_a_counter_of_a_kind_without_words_is_refused_by_its_key() -> None:
    with pytest.raises(KeyError, match=r"speech\.counter\.kasir"):
        call_sentence(ID, "A-001", "kasir", 1)


@given(st.sampled_from(string.ascii_uppercase), st.integers(1, 999), st.integers(1, 99))
def test_no_figure_is_left_for_the_engine_to_read_its_own_way(sign: str, n: int, counter: int) -> None:
    for locale in (ID, EN):
        for reading in ("digits", "terbilang"):
            sentence = call_sentence(locale, f"{sign}-{n:03d}", "loket", counter, reading)
            assert not any(character.isdigit() for character in sentence)


def test_the_branch_says_how_often_and_a_queue_of_four_makes_it_once() -> None:
    voice = Voice(repeat=3, rate=130, chime=False)
    call = [call_utterance(voice, [ID, EN], "A-001", "loket", 2, queued=queued) for queued in (0, 3, 4)]
    assert [utterance.times for utterance in call] == [3, 3, 1]
    assert (call[0].rate, call[0].chime) == (130, False)
    assert call[0].sentences == (
        Sentence("Nomor antrean A, nol nol satu, silakan menuju loket dua", "id"),
        Sentence("Queue number A, zero zero one, please go to counter two", "en"),
    )
