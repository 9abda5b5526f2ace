"""Where proposals stand, for the terminal: the list of them, and one of them in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from living_manifesto.core.values import value
from living_manifesto.locale import Speech, mark
from living_manifesto.report.display import Style, clip, one_line, styled, width

STATES: Mapping[str, str] = {
    "received": mark("received"),
    "not_drafted": mark("waits for a drafted change"),
    "under_review": mark("under review"),
    "approved": mark("approved"),
    "needs_wording": mark("the wording needs a person"),
    "deferred": mark("put off"),
    "adopted": mark("adopted"),
    "incorporated": mark("taken up in another proposal"),
    "declined": mark("not adopted"),
    "withdrawn": mark("withdrawn"),
    "duplicate": mark("duplicate"),
    "reverted": mark("adopted, then taken back"),
}
"""The states of proposals in words."""

_STYLES: Mapping[str, Style] = {
    "approved": Style.HINT,
    "needs_wording": Style.WARNING,
    "adopted": Style.BOLD,
    "reverted": Style.DIM,
    "declined": Style.DIM,
    "withdrawn": Style.DIM,
    "duplicate": Style.DIM,
}
_MOST = 200


@value
class Line:
    """One proposal in a list."""

    id: str
    state: str
    title: str
    number: int = 0


def summary(states: Sequence[str], speech: Speech) -> str:
    """How many proposals are in which state, as one line."""
    counts = {state: states.count(state) for state in STATES if state in states}
    parts = [f"{speech(STATES[state])} {count}" for state, count in counts.items()]
    total = speech.count("{number} proposal", "{number} proposals", len(states))
    return f"{total}: {speech(', ').join(parts)}" if parts else total


def listing(lines: Sequence[Line], speech: Speech, *, columns: int, colour: bool) -> Iterator[str]:
    """The list, a line a proposal; a very long one is cut, and says so."""
    shown = lines[:_MOST]
    states = {line.state: speech(STATES.get(line.state, line.state)) for line in shown}
    room = max((width(said) for said in states.values()), default=0)
    number_room = max((len(f"#{line.number}") for line in shown if line.number), default=0)
    for line in shown:
        said = states[line.state]
        number = f"#{line.number}" if line.number else ""
        head = f"{number:>{number_room}}  {line.id}  "
        state = styled(said, _STYLES.get(line.state, Style.PLAIN), colour=colour) + " " * (room - width(said))
        yield head + state + "  " + clip(one_line(line.title), max(20, columns - len(head) - room - 2))
    if len(lines) > len(shown):
        yield speech(
            "… and {number} more; narrow the list: --section SECTION, --state STATE", number=len(lines) - _MOST
        )
