"""A look at the events of a YAML text, before anything is built: what must never be composed."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml._yaml import CParser

from living_manifesto.core.values import replace
from living_manifesto.documents.places import Found

DEEPEST = 40
MOST_ENTRIES = 20_000
_MOST_NAMED = 20
# Well below the depth at which the C composer, which recurses, was seen to run out of stack (over 10,000).
_SAFE_BRACKETS = 300
_SAFE_MARKS = 100

_PROPERTY_SIGNS = re.compile(r"(?:^|[\s,\[{:?-])(?:[&*][0-9A-Za-z_-]|!)", re.MULTILINE)
_LONG_PREFIX = re.compile(f"^[ \t?:-]{{{_SAFE_MARKS}}}", re.MULTILINE)
_SMALL = 2 * MOST_ENTRIES
_PROPERTY = re.compile(r"[ \t\n]*([&!](?:<[^>\n]*>)?[^\s,\[\]{}]*)")
_ALIAS = re.compile(r"\*[^\s,\[\]{}]*")
_DIRECTIVE = re.compile(r"^%[^\n]*", re.MULTILINE)


def needs_survey(text: str) -> bool:
    """Whether the text may hold what must not be composed; cheap, and rather too careful."""
    if ("&" in text or "*" in text or "!" in text) and _PROPERTY_SIGNS.search(text) is not None:
        return True
    if text.startswith("%") or "\n%" in text or _LONG_PREFIX.search(text) is not None:
        return True
    if text.count("[") + text.count("{") > _SAFE_BRACKETS:
        return True
    return len(text) > _SMALL and sum(map(text.count, ":-,[{?")) > MOST_ENTRIES


class Survey:
    """What the events showed: the text to compose (None: it must not be), and the faults."""

    __slots__ = ("error", "faults", "text")

    def __init__(self, text: str | None) -> None:
        self.text = text
        self.faults: list[Found] = []
        self.error: yaml.MarkedYAMLError | None = None


def survey(text: str) -> Survey:
    """Walk the events of the text without building anything, up to the limits."""
    seen = Survey(text)
    directive = _DIRECTIVE.match(text)
    if directive is not None:
        seen.faults.append(Found.of("LM104", directive.start(), directive.end(), tag=directive.group()[:40]))
    parser = CParser(text)
    aliases: list[tuple[int, int]] = []
    try:
        _walk(parser, text, seen, aliases)
    except yaml.MarkedYAMLError as error:
        seen.error = error
    if seen.text is not None and aliases:
        seen.text = _without(seen.text, aliases)
    return seen


def _walk(parser: CParser, text: str, seen: Survey, aliases: list[tuple[int, int]]) -> None:
    depth = entries = documents = 0
    while not isinstance(event := parser.get_event(), yaml.StreamEndEvent):
        start = _start(event)
        match event:
            case yaml.DocumentStartEvent():
                documents += 1
                if documents > 1:
                    seen.faults.append(_second_document(text, start))
                    seen.text = text[:start]
                    return
            case yaml.AliasEvent():
                mark = _token(_ALIAS.match(text, start), "*")
                aliases.append((start, start + len(mark)))
                _name(seen, Found.of("LM103", start, start + len(mark), mark=mark[:40]))
            case yaml.NodeEvent():
                _properties(event, text, seen)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        entries += isinstance(event, yaml.NodeEvent)
        if depth > DEEPEST or entries > MOST_ENTRIES:
            deep = Found.of("LM111", start, start + 1, limit=DEEPEST)
            many = replace(Found.of("LM006", start, start + 1, bytes=entries, limit=MOST_ENTRIES), variant="entries")
            seen.faults.append(deep if depth > DEEPEST else many)
            seen.text = None
            return


def _start(event: Any) -> int:
    index: int = event.start_mark.index
    return index


def _properties(event: Any, text: str, seen: Survey) -> None:
    """Name the anchor and the tag of a node; they may stand in either order."""
    index = event.start_mark.index
    tag = event.tag
    for _ in range((event.anchor is not None) + (tag is not None)):
        match = _PROPERTY.match(text, index)
        if match is None:
            return
        start, index = match.span(1)
        if text[start] == "&":
            _name(seen, Found.of("LM103", start, index, mark=match[1][:40]))
        else:
            _name(seen, Found.of("LM104", start, index, tag=match[1][:40]))


def _name(seen: Survey, found: Found) -> None:
    if len(seen.faults) < _MOST_NAMED:
        seen.faults.append(found)


def _token(match: re.Match[str] | None, fallback: str) -> str:
    return match.group() if match is not None else fallback


def _second_document(text: str, index: int) -> Found:
    end = text.find("\n", index)
    return Found.of("LM106", index, len(text) if end < 0 else end)


def _without(text: str, aliases: list[tuple[int, int]]) -> str:
    """The text with empty strings for aliases, so that nothing is expanded and every place stays."""
    pieces: list[str] = []
    position = 0
    for start, end in aliases:
        pieces += (text[position:start], '""'.ljust(end - start))
        position = end
    return "".join([*pieces, text[position:]])
