import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_server.protocol.locale import Locale
from counter_server.protocol.phrases import Pause, Word, call_pieces, call_sentence, ticket_number, words_needed
from counter_server.protocol.voice_settings import Voice
from display.speech.calls import call_utterance
from display.speech.utterance import Pauses, Sentence

COUNTERS = [*(("loket", n) for n in range(1, 17)), ("bantuan", 1), ("bantuan", 2)]
ID = Locale(
    "id",
    {
        "speech.call": "Nomor antrean | {number} || silakan menuju {counter}",
        "speech.counter.loket": "loket {n}",
        "speech.counter.bantuan": "meja bantuan {n}",
    },
)
EN = Locale(
    "en",
    {
        "speech.call": "Queue number | {number} || please go to {counter}",
        "speech.counter.loket": "counter {n}",
        "speech.counter.bantuan": "help desk {n}",
    },
)
MALAY = Locale(
    "ms",
    {
        "speech.call": "Nombor {number}, sila ke {counter}",
        "speech.counter.loket": "kaunter {n}",
        "speech.counter.bantuan": "meja bantuan {n}",
        "speech.letter.Q": "kiu",
    },
)
JAVANESE = Locale(
    "jawa",
    {
        "speech.call": "Nomer antrian | {number} || mangga dhateng {counter}",
        "speech.counter.loket": "loket {n}",
        "speech.counter.bantuan": "meja bantuan {n}",
        **{
            f"speech.number.{n}": words
            for n, words in enumerate(
                "nol setunggal kalih tiga sekawan gangsal enem pitu wolu sanga sedasa sewelas".split()  # noqa: SIM905
            )
        },
        "speech.number.20": "kalih dasa",
        "speech.number.21": "selikur",
    },
)


@pytest.mark.parametrize(
    "number,kind,n,sentence",
    [
        ("A-001", "loket", 2, "Nomor antrean | A | nol nol satu || silakan menuju loket dua"),
        ("B-120", "loket", 12, "Nomor antrean | be | satu dua nol || silakan menuju loket dua belas"),
        ("K-999", "bantuan", 1, "Nomor antrean | ka | sembilan sembilan sembilan || silakan menuju meja bantuan satu"),
        ("L-1200", "loket", 11, "Nomor antrean | el | seribu dua ratus || silakan menuju loket sebelas"),
        ("A-X01", "loket", 1, "Nomor antrean | A | eks | nol satu || silakan menuju loket satu"),
    ],
)
def test_a_call_is_said_digit_by_digit_and_the_counter_in_words(number: str, kind: str, n: int, sentence: str) -> None:
    assert call_sentence(ID, number, kind, n) == sentence


@pytest.mark.parametrize(
    "number,said",
    [
        ("A-123", "A | seratus dua puluh tiga"),
        ("A-007", "A | tujuh"),
        ("S-1000", "es | seribu"),
        ("A-X07", "A | eks | nol tujuh"),
    ],
)
def test_terbilang_reads_the_number_in_words_but_the_kiosks_own_series_by_digits(number: str, said: str) -> None:
    assert ticket_number(number, ID, "terbilang") == said


def test_english_is_said_the_same_way() -> None:
    assert call_sentence(EN, "A-001", "loket", 2) == "Queue number | A | zero zero one || please go to counter two"
    assert call_sentence(EN, "A-X21", "bantuan", 1) == "Queue number | A | X | two one || please go to help desk one"
    assert ticket_number("A-021", EN, "terbilang") == "A | twenty one"


def test_a_language_whose_numbers_are_not_ours_leaves_them_to_its_voice_in_figures() -> None:
    assert call_sentence(MALAY, "A-012", "loket", 12) == "Nombor A | 0 1 2, sila ke kaunter 12"
    assert call_sentence(MALAY, "Q-1200", "bantuan", 1) == "Nombor kiu | 1200, sila ke meja bantuan 1"


@pytest.mark.parametrize(
    "number, kind, n, said",
    [
        ("A-012", "loket", 21, "A | nol setunggal kalih || mangga dhateng loket selikur"),
        ("A-012", "bantuan", 23, "A | nol setunggal kalih || mangga dhateng meja bantuan kalih dasa tiga"),
        ("A-1200", "loket", 47, "A | setunggal kalih nol nol || mangga dhateng loket sekawan pitu"),
    ],
)
def test_a_table_of_numbers_is_used_as_far_as_it_goes_and_digits_beyond(
    number: str, kind: str, n: int, said: str
) -> None:
    assert call_sentence(JAVANESE, number, kind, n) == f"Nomer antrian | {said}"


def test_every_word_knows_its_recording() -> None:
    assert call_pieces(ID, "B-02", "bantuan", 12) == (
        Word("Nomor antrean", "nomor-antrean"), Pause.SHORT, Word("be", "letter-b"), Pause.SHORT,
        Word("nol", "nol"), Word("dua", "dua"), Pause.LONG, Word("silakan menuju", "silakan-menuju"),
        Word("meja bantuan", "meja-bantuan"), Word("dua", "dua"), Word("belas", "belas"),
    )  # fmt: skip


def numbers() -> st.SearchStrategy[str]:
    letters = st.sampled_from(string.ascii_uppercase)
    plain = st.builds(lambda sign, n: f"{sign}-{n:03d}", letters, st.integers(1, 9999))
    own = st.builds(lambda sign, series, n: f"{sign}-{series}{n:02d}", letters, letters, st.integers(1, 999))
    return plain | own


@pytest.mark.parametrize("locale", [ID, EN, JAVANESE], ids=lambda locale: locale.language)
@pytest.mark.parametrize("reading", ["digits", "terbilang"])
def test_what_is_to_be_recorded_is_all_that_any_call_says(locale: Locale, reading: str) -> None:
    needed = {word.stem for word in words_needed(locale, COUNTERS, reading)}

    @given(numbers(), st.sampled_from(COUNTERS))
    def any_call(number: str, counter: tuple[str, int]) -> None:
        said = {piece.stem for piece in call_pieces(locale, number, *counter, reading) if isinstance(piece, Word)}
        assert said <= needed

    any_call()


@pytest.mark.parametrize("locale, count", [(ID, 48), (EN, 60)], ids=["id", "en"])
def test_nothing_is_to_be_recorded_that_no_call_says(locale: Locale, count: int) -> None:
    needed = {word.stem for word in words_needed(locale, COUNTERS)}
    calls = [f"A-{n:03d}" for n in range(1, 10_000)] + [f"{sign}-001" for sign in string.ascii_uppercase]
    said = {
        piece.stem
        for number, counter in [*((number, COUNTERS[0]) for number in calls), *(("A-001", each) for each in COUNTERS)]
        for piece in call_pieces(locale, number, *counter)
        if isinstance(piece, Word)
    }
    assert needed == said
    assert len(needed) == count


def test_letters_counters_and_reading_decide_what_is_to_be_recorded() -> None:
    few = {word.stem for word in words_needed(JAVANESE, [("loket", 3)], letters="AK")}
    assert few == {
        "nomer-antrian", "mangga-dhateng", "loket", "letter-a", "letter-k", "nol", "setunggal", "kalih", "tiga",
        "sekawan", "gangsal", "enem", "pitu", "wolu", "sanga",
    }  # fmt: skip
    more = {word.stem for word in words_needed(JAVANESE, [("loket", 3)], "terbilang", letters="AK")}
    assert more - few == {"sedasa", "sewelas", "kalih-dasa", "selikur"}


def test_a_number_of_another_form_is_spelled_and_one_without_signs_refused() -> None:
    assert ticket_number("7-b", ID) == "tujuh | be"
    with pytest.raises(ValueError, match="ticket number"):
        ticket_number("+", ID)


def test_a_counter_of_a_kind_without_words_is_refused_by_its_key() -> None:
    with pytest.raises(KeyError, match=r"speech\.counter\.kasir"):
        call_sentence(ID, "A-001", "kasir", 1)


@given(st.sampled_from(string.ascii_uppercase), st.integers(1, 999), st.integers(1, 99))
def test_no_figure_is_left_for_the_engine_to_read_its_own_way(sign: str, n: int, counter: int) -> None:
    for locale in (ID, EN):
        for reading in ("digits", "terbilang"):
            sentence = call_sentence(locale, f"{sign}-{n:03d}", "loket", counter, reading)
            assert not any(character.isdigit() for character in sentence)


def test_the_branch_says_how_often_how_fast_and_how_loud_and_a_queue_of_four_makes_it_once() -> None:
    voice = Voice(repeat=3, rate=130, chime=False, volume=70, pause_short=0.1, pause_repeat=2.0)
    call = [call_utterance(voice, [ID, EN], "A-001", "loket", 2, queued=queued) for queued in (0, 3, 4)]
    assert [utterance.times for utterance in call] == [3, 3, 1]
    assert (call[0].rate, call[0].chime, call[0].volume) == (130, False, 70)
    assert call[0].pauses == Pauses(chime=0.3, short=0.1, long=0.4, repeat=2.0)
    assert call[0].sentences == (
        Sentence("Nomor antrean | A | nol nol satu || silakan menuju loket dua", "id"),
        Sentence("Queue number | A | zero zero one || please go to counter two", "en"),
    )
    assert call_utterance(voice, [ID], "A-001", "loket", 2, volume=40).volume == 40
