"""A section with its topics and proposals as the text of a page; numbers, marks and white space in one form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from living_manifesto.core.nodes import Form, Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Topic, Topics
from living_manifesto.intake.page.listing import count, label, listed
from living_manifesto.intake.page.marks import (
    PROPOSALS,
    REASON,
    TOPICS,
    VISION,
    is_label,
    is_proposals,
    is_topics,
    is_vision,
    item_mark,
    marked,
    may_be_label,
    may_be_title,
)

_GLYPHS = "•◦▪"
_STEP = "  "
_OWN_BLANK = "「『【（(〈《"
"""Brackets that open with white space of their own: no blank is put between a number and them."""


def write(section: Node, number: int, topics: Topics, proposals: Sequence[Proposal], *, adopted: bool = False) -> str:
    """The page of a section; ``proposals`` may hold those of other sections too."""
    blocks = [f"{number}.{_gap(section.title)}{section.title}", *_text(section, number)]
    blocks += _topics(topics)
    blocks += _proposals(section.id, topics.source, proposals, adopted=adopted)
    return "\n\n".join(blocks) + "\n"


def _gap(title: str) -> str:
    return "" if title.startswith(tuple(_OWN_BLANK)) else " "


def _text(section: Node, number: int) -> Iterator[str]:
    yield from _points(section.children("preface"))
    if section.children("vision"):
        yield VISION
        yield from _points(section.children("vision"))
    for part in section.children("parts"):
        yield from _part(part, 1, guessable=False)
    for place, item in enumerate(section.children("items"), start=1):
        yield f"{number}-{place}.{_gap(item.title)}{item.title}"
        yield from _points(item.children("points"))
        for part in item.children("parts"):
            yield from _part(part, 1, guessable=True)


def _part(part: Node, depth: int, *, guessable: bool) -> Iterator[str]:
    """A label and what stands under it; one that a reader could not know for a label gets a mark."""
    first = (*part.children("points"), *part.children("parts"))[:1]
    told = guessable and may_be_label(part.title) and bool(first) and not _could_be_label(first[0])
    plain = depth == 1 and marked(part.title) is None and not is_vision(part.title)
    yield part.title if plain and (is_label(part.title) or told) else f"{'■' * depth} {part.title}"
    yield from _points(part.children("points"))
    for inner in part.children("parts"):
        yield from _part(inner, depth + 1, guessable=guessable)


def _could_be_label(node: Node) -> bool:
    return bool(node.title) or (node.form is Form.PARAGRAPH and may_be_label(node.text))


def _points(points: Iterable[Node]) -> Iterator[str]:
    """Blocks of lines: bullets that follow each other are one, every paragraph is its own."""
    held: list[str] = []
    number = 0
    for point in points:
        number = number + 1 if point.form is Form.NUMBERED else 0
        if point.form in (Form.BULLET, Form.NUMBERED):
            held += _bullet(point, 1, number)
            continue
        if held:
            yield "\n".join(held)
            held = []
        yield _paragraph(point)
    if held:
        yield "\n".join(held)


def _bullet(point: Node, depth: int, number: int) -> Iterator[str]:
    glyph = f"{number}." if number else _GLYPHS[min(depth, len(_GLYPHS)) - 1]
    first, *rest = point.text.split("\n")
    yield f"{_STEP * depth}{glyph} {first}".rstrip()
    yield from (f"{_STEP * (depth + 1)}{line}".rstrip() for line in rest)
    yield from _inner(point, depth + 1)


def _inner(point: Node, depth: int) -> Iterator[str]:
    number = 0
    for inner in point.children("points"):
        number = number + 1 if inner.form is Form.NUMBERED else 0
        if inner.form in (Form.BULLET, Form.NUMBERED):
            yield from _bullet(inner, depth, number)
        else:
            yield from (f"{_STEP * depth}{line}" for line in inner.text.split("\n"))


def _paragraph(point: Node) -> str:
    """A paragraph at the margin; moved in where a reader would take it for a heading, or where it holds points."""
    lines = point.text.split("\n")
    inner = list(_inner(point, 2))
    margin = _STEP if point.form is Form.PARAGRAPH and (inner or any(map(_like_a_heading, lines))) else ""
    return "\n".join([*(f"{margin}{line}".rstrip() for line in lines), *inner])


def _like_a_heading(line: str) -> bool:
    if not line:
        return False
    known = (item_mark, is_vision, is_topics, is_proposals, is_label, marked, may_be_label)
    return any(asks(line) for asks in known)


def _topics(topics: Topics) -> Iterator[str]:
    note = topics.source.get("topics_note")
    if not topics.topics and not note:
        return
    yield TOPICS
    if note:
        yield _summary(str(note))
    for topic in topics.topics:
        yield from _topic(topic)


def _topic(topic: Topic) -> Iterator[str]:
    known = may_be_title(topic.title) and marked(topic.title) is None
    yield topic.title if known else f"■ {topic.title}"
    if topic.summary:
        yield _summary(topic.summary)


def _summary(text: str) -> str:
    lines = text.split("\n")
    margin = _STEP if any(line and (may_be_title(line) or marked(line)) for line in lines) else ""
    return "\n".join(f"{margin}{line}" if line else "" for line in lines)


def _proposals(
    section: str, claims: Mapping[str, object], proposals: Sequence[Proposal], *, adopted: bool
) -> Iterator[str]:
    shown = listed(proposals, section, claims, adopted=adopted)
    note = claims.get("note")
    if not shown and not note and "announced" not in claims:
        return
    yield f"{PROPOSALS}({count(proposals, shown, section, claims)}件)"
    if note:
        yield str(note)
    for proposal in shown:
        yield f"{label(proposal)}{_day(proposal.submitted_on)}"
        if isinstance(proposal.body, str) and proposal.body:
            yield proposal.body
        if isinstance(proposal.reason, str) and proposal.reason:
            yield f"{REASON}: {proposal.reason}"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"
