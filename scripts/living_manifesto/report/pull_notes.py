"""How the changes fit a text that has moved since they were written, in sentences for a reviewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from living_manifesto.core.amend.resolution import Fit, Need, Note
from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.outline import Outline
from living_manifesto.locale import Speech, mark
from living_manifesto.report.display import one_line
from living_manifesto.report.markdown import both_sides_in_short, headed, in_short, quotation, redlined
from living_manifesto.report.places import place
from living_manifesto.report.pull_deeds import cited
from living_manifesto.report.pull_told import Told
from living_manifesto.report.terms import notice

MOST = 3
"""How many places are shown in full above the fold."""

_NEEDS: Mapping[Need, str] = {
    Need.TEXT_CHANGED: mark("{place} was reworded after this was proposed, and both edits concern the same words."),
    Need.TARGET_GONE: mark("{place} no longer stands in the text."),
    Need.PARENT_GONE: mark("{place}, below which this was to stand, is no longer in the text."),
    Need.SECTION_GONE: mark("The section that held {place} is no longer in the text."),
    Need.MOVED_TWICE: mark("{place} has been moved elsewhere after this was proposed."),
    Need.MOVED_AND_REMOVED: mark("One change moves {place}, another removes it."),
    Need.SUBTREE_CHANGED: mark("{place}, or what stands below it, was changed after this was proposed."),
    Need.ID_TAKEN: mark("Below {place}, another sentence already has the id that this change brings."),
    Need.DEPENDS: mark("The change to {place} builds on another one that must be settled first."),
    Need.UNFIT: mark("The drafted change does not fit {place}."),
}
_QUESTIONS: Mapping[Need, str] = {
    Need.TEXT_CHANGED: mark("Please decide how the sentence should read."),
    Need.TARGET_GONE: mark("Please decide whether the idea has another place, or is put aside."),
    Need.PARENT_GONE: mark("Please choose where it should stand."),
    Need.SECTION_GONE: mark("Please choose where it should stand."),
    Need.MOVED_TWICE: mark("Please choose where it should stand."),
    Need.MOVED_AND_REMOVED: mark("Please decide whether it stays or goes."),
    Need.SUBTREE_CHANGED: mark("Please read the words of today and decide whether the change still holds."),
    Need.ID_TAKEN: mark("Please give it another id in the drafted change."),
    Need.DEPENDS: mark("Please settle that one first."),
    Need.UNFIT: mark("Please draft the change anew."),
}


def remarks(told: Told, speech: Speech) -> Iterator[str]:
    """What a reviewer must know before approving: places that were only near, texts that were joined, what stands."""
    notes = told.resolution.notes if told.resolution is not None else ()
    remarkable = [note for note in notes if note.fit is not Fit.CLEAN]
    yield from dict.fromkeys(_remark(note, told, speech) for note in remarkable[:MOST])
    if (rest := len(remarkable) - MOST) > 0:
        yield speech.count(
            "One more change did not fit as it was written.", "{number} more changes did not fit as written.", rest
        )


def _remark(note: Note, told: Told, speech: Speech) -> str:
    match note.fit:
        case Fit.APPROXIMATE:
            return speech(
                "The neighbour after which this was to stand is gone from the text. It stands as near as can be; "
                "please look whether the place is right."
            )
        case Fit.MERGED:
            return _merged(note, told, speech)
        case _:
            where = _place(note, told, speech)
            return speech("What this proposal says of {place} already stands in the text.", place=where).strip()


def fits_cleanly(told: Told) -> bool:
    """Whether every change fits the text of today as it was written."""
    return told.resolution is not None and told.resolution.fit is Fit.CLEAN


def questions(told: Told, speech: Speech) -> Iterator[str]:
    """For each place that needs a person: what moved, what the proposer saw, what stands today, what is asked."""
    notes = told.resolution.needs if told.resolution is not None else ()
    yield from (_question(note, told, speech) for note in notes[:MOST])
    if (rest := len(notes) - MOST) > 0:
        yield speech.count("One more place needs a person too.", "{number} more places need a person too.", rest)


def _merged(note: Note, told: Told, speech: Speech) -> str:
    said = speech(
        "**After this was proposed the words of {place} changed; both edits were joined.** "
        "Please read the whole sentence: earlier approvals do not count for it.",
        place=_place(note, told, speech),
    ).strip()
    if told.proposal.hidden is not None:
        return said
    since, own = redlined(note.was, note.stands), redlined(note.stands, note.becomes)
    blocks = (
        headed(speech("Changed since, by others"), quotation(since)),
        headed(speech("Changed by this proposal"), quotation(own)),
    )
    return "\n\n".join((said, *blocks))


def _question(note: Note, told: Told, speech: Speech) -> str:
    need = note.need or Need.UNFIT
    said = _begun(speech(_NEEDS[need], place=_place(note, told, speech)))
    if note.elsewhere and told.before is not None:
        there = cited(place(told.before, note.elsewhere, speech), speech)
        said += speech(" It seems to stand at {place} now.", place=there.rstrip())
    asked = headed(speech("What is asked"), speech(_QUESTIONS[need]))
    return "\n\n".join((said, *_texts(note, told, speech), asked))


def _begun(sentence: str) -> str:
    """The sentence with a capital, where there are any."""
    sentence = sentence.strip()
    return sentence[:1].upper() + sentence[1:]


def _texts(note: Note, told: Told, speech: Speech) -> Iterator[str]:
    """The texts in question below each other, as far as there are any."""
    hidden = told.proposal.hidden
    change = _change(note, told)
    saw, stands = _seen(note, change, told)
    lines = both_sides_in_short(saw, stands) if saw and stands else (in_short(saw), in_short(stands))
    # What the proposer saw is told by the proposer, who may have written anything there.
    if hidden is not None:
        lines = [], in_short(stands)
    elif saw:
        yield headed(speech("What the proposer saw"), quotation(lines[0]))
    if saw or stands:
        yield headed(speech("Today"), quotation(lines[1] if stands else [speech("(no longer there)")]))
    if wanted := _wanted(change):
        shown = [notice(hidden, speech)] if hidden is not None else in_short(wanted)
        yield headed(speech("As proposed"), quotation(shown))


def _change(note: Note, told: Told) -> Change | None:
    changes = told.proposal.changes or ()
    return changes[note.index] if note.index < len(changes) else None


def _seen(note: Note, change: Change | None, told: Told) -> tuple[str, str]:
    """What the proposer saw and what stands today."""
    match change:
        case Replace():
            return change.was, note.stands
        case Remove() | Move():
            return _words(change.target, told.base, told), _words(change.target, told.before, told)
        case _:
            return "", ""


def _words(reference: str, outline: Outline | None, told: Told) -> str:
    """The words of a node and of what stands below it."""
    key = outline.key(reference, told.proposal.section) if outline is not None else None
    if outline is None or key is None:
        return ""
    return "\n".join(each.title or each.text for each in outline.places[key].node.walk())


def _wanted(change: Change | None) -> str:
    match change:
        case Add():
            return "\n".join(each.title or each.text for each in change.node.walk())
        case Replace():
            return change.becomes
        case _:
            return ""


def _place(note: Note, told: Told, speech: Speech) -> str:
    """The place that a note is about, in the text of today or else in the one that the proposer saw."""
    home = told.proposal.section
    for outline, now in ((told.before, True), (told.base, False)):
        key = outline.key(note.reference, home) if outline is not None else None
        if outline is not None and key is not None:
            where = place(outline, key, speech)
            return cited(where if now else speech("{place} (as numbered then)", place=where), speech)
    return cited(speech("“{address}” (not in today's text)", address=one_line(note.reference)), speech)
