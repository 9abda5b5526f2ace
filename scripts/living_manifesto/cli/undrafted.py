"""Why a proposal was not drafted from its words, and how a person drafts it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from living_manifesto.intake.instructions import Cause, Refused
from living_manifesto.locale import Speech, mark

if TYPE_CHECKING:
    from living_manifesto.life.drafting import Left

CAUSES: Mapping[Cause, str] = {
    Cause.NOTHING: mark("no instruction was found in it"),
    Cause.NOT_UNDERSTOOD: mark("these words were not understood as an instruction"),
    Cause.UNQUOTED: mark("the words to be written do not stand in quotation marks 「」"),
    Cause.VAGUE: mark("more is meant than is written (words such as など, 旨, 例えば)"),
    Cause.ALTERNATIVES: mark("it leaves a choice"),
    Cause.CONDITION: mark("it depends on a condition or a wish"),
    Cause.OPEN_QUOTE: mark("a bracket has no partner"),
    Cause.NO_PLACE: mark("it does not say where"),
    Cause.UNKNOWN_PLACE: mark("the section has no such place today"),
    Cause.DISAGREE: mark("number and heading do not belong together"),
    Cause.OTHER_SECTION: mark("the number is of another section"),
    Cause.SEVERAL: mark("this stands in the section more than once"),
    Cause.NOT_FOUND: mark("this does not stand there today"),
    Cause.TERM: mark("this reads like a topic, not like the sentence that shall stand there"),
    Cause.AMBIGUOUS: mark("it can be read in more than one way"),
    Cause.MISFIT: mark("this cannot be written as it is (empty, too long, several lines or a list)"),
    Cause.ALREADY_THERE: mark("the text says so already"),
    Cause.CONTRADICTION: mark("two of its instructions cannot both be followed"),
    Cause.TOO_MUCH: mark("it holds more instructions than are drafted at once"),
}
"""Why words are left to a person."""

BARS: Mapping[str, str] = {
    "decided": mark("it is decided already"),
    "drafted": mark("it has a drafted change already. Replace it: manifesto draft {id} --again"),
    "on_branch": mark("it is drafted on its branch already. See it: manifesto status {id}"),
    "own_branch": mark("it is drafted on the branch that came with it. Edit it there, then: manifesto sync {id}"),
    "by_hand": mark("its branch holds edits that cannot be completed by themselves. See why: manifesto sync {id}"),
    "homeless": mark("nobody has named its section yet. Name it: manifesto draft {id} --section SECTION"),
    "no_words": mark("it has no words to draft from (absent, hidden or erased)"),
}
"""Why a proposal is not drafted, whatever it says."""

_SHOWN = 40


def why(name: str, left: Left, say: Speech, *, alone: bool = False) -> str:
    """The reason in one line; with the words that it is about, unless it stands ``alone`` above them."""
    if isinstance(left, tuple):
        return say("the draft would break a rule ({codes})", codes=", ".join(sorted({each.code for each in left})))
    if not isinstance(left, Refused):
        return say(BARS[left], id=name)
    if not left.words or alone:
        return say(CAUSES[left.cause])
    from living_manifesto.report.display import clip, one_line

    return say("{cause}: {words}", cause=say(CAUSES[left.cause]), words=clip(one_line(left.words), _SHOWN))


def place_in(body: str, refused: Refused) -> list[str]:
    """The line of the words with a mark below those that were not understood."""
    from living_manifesto.cli.looks import colour, columns
    from living_manifesto.core.diagnostics import Span
    from living_manifesto.report.display import Style
    from living_manifesto.report.excerpt import excerpt

    if not refused.words:
        return []
    start = max(body.find(refused.words, refused.at), 0)
    line, column = _place(body, start)
    end_line, end_column = _place(body, start + len(refused.words))
    span = Span(line, column, end_line, end_column)
    return excerpt(body.split("\n"), span, columns=columns(), mark=Style.ERROR, colour=colour())


def _place(body: str, at: int) -> tuple[int, int]:
    before = body[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
