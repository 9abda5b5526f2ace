"""Title and text of a pull request, read on a telephone by somebody who has a minute.

First what merging does and that nothing else changes; then old and new, the reason, who and when, what is near and
how to act; the long rest is folded. The texts of citizens do nothing here (``report.markdown``), and of a hidden
proposal no word is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from living_manifesto.locale import Speech
from living_manifesto.report.markdown import headed, inline, within
from living_manifesto.report.places import heading
from living_manifesto.report.pull_about import near_and_ways, quoted_in_short, why_and_who
from living_manifesto.report.pull_deeds import Scene, clause, numbered_anew
from living_manifesto.report.pull_fold import fold
from living_manifesto.report.pull_notes import questions, remarks
from living_manifesto.report.pull_sides import MOST as MOST_PAIRS
from living_manifesto.report.pull_sides import pair
from living_manifesto.report.pull_sides import told as pair_told
from living_manifesto.report.pull_title import title
from living_manifesto.report.pull_told import Neighbour, Relation, Stage, Told, Ways
from living_manifesto.report.pull_ways import ways_of_the_embedded_forge
from living_manifesto.report.terms import public

__all__ = [
    "Neighbour",
    "Relation",
    "Stage",
    "Told",
    "Ways",
    "body",
    "fingerprint_in",
    "title",
    "ways_of_the_embedded_forge",
]

_FINGERPRINT = r"[0-9A-Za-z:._]+(?:-[0-9A-Za-z:._]+)*"
_MOST = 60_000  # forges take 65,536 signs
_MOST_LISTED = 10


def body(told: Told, speech: Speech) -> str:
    """The text of a pull request in Markdown; its last line, a comment, holds the fingerprint."""
    if not re.fullmatch(_FINGERPRINT, told.fingerprint):
        raise ValueError(f"no fingerprint: {told.fingerprint!r}")
    blocks = (*_opening(told, speech), *why_and_who(told, speech), *near_and_ways(told, speech))
    above = "\n\n".join(blocks)
    return f"{above}\n\n{fold(told, speech, _MOST - len(above))}\n\n<!-- living-manifesto:{told.fingerprint} -->\n"


def fingerprint_in(text: str) -> str:
    """The fingerprint at the end of a text that ``body`` made; empty where there is none."""
    found = re.search(rf"<!-- living-manifesto:({_FINGERPRINT}) -->\s*\Z", text)
    return found[1] if found else ""


def _opening(told: Told, speech: Speech) -> Iterator[str]:
    """What merging does, and old and new."""
    match told.stage:
        case Stage.READY:
            yield from _effect(told, speech)
            yield from remarks(told, speech)
        case Stage.UNDRAFTED:
            yield from _undrafted(told, speech)
        case Stage.ALREADY_THERE:
            yield speech("**What this proposes already stands in the text; merging this would change no word of it.**")
            yield speech("Please look which proposal brought it, and close this one as a duplicate of that.")
        case Stage.NEEDS_PERSON:
            yield speech(
                "**This cannot be merged as it is: the text has moved since it was proposed, "
                "and a person must decide.** Nothing that was proposed is lost."
            )
            yield from questions(told, speech)


def _undrafted(told: Told, speech: Speech) -> Iterator[str]:
    yield speech("**There is no drafted change yet; merging this now would change no word of the text.**")
    if told.ways.draft:
        yield speech("First the change must be drafted: {way}", way=told.ways.draft)
    home, label = told.proposal.section, speech("Place")
    if told.before is not None and home in told.before.places:
        yield f"**{label}** {within(heading(told.before, home, speech))}"
    else:
        nowhere = speech("(not found yet)")
        yield f"**{label}** {nowhere}"
    if words := public(told.proposal.body, told.proposal):
        yield headed(speech("The words as received"), quoted_in_short(words, speech))


def _effect(told: Told, speech: Speech) -> Iterator[str]:
    if told.before is None or told.after is None:
        return
    proposal = told.proposal
    scene = Scene(told.before, told.after, proposal.section, speech, proposal.hidden is not None)
    clauses = [clause(change, scene) for change in told.changes]
    yield _lead(clauses, told, speech)
    if len(clauses) > 1:
        listed = [f"- {each}" for each in clauses[:_MOST_LISTED]]
        if (rest := len(clauses) - _MOST_LISTED) > 0:
            listed.append(
                speech.count("- and one more, in the table below", "- and {number} more, in the table below", rest)
            )
        yield "\n".join(listed)
    if renumbered := numbered_anew(scene):
        yield renumbered
    for change in told.changes[:MOST_PAIRS]:
        yield pair_told(pair(change, scene, proposal.hidden), speech)
    if (rest := len(told.changes) - MOST_PAIRS) > 0:
        yield speech.count(
            "One more old/new pair is in the table below.", "{number} more old/new pairs are in the table below.", rest
        )


def _lead(clauses: list[str], told: Told, speech: Speech) -> str:
    """The one sentence: exactly what merging does."""
    does = clauses[0] if len(clauses) == 1 else speech("these {number} places change", number=len(clauses))
    if told.proposal.reverts:
        reverted = inline(told.proposal.reverts)
        said = speech("When this is merged, the adoption of {id} is taken back: {does}.", id=reverted, does=does)
    else:
        said = speech("When this is merged, {does}.", does=does)
    if not told.checked:
        return f"**{said}**" + speech(" (It is not proved yet that nothing else changes.)")
    said += speech(" Not a letter of any other sentence changes.")
    return f"**{said}**" + speech(" (checked)")
