from pathlib import Path

from counter_server.domain.life_cycle_diagram import page

PAGE = Path(__file__).parents[2] / "docs" / "ticket-life.md"


def test_the_page_shows_the_life_cycle_as_it_is_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "write it again: python -m counter_server.domain.life_cycle_diagram > docs/ticket-life.md"
    )
