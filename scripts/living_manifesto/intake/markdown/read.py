"""One Markdown file to a section: headings become items and parts, what stands below them becomes points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from living_manifesto.core.nodes import Form, Kind, Node, in_order
from living_manifesto.core.values import NOTHING, replace, value
from living_manifesto.intake.markdown import contents, headings, layout
from living_manifesto.intake.markdown.blocks import Chunk, chunks
from living_manifesto.intake.markdown.headings import Heading
from living_manifesto.intake.markdown.layout import NAME, VISION, Layout
from living_manifesto.intake.markdown.restated import restate

VISIONS = frozenset({"ビジョン", "Vision", "vision", "VISION", "Our vision"})
"""Headings whose points are the vision of a section."""


@value
class Read:
    """A file as a section without ids (its title is empty where the file has none), and what else it says.

    ``number``: the number that the section gives itself. ``claims``: the numbers of the titled nodes as written, in
    reading order. ``restated``: how often something is said in another way, by kind. ``layout_of`` needs the ids.
    """

    section: Node
    number: int | None
    claims: tuple[int | None, ...]
    restated: Mapping[str, int]
    _templates: tuple[str, ...]
    _places: Mapping[str, str]
    _above: int
    _contents: tuple[tuple[int, layout.Contents], ...]

    def layout_of(self, section: Node, file: str = "") -> Layout:
        """How this file writes the section, which is ``self.section`` with ids."""
        found = layout.of_templates(section, self._templates)
        names = [node.id for node, _ in layout.titled(section)]
        preface = section.children("preface")
        tables = (replace(held, after=names[place] if place >= 0 else "") for place, held in self._contents)
        return replace(
            found,
            file=file,
            after=preface[self._above - 1].id if 0 < self._above <= len(preface) else "",
            headings={**self._places, **found.headings},
            contents=tuple(tables),
        )


def read(text: str, before: Node | None = None) -> Read:
    """A Markdown file, whatever it holds, as a section.

    ``before`` is an earlier version: where no heading has a number, it tells which are items and which are parts.
    """
    restated = restate(text)
    found = [(chunk, headings.parse(chunk.level, chunk.heading)) for chunk in chunks(restated.text)]
    return _Section(found, before).read(dict(restated.counts))


@dataclass
class _Titled:
    """A titled node in the making."""

    kind: Kind
    level: int
    heading: Heading
    points: tuple[Node, ...]
    parts: list[_Titled] = field(default_factory=list)

    def made(self) -> Node:
        lists = in_order({"points": self.points, "parts": tuple(part.made() for part in self.parts)})
        return Node("", title=self.heading.title, lists=lists)

    def walk(self) -> Iterable[_Titled]:
        yield self
        for part in self.parts:
            yield from part.walk()


class _Section:
    """The chunks of one file, put together."""

    def __init__(self, found: Sequence[tuple[Chunk, Heading]], before: Node | None) -> None:
        self.found = list(found)
        self.preface: list[Node] = []
        self.vision: tuple[Node, ...] = ()
        self.places: dict[str, str] = {}
        self.top: list[_Titled] = []
        self.stack: list[_Titled] = []
        self.count = 0
        self.contents: list[tuple[int, layout.Contents]] = []
        self.has_items = False
        self.had_no_items = before is not None and not before.children("items")
        self.had_no_vision = before is not None and not before.children("vision")
        self.parts_before = {part.title for part in before.children("parts")} if before is not None else set()
        walked = before.walk() if before is not None else ()
        self.spoken_before = {node.title for node in walked if node.title and node.children("points")}
        self.items_level = 0

    def read(self, restated: Mapping[str, int] = NOTHING) -> Read:
        self.take_preface()
        above, name = len(self.preface), self.take_name()
        self.items_level = self.find_items_level()
        for place, (chunk, heading) in enumerate(self.found):
            self.take(place, chunk, heading)
        lists = {
            "preface": tuple(self.preface),
            "vision": self.vision,
            "parts": tuple(each.made() for each in self.top if each.kind is Kind.PART),
            "items": tuple(each.made() for each in self.top if each.kind is Kind.ITEM),
        }
        section = Node("", title=name.title if name else "", lists=in_order(lists))
        walked = [each for titled in self.top for each in titled.walk()]
        claims = tuple(each.heading.number for each in walked)
        templates = tuple(each.heading.template for each in walked)
        number = name.number if name else None
        return Read(section, number, claims, restated, templates, self.places, above, tuple(self.contents))

    def take_preface(self) -> None:
        if self.found and self.found[0][0].level == 0:
            chunk, _ = self.found.pop(0)
            self.preface += self.without_index(chunk.points)

    def take_name(self) -> Heading | None:
        """The heading of the section itself: the first one, if it stands above the rest."""
        spoken = [place for place, each in enumerate(self.found) if not self.is_contents(*each)]
        levels = [self.found[place][0].level for place in spoken]
        if not levels or not (levels[0] == 1 or _is_above(levels[0], levels[1:])):
            self.places[NAME] = ""
            return None
        chunk, heading = self.found.pop(spoken[0])
        if heading.template != layout.usual(NAME):
            self.places[NAME] = heading.template
        self.preface += self.without_index(chunk.points)
        return heading

    def without_index(self, points: tuple[Node, ...]) -> tuple[Node, ...]:
        """The points but for a hand-made index, which is computed instead."""
        for point in points:
            if point.form is Form.RAW and (entries := contents.index_entries(point.text)):
                self.contents.append((self.count - 1, layout.Contents("", "", entries, is_table=True)))
        return tuple(point for point in points if not (point.form is Form.RAW and contents.index_entries(point.text)))

    def find_items_level(self) -> int:
        """The level of numbered headings, 0 where there are none."""
        return min((chunk.level for chunk, heading in self.found if heading.number is not None), default=0)

    def take(self, place: int, chunk: Chunk, heading: Heading) -> None:
        if self.is_contents(chunk, heading):
            written = heading.template.replace(headings.TITLE, heading.title)
            self.contents.append((self.count - 1, layout.Contents("", written, contents.list_entries(chunk))))
            return
        if self.is_vision(place, chunk, heading):
            written = heading.template.replace(headings.TITLE, heading.title)
            self.places |= {VISION: written} if written != layout.usual(VISION) else {}
            self.vision = chunk.points
            return
        titled = self.titled(chunk, heading)
        while self.stack and self.stack[-1].level >= titled.level:
            self.stack.pop()
        (self.stack[-1].parts if self.stack else self.top).append(titled)
        self.stack.append(titled)
        self.has_items |= titled.kind is Kind.ITEM
        self.count += 1
        titled.points = self.without_index(chunk.points)

    def is_contents(self, chunk: Chunk, heading: Heading) -> bool:
        """Whether a table of contents stands there, and no text of ours that happens to be called so."""
        if not contents.is_contents(heading.title) or heading.title in self.spoken_before:
            return False
        return bool(contents.list_entries(chunk))

    def titled(self, chunk: Chunk, heading: Heading) -> _Titled:
        """The node of a heading that goes below the last one in ``stack`` of a lower level.

        Where there are numbers, they make the items, and whatever follows one belongs to it, be its level wrong.
        """
        if self.items_level:
            is_item = heading.number is not None and chunk.level == self.items_level
            return _Titled(Kind.ITEM if is_item else Kind.PART, 0 if is_item else chunk.level, heading, ())
        at_the_top = all(each.level >= chunk.level for each in self.stack)
        is_item = at_the_top and not self.was_part(heading.title)
        return _Titled(Kind.ITEM if is_item else Kind.PART, chunk.level, heading, ())

    def was_part(self, title: str) -> bool:
        """Whether the heading stood before the items; what follows an item cannot."""
        if self.has_items or not self.parts_before:
            return False
        return self.had_no_items or title in self.parts_before

    def is_vision(self, place: int, chunk: Chunk, heading: Heading) -> bool:
        if heading.title not in VISIONS or heading.number is not None or self.top or self.vision or not chunk.points:
            return False
        if self.had_no_vision and heading.title in self.parts_before:
            return False
        deeper = place + 1 < len(self.found) and self.found[place + 1][0].level > chunk.level
        return not deeper


def _is_above(level: int, others: Sequence[int]) -> bool:
    return bool(others) and level < min(others)
