"""One proposal in sentences: what it asks for, why, and what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from living_manifesto.core.amend.resolution import Fit, Note
from living_manifesto.core.changes import Change
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Proposal, Words
from living_manifesto.locale import Speech
from living_manifesto.plan.building import Built
from living_manifesto.report.display import clip, one_line
from living_manifesto.report.sentences import sentences
from living_manifesto.report.terms import OUTCOMES, day, notice, public

_LONGEST = 400


def told_one(proposal: Proposal, built: Built | None, before: Outline, speech: Speech) -> Iterator[str]:
    """The lines, without an indication of where they stand; ``built`` is what the change comes to today."""
    who = _words(public(proposal.proposer, proposal), speech) or speech("anonymous")
    yield speech("From {name}, received on {day}", name=who, day=day(proposal.submitted_on, speech))
    if proposal.body:
        yield speech("Asks: {text}", text=_words(public(proposal.body, proposal), speech))
    if proposal.reason:
        yield speech("Because: {text}", text=_words(public(proposal.reason, proposal), speech))
    if proposal.decision is not None:
        yield from _decision(proposal, speech)
        return
    changes = built.proposal.changes if built is not None and built.files else proposal.changes
    if not changes:
        yield speech("Its change is not drafted yet; it must be before it can be adopted.")
        return
    yield speech("When it is adopted:")
    yield from (f"  {line}" for line in _said(changes, proposal, before, speech))
    if built is not None:
        yield from _fit(built.resolution.fit, built.resolution.notes, speech)


def _decision(proposal: Proposal, speech: Speech) -> Iterator[str]:
    decision = proposal.decision
    if decision is None:
        return
    yield speech("Decided: {outcome}", outcome=speech(OUTCOMES[decision.outcome]))
    if decision.reason:
        yield speech("Because: {text}", text=clip(one_line(decision.reason), _LONGEST))


def _said(changes: Sequence[Change], proposal: Proposal, before: Outline, speech: Speech) -> tuple[str, ...]:
    if proposal.hidden is not None:
        return (notice(proposal.hidden, speech),)
    return sentences(changes, before, proposal.section, speech)


def _fit(fit: Fit, notes: Sequence[Note], speech: Speech) -> Iterator[str]:
    match fit:
        case Fit.APPROXIMATE:
            yield speech("The neighbour that it names is gone, so the place is the nearest that is left.")
        case Fit.MERGED:
            yield speech("The text has moved: two edits of one sentence were joined. Read it before it is adopted.")
        case Fit.ALREADY_THERE:
            yield speech("The text says this already.")
        case Fit.NEEDS_PERSON:
            yield speech("The text has moved, and a person must look at the wording:")
            for note in notes:
                if note.fit is Fit.NEEDS_PERSON and note.was:
                    yield "  " + speech("seen by the proposer: {text}", text=clip(one_line(note.was), _LONGEST))
                    yield "  " + speech("stands today: {text}", text=clip(one_line(note.stands), _LONGEST))
        case Fit.CLEAN:
            return


def _words(words: Words, speech: Speech) -> str:
    return clip(one_line(words), _LONGEST) if isinstance(words, str) else notice(words, speech)
