"""The text of a page: preface, vision, items with their numbers, and labelled parts."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.nodes import Node, in_order
from living_manifesto.core.values import replace
from living_manifesto.intake.page.lines import Line
from living_manifesto.intake.page.marks import (
    MARGIN,
    bullet,
    is_label,
    is_raw,
    is_vision,
    item_mark,
    marked,
    may_be_label,
)
from living_manifesto.intake.page.page import Remark, What
from living_manifesto.intake.page.points import points


class _Place:
    """What stands under one heading, in the making."""

    def __init__(self, title: str = "", depth: int = 0) -> None:
        self.title = title
        self.depth = depth
        self.lines: list[Line] = []
        self.parts: list[_Place] = []

    def node(self) -> Node:
        lists = {"points": points(self.lines), "parts": tuple(part.node() for part in self.parts)}
        return Node("", title=self.title, lists=in_order(lists))


def text_of(
    section: str, title: str, number: int | None, ahead: Sequence[Line], lines: Sequence[Line]
) -> tuple[Node, list[Remark]]:
    """The section that the lines below its heading make, with the lines ``ahead`` of it as the first of its preface."""
    walk = _Walk(number)
    for at, line in enumerate(lines):
        walk.take(line, lines, at)
    walk.close()
    lists = {
        "preface": (*_alone(ahead), *points(walk.preface.lines)),
        "vision": points(walk.vision.lines),
        "parts": tuple(part.node() for part in walk.whole.parts),
        "items": tuple(item.node() for item in walk.items),
    }
    return Node(section, title=title, number=number, lists=in_order(lists)), walk.remarks


def _alone(lines: Sequence[Line]) -> tuple[Node, ...]:
    """Each line as points of its own, since nobody knows what they have to do with each other."""
    return tuple(node for line in lines for node in points([replace(line, indent=0)]))


class _Walk:
    """Goes down the lines and puts each where it belongs."""

    def __init__(self, number: int | None) -> None:
        self.number = number
        self.preface, self.vision, self.whole = _Place(), _Place(), _Place()
        self.items: list[_Place] = []
        self.open: list[_Place] = []
        self.here = self.preface
        self.remarks: list[Remark] = []
        self.untitled: Line | None = None

    def take(self, line: Line, lines: Sequence[Line], at: int) -> None:
        if not line.text or not self._is_heading(line, lines, at):
            self.here.lines.append(line)

    def close(self) -> None:
        """Keep the number of an item that never got a title, as a sentence of what stood before it."""
        if self.untitled is not None:
            self.remark(What.STRAY_HEADING, self.untitled)
            self.here.lines.append(self.untitled)
            self.untitled = None

    def remark(self, what: What, line: Line) -> None:
        self.remarks.append(Remark(what, line.number, line.text))

    def _is_heading(self, line: Line, lines: Sequence[Line], at: int) -> bool:
        """Whether a line is a heading, and if so, the place for what follows."""
        if line.indent >= MARGIN:
            if item_mark(line.text) or is_vision(line.text):
                self.remark(What.STRAY_HEADING, line)
            self.close()
            return False
        if mark := item_mark(line.text):
            self.close()
            self._item(line, mark.section, mark.item, mark.title)
            return True
        if self.untitled is not None:
            return self._late_title(line)
        return self._vision(line) or self._part(line, lines, at)

    def _item(self, line: Line, section: int, item: int, title: str) -> None:
        if not title:
            self.untitled = line
            return
        self._begin(title)
        if (section, item) != (self.number if self.number is not None else section, len(self.items)):
            self.remark(What.RENUMBERED, line)

    def _late_title(self, line: Line) -> bool:
        """A number on a line of its own has its title on the next."""
        above, self.untitled = self.untitled, None
        if above is None or bullet(line.text) is not None or is_raw(line.text):
            self.untitled = above
            self.close()
            return False
        mark = item_mark(above.text)
        if mark is not None:
            self._item(above, mark.section, mark.item, line.text)
        return True

    def _begin(self, title: str) -> None:
        self.here = _Place(title)
        self.items.append(self.here)
        self.open = [self.here]

    def _vision(self, line: Line) -> bool:
        if not is_vision(line.text):
            return False
        if self.items or self.here is not self.preface:
            self.remark(What.STRAY_HEADING, line)
            return False
        self.here = self.vision
        return True

    def _part(self, line: Line, lines: Sequence[Line], at: int) -> bool:
        if mark := marked(line.text):
            self._label(mark[1], mark[0])
        elif is_label(line.text):
            self._label(line.text, 1)
        elif self.items and _stands_over_others(lines, at) and may_be_label(line.text):
            self.remark(What.GUESSED_PART, line)
            self._label(line.text, 1)
        else:
            return False
        return True

    def _label(self, title: str, depth: int) -> None:
        if not self.open:
            self.open = [self.whole]
        while len(self.open) > 1 and self.open[-1].depth >= depth:
            self.open.pop()
        self.here = _Place(title, depth)
        self.open[-1].parts.append(self.here)
        self.open.append(self.here)


def _stands_over_others(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is alone, and the next thing below it is a point or a paragraph and no heading."""
    line = lines[at]
    if bullet(line.text) is not None or is_raw(line.text):
        return False
    if at and lines[at - 1].text and lines[at - 1].indent < MARGIN and bullet(lines[at - 1].text) is None:
        above = lines[at - 1].text
        if item_mark(above) is None and not is_label(above):
            return False
    below = next((each for each in lines[at + 1 :] if each.text), None)
    if below is None or (
        below.indent < MARGIN and (item_mark(below.text) or is_label(below.text) or marked(below.text))
    ):
        return False
    if below is lines[at + 1]:
        return bullet(below.text) is not None
    return bullet(below.text) is not None or below.indent >= MARGIN or not may_be_label(below.text)
