"""The ticket's life as a picture, drawn from the table itself.

`python -m counter_server.domain.life_cycle_diagram > docs/ticket-life.md` writes the page again.
"""

from counter_server.protocol.terms import REMOTE_CHANNELS, Channel, Do, Is

from .ticket import LIFE_CYCLE

PAGE = """# A ticket's life

Drawn from the table `LIFE_CYCLE` in `counter_server/domain/ticket.py`; not written by hand. Every move that is not
here is refused with `wrong_state` and the state it found.

```mermaid
{diagram}
```

{table}
"""


def diagram() -> str:
    """A Mermaid state diagram: one arrow for each pair of states, with all the verbs that lead along it."""
    verbs: dict[tuple[Is, Is], list[str]] = {}
    for (state, do), leads_to in LIFE_CYCLE.items():
        for target in sorted(leads_to):
            verbs.setdefault((state, target), []).append(do)
    here = ", ".join(channel for channel in Channel if channel not in REMOTE_CHANNELS)
    not_here = ", ".join(channel for channel in Channel if channel in REMOTE_CHANNELS)
    lines = [
        "stateDiagram-v2",
        f"    [*] --> {Is.WAITING}: {Do.ISSUE} ({here})",
        f"    [*] --> {Is.BOOKED}: {Do.ISSUE} ({not_here})",
        *(f"    {state} --> {target}: {', '.join(does)}" for (state, target), does in verbs.items()),
        *(f"    {state} --> [*]" for state in ends()),
    ]
    return "\n".join(lines)


def table() -> str:
    """The same as a Markdown table, row by row."""
    rows = [f"| {state} | {do} | {', '.join(sorted(leads_to))} |" for (state, do), leads_to in LIFE_CYCLE.items()]
    return "\n".join(["| from | verb | to |", "|---|---|---|", *rows])


def ends() -> tuple[Is, ...]:
    """The states nothing leads out of."""
    return tuple(state for state in Is if not any(state is origin for origin, _ in LIFE_CYCLE))


def page() -> str:
    """The whole of `docs/ticket-life.md`."""
    return PAGE.format(diagram=diagram(), table=table())


if __name__ == "__main__":
    print(page(), end="")
