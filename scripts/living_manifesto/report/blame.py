"""Where each sentence came from (この文の由来), for a person in a terminal and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.values import as_dict, value
from living_manifesto.history.blame import Cause, Origin, Sentence
from living_manifesto.history.steps import Mark
from living_manifesto.locale import Speech
from living_manifesto.report.display import Style, one_line, styled
from living_manifesto.report.places import heading

VERSION = 1
"""Of the JSON: raised when a field changes its meaning or goes away."""

_SHORT = 12


@value
class Paper:
    """What all parts share; ``stating`` tells for a silent edit (commit) the proposal that states it afterwards."""

    speech: Speech
    outline: Outline
    day: Callable[[Mark], str]
    stating: Mapping[str, str]
    colour: bool = False


def render(found: Mapping[Key, tuple[Sentence, ...]], paper: Paper) -> str:
    """Node by node its place, and each sentence with what brought it below."""
    return "\n".join(line for key, held in found.items() if held for line in _node(key, held, paper)) + "\n"


def _node(key: Key, held: tuple[Sentence, ...], paper: Paper) -> Iterator[str]:
    yield styled(heading(paper.outline, key, paper.speech), Style.BOLD, colour=paper.colour)
    for each in held:
        yield f"  {one_line(each.text)}"
        yield f"    {styled(_origin(each.origin, paper), Style.DIM, colour=paper.colour)}"


def _origin(origin: Origin, paper: Paper) -> str:
    speech = paper.speech
    words = {"day": paper.day(origin.mark), "name": origin.name, "number": origin.mark.commit[:_SHORT]}
    match origin.cause:
        case Cause.FIRST:
            return speech("← the first baseline, {day}", **words)
        case Cause.LATER:
            return speech("← baseline {name}, {day} (change {number})", **words)
        case Cause.ADOPTION:
            return speech("← proposal {name}, adopted {day} (change {number})", **words)
        case Cause.SILENT:
            stated = paper.stating.get(origin.mark.commit)
            if stated:
                return speech(
                    "← changed in silence, {day} (change {number}); stated later by {stated}", stated=stated, **words
                )
            return speech("← changed in silence, {day} (change {number}). More: manifesto audit", **words)


def as_json(found: Mapping[Key, tuple[Sentence, ...]], stating: Mapping[str, str]) -> str:
    """The same as one JSON object, in ASCII."""
    nodes = [
        {
            "node": key,
            "sentences": [
                {
                    "text": each.text,
                    "cause": each.origin.cause.value,
                    "name": each.origin.name,
                    "stated_by": stating.get(each.origin.mark.commit, "") if each.origin.cause is Cause.SILENT else "",
                    "step": as_dict(each.origin.mark),
                }
                for each in held
            ],
        }
        for key, held in found.items()
    ]
    return json.dumps({"version": VERSION, "nodes": nodes}, indent=2) + "\n"
