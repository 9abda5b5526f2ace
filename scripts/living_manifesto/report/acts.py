"""What steps are made of, in words for people: 「採用 2件」, "2 adopted"."""

from __future__ import annotations

from collections.abc import Mapping

from living_manifesto.core.steps import ActKind
from living_manifesto.history.steps import Mark
from living_manifesto.locale import Speech, mark
from living_manifesto.report.display import clip, one_line

ACTS: Mapping[ActKind, str] = {
    ActKind.BASELINE: mark("baseline"),
    ActKind.RECEIPT: mark("received"),
    ActKind.REDRAFT: mark("redrafted"),
    ActKind.ADOPTION: mark("adopted"),
    ActKind.DECISION: mark("otherwise decided"),
    ActKind.REDACTION: mark("taken down"),
    ActKind.TOPICS: mark("topics"),
    ActKind.SETTINGS: mark("settings"),
    ActKind.LAYOUT: mark("layout only"),
}
"""The kinds of acts in the order in which people care for them."""

_SHORT = 12
_SUBJECT = 60


def counted(acts: Mapping[str, int], speech: Speech) -> str:
    """The acts with their numbers, those that did not happen left out."""
    told = [(speech(words), acts.get(kind.value, 0)) for kind, words in ACTS.items()]
    return speech(", ").join(speech("{act} {number}", act=act, number=number) for act, number in told if number)


def step_line(step: Mark, day: str, speech: Speech) -> str:
    """A step as people find it again: day, number, who and the first words of its message."""
    who, subject = one_line(step.committer), clip(one_line(step.subject), _SUBJECT)
    return speech(
        "{day}  change {number}  {who}  “{subject}”", day=day, number=step.commit[:_SHORT], who=who, subject=subject
    )
