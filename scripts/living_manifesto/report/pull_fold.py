"""What is folded below a pull request: the old/new table, the checks, the words as they were received."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from living_manifesto.core.proposals import Proposal, Redaction, Words
from living_manifesto.core.tokens import Stroke
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line
from living_manifesto.report.markdown import both_sides, inline, plain_lines, quoted_within, whole_lines, within
from living_manifesto.report.pull_notes import fits_cleanly
from living_manifesto.report.pull_told import Stage as Way
from living_manifesto.report.pull_told import Told
from living_manifesto.report.rows import Fate, Row, Stage, column_heads, rows
from living_manifesto.report.terms import notice, public

REASON = 400
"""How many signs of the reason stand above the fold; a longer one is folded in whole."""
_LONGEST_BODY = 12_000
_LONGEST_REASON = 8_000
_MOST_CHECKS = 10
_LONGEST_CHECK = 400


def fold(told: Told, speech: Speech, room: int) -> str:
    """All that is folded, under one line that says what is there; the table is cut to the room that is left."""
    sections = list(_sections(told, speech))
    if told.stage is Way.READY:
        left = room - sum(len(text) for _, _, text in sections)
        sections.insert(0, (speech("Old/new table"), "", _table(told, speech, left)))
    summary = speech(" · ").join(head for head, _, _ in sections)
    blocks = [f"**{head}**{aside}\n\n{text}" for head, aside, text in sections]
    return "\n\n".join((f"<details><summary>{summary}</summary>", *blocks, "</details>"))


def _sections(told: Told, speech: Speech) -> Iterator[tuple[str, str, str]]:
    """Heading, what stands beside it, and text of each part."""
    yield speech("Checks"), "", _checks(told, speech)
    proposal = told.proposal
    if proposal.body:
        aside = speech(" (as it came in; nobody rewrites it)")
        yield speech("The words as received"), aside, _words(proposal.body, proposal, _LONGEST_BODY, speech)
    if isinstance(proposal.reason, str) and len(proposal.reason) > REASON:
        yield speech("The whole reason"), "", _words(proposal.reason, proposal, _LONGEST_REASON, speech)


def _words(words: Words, proposal: Proposal, most: int, speech: Speech) -> str:
    shown = public(words, proposal)
    if isinstance(shown, Redaction):
        return f"> {notice(shown, speech)}"
    text, is_all = quoted_within(shown, most)
    if is_all:
        return text
    more = speech("It goes on; the whole text is in the file of proposal {id}.", id=inline(proposal.id))
    return f"{text}\n\n{more}"


def _checks(told: Told, speech: Speech) -> str:
    lines = []
    if fits_cleanly(told):
        lines.append(speech("The proposal fits the text of today just as it was drafted."))
    if told.checked:
        lines.append(speech("Every byte outside the named places was compared: nothing else changes."))
    if told.checks is None:
        lines.append(speech("The files have not been checked yet."))
    elif not told.checks:
        lines.append(speech("The check of the files found nothing to mend."))
    elif told.proposal.hidden is not None:
        lines.append(notice(told.proposal.hidden, speech))
    else:
        lines += (
            quoted_within(one_line(each), _LONGEST_CHECK)[0].removeprefix("> ") for each in told.checks[:_MOST_CHECKS]
        )
        if (rest := len(told.checks) - _MOST_CHECKS) > 0:
            lines.append(speech.count("… and one more finding", "… and {number} more findings", rest))
    return "\n".join(f"- {line}" for line in lines)


def _table(told: Told, speech: Speech, room: int) -> str:
    """The table as far as there is room; every row stays on one line, so that a terminal can show it too."""
    if told.proposal.hidden is not None:
        return f"> {notice(told.proposal.hidden, speech)}"
    if told.before is None or told.after is None:
        return ""
    found = rows(told.before, told.after, speech)
    lines = [_cells(speech("Place"), *column_heads(Stage.OPEN, speech)), "|---|---|---|"]
    for count, row in enumerate(found):
        line = _cells(within(row.place), *_sides(row))
        room -= len(line)
        if room < 0:
            rest = len(found) - count
            more = speech.count("One more row has no room here:", "{number} more rows have no room here:", rest)
            return "\n".join(lines) + f"\n\n{more} manifesto diff {inline(told.proposal.id)}"
        lines.append(line)
    return "\n".join(lines)


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _sides(row: Row) -> tuple[str, str]:
    match row.fate:
        case Fate.NEW:
            return within(row.old), _cell(whole_lines(row.new, Stroke.NEW))
        case Fate.REMOVED:
            return _cell(whole_lines(row.old, Stroke.OLD)), within(row.new)
        case Fate.CHANGED:
            old, new = both_sides(row.old, row.new)
            return _cell(old), _cell(new)
        case _:
            return _cell(plain_lines(row.old)), _cell(plain_lines(row.new))


def _cell(lines: Sequence[str]) -> str:
    return "<br>".join(lines)
