"""Text that is no YAML: the parser's error as a fault at the place that a person would look at."""

from __future__ import annotations

import re

import yaml

from living_manifesto.core.values import replace
from living_manifesto.documents.places import Found
from living_manifesto.documents.vocabulary import CITIZENS_KEYS

_LONGEST_DETAIL = 60
_TOKEN = re.compile(r"[^\s,\[\]{}]+")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_TEXT = re.compile(r"\s*(?:- +)*([a-z_]+): +(?![|>])(?=\S)")


def broken(error: yaml.MarkedYAMLError, text: str) -> Found:
    """The fault that an error of the parser stands for."""
    context, problem = error.context or "", error.problem or ""
    place = error.problem_mark.index if error.problem_mark is not None else 0
    origin = error.context_mark.index if error.context_mark is not None else place
    if (conflict := _CONFLICT.search(text)) is not None:
        return Found("LM101", *conflict.span(), {"detail": conflict[0][:_LONGEST_DETAIL]}, "conflict")
    if "alias" in context or "anchor" in context or "alias" in problem or "anchor" in problem:
        start = origin if context else place
        return _named("LM103", "mark", text, start)
    if "tag" in context or "directive" in context:
        return _named("LM104", "tag", text, origin)
    if "<document start>" in problem:
        found = _line(text, place)
        return Found.of("LM106", found.start, found.end)
    if "quoted scalar" in context and "end of stream" in problem:
        return _line(text, origin, "quote")
    if "flow" in context:
        return _line(text, origin, "bracket")
    if "simple key" in context:
        return _line(text, origin)
    return _line(text, place)


def _named(code: str, word: str, text: str, start: int) -> Found:
    match = _TOKEN.match(text, start)
    token = match.group() if match is not None else text[start : start + 1]
    return Found.of(code, start, start + len(token), **{word: token[:_LONGEST_DETAIL]})


def _line(text: str, index: int, variant: str = "") -> Found:
    """LM101 from the place to the end of its line; from the line's start when no sign is to blame.

    At the end of the text the last line that says something is meant.
    """
    place = min(index, len(text))
    if not text[place:].strip():
        place = len(text.rstrip())
    first = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    line = text[first : len(text) if end < 0 else end]
    start = place if variant else first + len(line) - len(line.lstrip())
    opened = _TEXT.match(line) if not variant else None
    if opened is not None and opened[1] in CITIZENS_KEYS:
        start, variant = first + opened.end(), "text"
    stop = max(first + len(line.rstrip()), start + 1)
    found = Found.of("LM101", start, stop, detail=line.strip()[:_LONGEST_DETAIL])
    return replace(found, variant=variant)
