"""Steps and what happened in them, for a person in a terminal and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from living_manifesto.core.proposals import Outcome
from living_manifesto.core.steps import ActKind
from living_manifesto.core.values import as_dict
from living_manifesto.history.steps import Mark
from living_manifesto.history.timeline import Event, Happening
from living_manifesto.locale import Speech, mark
from living_manifesto.report.acts import ACTS, step_line
from living_manifesto.report.display import one_line

VERSION = 1
"""Of the JSON: raised when a field changes its meaning or goes away."""

OUTCOMES: Mapping[str, str] = {
    Outcome.INCORPORATED.value: mark("incorporated"),
    Outcome.DECLINED.value: mark("declined"),
    Outcome.WITHDRAWN.value: mark("withdrawn"),
    Outcome.DUPLICATE.value: mark("duplicate"),
    Outcome.DEFERRED.value: mark("deferred"),
}
"""How proposals are decided that are not adopted."""

_SHOWN = 10


def render(steps: Sequence[Happening], speech: Speech, day: Callable[[Mark], str]) -> str:
    """The steps, the latest first, each with what it did below."""
    lines: list[str] = []
    for step in reversed(steps):
        lines.append(step_line(step.mark, day(step.mark), speech))
        lines += [f"  {line}" for line in _events(step, speech)]
    return "\n".join(lines) + "\n"


def _events(step: Happening, speech: Speech) -> Iterator[str]:
    said: dict[str, list[str]] = {}
    for event in step.events:
        said.setdefault(_words(event, speech), []).append(one_line(event.subject))
    for words, subjects in said.items():
        rest = len(subjects) - _SHOWN
        more = speech.count(" and one more", " and {number} more", rest) if rest > 0 else ""
        yield speech("{act}: {subjects}", act=words, subjects=speech(", ").join(subjects[:_SHOWN]) + more)
    if step.unexplained:
        yield speech.count(
            "One difference that no act explains. More: manifesto audit",
            "{number} differences that no act explains. More: manifesto audit",
            step.unexplained,
        )
    if not said and not step.unexplained:
        yield speech("nothing in the manifesto or its register")


def _words(event: Event, speech: Speech) -> str:
    if event.kind is ActKind.DECISION and event.outcome in OUTCOMES:
        return speech(OUTCOMES[event.outcome])
    return speech(ACTS[event.kind])


def as_json(steps: Sequence[Happening]) -> str:
    """The same as one JSON object, oldest first, in ASCII."""
    plain = [
        {
            **as_dict(step.mark),
            "events": [{**as_dict(event), "kind": event.kind.value} for event in step.events],
            "unexplained": step.unexplained,
        }
        for step in steps
    ]
    return json.dumps({"version": VERSION, "steps": plain}, indent=2) + "\n"
