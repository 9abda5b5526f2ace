"""What a page says, as values; and what is to be told about the reading of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from living_manifesto.core.nodes import Node, digest
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Topic
from living_manifesto.core.values import NOTHING, replace, value


class What(StrEnum):
    """Why a line is named in the report of a reading; every line stands in the values all the same."""

    BEFORE_HEADING = "before_heading"
    """Above the heading of the page: a paragraph of the preface."""
    STRAY_HEADING = "stray_heading"
    """It reads like a heading of the page, but not at that place: part of the text around it."""
    GUESSED_PART = "guessed_part"
    """A short line over other lines: taken for the label of a part."""
    RENUMBERED = "renumbered"
    """The page counts otherwise than the items stand: the number is computed anew."""
    UNKNOWN_KIND = "unknown_kind"
    """The page names a kind that is none of the seven: ``other``, and its name is the title."""
    NO_DATE = "no_date"
    """A proposal without a day that the calendar knows: the day of the import."""
    NOTHING_SAID = "nothing_said"
    """The heading of a proposal with nothing under it: a proposal that has a title and no more."""
    NOTE_OF_TOPICS = "note_of_topics"
    """Words above the first topic: kept with what the page said of itself."""


UNPLACED = frozenset({What.BEFORE_HEADING, What.STRAY_HEADING})
"""The remarks about lines that have no place of their own on a page."""


@value
class Remark:
    """One line of the page that a person should look at."""

    what: What
    line: int
    text: str


class Odd(StrEnum):
    """What was smoothed away, since it is none of the words."""

    BYTE_ORDER_MARK = "byte_order_mark"
    LINE_ENDS = "line_ends"
    TAB = "tab"
    WIDE_SPACE = "wide_space"
    NO_BREAK_SPACE = "no_break_space"
    INVISIBLE = "invisible"


@value
class Smoothed:
    """One sort of signs that was made plain: in how many lines, and which is the first."""

    what: Odd
    lines: int
    first: int


@value
class Page:
    """A section (no node in it has an id), its number, topics (without ids), proposals (without ids) and claims.

    A proposal without a day has an empty ``submitted_on``. ``claims`` is what the page says of itself, by the keys
    of ``source`` in a topics file. ``remarks`` go from top to bottom.
    """

    section: Node
    topics: tuple[Topic, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    claims: Mapping[str, object] = NOTHING
    remarks: tuple[Remark, ...] = ()
    smoothed: tuple[Smoothed, ...] = ()

    @property
    def number(self) -> int | None:
        """The number that the page gives itself."""
        return self.section.number


def nameless(node: Node) -> Node:
    """The node and all below it without ids: what two texts have in common, whoever named their nodes."""
    lists = tuple((name, tuple(map(nameless, children))) for name, children in node.lists)
    return replace(node, id="", lists=lists)


def text_digest(section: Node) -> str:
    """A digest of the words, order and number of a section, whatever its ids are."""
    return digest(nameless(section))
