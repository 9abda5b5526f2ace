"""A page as text to its values. Whatever the text says, it is data; and no line of it is dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from living_manifesto.core.values import value
from living_manifesto.intake.page.discussion import Told, told_proposals, told_topics
from living_manifesto.intake.page.lines import Line, lines_of
from living_manifesto.intake.page.marks import (
    MARGIN,
    is_proposals,
    is_topics,
    is_vision,
    item_mark,
    loose_section_mark,
    section_mark,
)
from living_manifesto.intake.page.page import Page, Remark, What
from living_manifesto.intake.page.text import text_of


def read(text: str, section: str) -> Page | None:
    """The page of the section of that id; None where nothing in the text could be its heading."""
    lines, smoothed = lines_of(text)
    cut = _cut(lines)
    heading = _heading(cut.text)
    if heading is None:
        return None
    ahead = [line for line in cut.text[: heading.at] if line.text]
    node, remarks = text_of(section, heading.title, heading.number, ahead, cut.text[heading.at + 1 :])
    remarks = [*(Remark(What.BEFORE_HEADING, line.number, line.text) for line in ahead), *remarks]
    told = Told(section)
    told_topics(cut.topics, told)
    told_proposals(cut.proposals, told)
    remarks = sorted([*remarks, *told.remarks], key=lambda remark: remark.line)
    return Page(node, tuple(told.topics), tuple(told.proposals), told.claims, tuple(remarks), smoothed)


@value
class _Cut:
    """The three regions of a page; topics and proposals with the line of their heading first, or empty."""

    text: Sequence[Line]
    topics: Sequence[Line]
    proposals: Sequence[Line]


def _cut(lines: Sequence[Line]) -> _Cut:
    last = _first(lines, is_proposals)
    middle = _first(lines[:last], is_topics)
    return _Cut(lines[:middle], lines[middle:last], lines[last:])


def _first(lines: Sequence[Line], asks: Callable[[str], bool]) -> int:
    """The place of the first line at the margin that is such a heading; the end where none is."""
    found = (at for at, line in enumerate(lines) if line.text and line.indent < MARGIN and asks(line.text))
    return next(found, len(lines))


@value
class _Heading:
    """Which line is the heading of the page, and what it says."""

    at: int
    number: int | None
    title: str


def _heading(lines: Sequence[Line]) -> _Heading | None:
    """The heading: the numbered line that fits the items below it, or that stands over the vision, else the first."""
    filled = [at for at, line in enumerate(lines) if line.text]
    if not filled:
        return None
    first, ends = filled[0], _end_of_the_head(lines)
    if first >= ends:
        return None
    items = (item_mark(line.text) for line in lines[ends:] if line.indent < MARGIN)
    numbers = {item.section for item in items if item is not None}
    for at in (each for each in filled if each < ends):
        mark = section_mark(lines[at].text)
        if mark is not None and (mark[0] in numbers or at == first or _stands_over_vision(lines, at)):
            return _Heading(at, *mark)
    mark = loose_section_mark(lines[first].text)
    if mark is not None and (not numbers or mark[0] in numbers):
        return _Heading(first, *mark)
    return _Heading(first, None, lines[first].text)


def _end_of_the_head(lines: Sequence[Line]) -> int:
    return _first(lines, lambda text: is_vision(text) or item_mark(text) is not None)


def _stands_over_vision(lines: Sequence[Line], at: int) -> bool:
    return next((is_vision(line.text) for line in lines[at + 1 :] if line.text), False)
