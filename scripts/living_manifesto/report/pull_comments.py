"""What the tool itself says below a pull request: a few sentences each, about what it did and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import reduce

from living_manifesto.core.amend.resolution import Fit
from living_manifesto.core.proposals import Decision, Outcome
from living_manifesto.locale import Speech, mark
from living_manifesto.report.markdown import headed, inline, quoted_within
from living_manifesto.report.terms import OUTCOMES, day

_LONGEST_REASON = 20_000


class Why(StrEnum):
    """Why an approval no longer counts."""

    JOINED = "joined"
    REWORDED = "reworded"


_WHYS: Mapping[Why, str] = {
    Why.JOINED: mark("Others changed the same sentence, and both edits were joined: nobody has read the result yet."),
    Why.REWORDED: mark("The wording was changed after it was read."),
}


def rebuilt(fit: Fit, kept: Sequence[str], void: Sequence[str], speech: Speech) -> str:
    """The branch was fitted to the text of today; ``kept`` and ``void`` name those whose approvals (do not) count."""
    match fit:
        case Fit.MERGED:
            said = [speech("Others had changed the same sentence meanwhile, so both edits were joined.")]
        case Fit.APPROXIMATE:
            said = [speech("The neighbour of the new words is gone; they stand as near as can be.")]
        case _:
            said = [speech("What is proposed stays word for word the same.")]
    if kept:
        said.append(speech("Approvals that still count: {names}.", names=_names(kept, speech)))
    if void:
        said.append(speech("Approvals to be given again: {names}.", names=_names(void, speech)))
    return _headed(speech("**This was fitted to the text of today.**"), said, speech)


def approval_void(by: Sequence[str], why: Why, speech: Speech) -> str:
    """The approvals of these people no longer count, and why."""
    head = speech("**The approval of {names} does not count any more.**", names=_names(by, speech))
    return _headed(head, (speech(_WHYS[why]), speech("Please read it again, and approve it if you agree.")), speech)


def left_alone(speech: Speech) -> str:
    """A person edited the branch in a way that cannot be told apart from the proposal, so it was not touched."""
    return speech(
        "**Somebody edited this by hand, so it was left as it is.** The text has moved meanwhile; "
        "nothing of the edit is lost. Please look whether it still fits, or write below what should become of it."
    )


def completed(editors: Sequence[str], speech: Speech) -> str:
    """The changes of the proposal were brought into line with the text that people edited."""
    said = [
        speech("What the proposer wrote stays as it was received."),
        speech("Earlier approvals do not count for it."),
    ]
    if editors:
        said.insert(0, speech("Edited by: {names}.", names=_names(editors, speech)))
    return _headed(speech("**The edit by hand was made part of this proposal.**"), said, speech)


def closed(decision: Decision, role: str, speech: Speech, *, other: str = "") -> str:
    """The proposal was decided without being merged; ``role`` is the title of who decided.

    ``other`` is the number of the pull request of the other proposal, where there is one.
    """
    said = [speech("**Result: {outcome}**", outcome=speech(OUTCOMES[decision.outcome]))]
    if role:
        said[0] += speech(" · ") + inline(role)
    if decision.reason:
        said.append(headed(speech("The reason"), quoted_within(decision.reason, _LONGEST_REASON)[0]))
    if decision.outcome is Outcome.DEFERRED and decision.until:
        said.append(speech("It is looked at again: {until}", until=day(decision.until, speech)))
    if of := other or inline(decision.of):
        said.append(speech("See {id}.", id=of))
    said.append(
        speech("The words and the reason of the proposal stay public. If you do not agree, please answer here.")
    )
    return "\n\n".join(said)


def adopted(commit: str, speech: Speech) -> str:
    """The pull request was merged; ``commit`` is where the text holds it since then."""
    return speech(
        "**Adopted.** The text holds it since {commit}, and from its sentence anybody can find this proposal.",
        commit=commit[:12],
    )


def reverted(by: str, speech: Speech) -> str:
    """The adoption was taken back by another proposal (its number or id)."""
    return speech(
        "**The adoption was taken back by {id}.** This proposal keeps its decision and stays in the register.", id=by
    )


def _headed(head: str, sentences: Sequence[str], speech: Speech) -> str:
    # Between a bold end and Japanese there must be a break: Markdown would not see the end of the bold words.
    said = reduce(lambda first, second: speech("{first} {second}", first=first, second=second), sentences)
    return f"{head}\n\n{said}"


def _names(names: Sequence[str], speech: Speech) -> str:
    return speech(", ").join(inline(name) for name in names)
