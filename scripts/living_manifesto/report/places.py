"""Places of the manifesto in words: 「4-3 の2つ目」, "4-3, point 2"."""

from __future__ import annotations

from living_manifesto.core.nodes import Form, Kind
from living_manifesto.core.numbering import lineage, ordinal, section_numbers
from living_manifesto.core.outline import Key, Outline, section_of
from living_manifesto.locale import Speech, mark
from living_manifesto.report.display import one_line

FORMS = {
    Form.BULLET: mark("a bullet"),
    Form.NUMBERED: mark("a numbered line"),
    Form.PARAGRAPH: mark("a paragraph"),
    Form.RAW: mark("a Markdown block"),
}
"""The forms of a point in words."""


def place(outline: Outline, key: Key, speech: Speech, *, home: str = "") -> str:
    """Where the node of an address stands, as people cite it.

    The section is named where it is needed: for a vision or preface, and, when ``home`` is given,
    for everything outside that section. An address that is nowhere is said as it is written.
    """
    if key not in outline.places:
        return speech("“{address}” (not in today's text)", address=one_line(key))
    held = outline.places[key]
    if section_of(key):
        return _inner(outline, key, speech, home)
    title = one_line(held.node.title) or held.node.id
    match held.kind:
        case Kind.SECTION:
            return speech("“{number}. {title}”", number=section_numbers(outline.root)[held.node.id], title=title)
        case Kind.AREA:
            return speech("the area “{title}”", title=title)
        case _:
            return speech("the manifesto")


def list_place(outline: Outline, parent: Key, name: str, speech: Speech, *, home: str = "") -> str:
    """A list of a node, as people cite it: 「ビジョン」, 「4-3」."""
    if name not in {"vision", "preface"}:
        return place(outline, parent, speech, home=home)
    called = speech("the vision") if name == "vision" else speech("the preface")
    if parent == home:
        return called
    return speech("{list} of {place}", list=called, place=place(outline, parent, speech))


def heading(outline: Outline, key: Key, speech: Speech) -> str:
    """The way to a node with numbers and titles: 「4. 外交・防衛 › 4-3 防衛力は… › 2つ目」."""
    steps = [step for step in lineage(outline, key) if step == key or outline.places[step].kind is not Kind.AREA]
    return " › ".join(_step(outline, step, speech) for step in steps) or speech("the manifesto")


def item_number(outline: Outline, key: Key) -> str:
    """The number of the item that a node is or stands in; empty outside items."""
    items = [step for step in lineage(outline, key) if outline.places[step].kind is Kind.ITEM]
    return _item_number(outline, items[0]) if items else ""


def beside(text: str, speech: Speech) -> str:
    """The text as it stands inside a Japanese sentence: a space between its Latin ends and their neighbours."""
    if speech.language != "ja" or not text:
        return text
    return " " * _latin(text[0]) + text + " " * _latin(text[-1])


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _inner(outline: Outline, key: Key, speech: Speech, home: str) -> str:
    held = outline.places[key]
    section = section_of(key)
    if held.kind is Kind.ITEM:
        number = _item_number(outline, key)
        if not home or section == home:
            return number
        return speech("{number} of “{title}”", number=number, title=one_line(outline.places[section].node.title))
    base = list_place(outline, held.parent, held.list, speech, home=home)
    if held.kind is Kind.PART:
        title = one_line(held.node.title)
        if held.parent == home:
            return speech("“{title}”", title=title)
        return speech("“{title}” of {place}", title=title, place=beside(base, speech).lstrip())
    count, where = ordinal(outline, key), beside(base, speech).lstrip()
    return speech.count("point {number} of {place}", "point {number} of {place}", count, place=where)


def _item_number(outline: Outline, key: Key) -> str:
    return f"{section_numbers(outline.root)[section_of(key)]}-{ordinal(outline, key)}"


def _step(outline: Outline, key: Key, speech: Speech) -> str:
    held = outline.places[key]
    title = one_line(held.node.title)
    match held.kind:
        case Kind.SECTION:
            return f"{section_numbers(outline.root)[held.node.id]}. {title}"
        case Kind.ITEM:
            return f"{_item_number(outline, key)} {title}"
        case Kind.POINT:
            number = ordinal(outline, key)
            if held.list == "vision":
                return speech.count("vision, point {number}", "vision, point {number}", number)
            if held.list == "preface":
                return speech.count("preface, point {number}", "preface, point {number}", number)
            return speech.count("point {number}", "point {number}", number)
        case _:
            return title or held.node.id
