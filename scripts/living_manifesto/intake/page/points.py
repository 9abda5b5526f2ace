"""Points out of the lines of one place: bullets with what is nested in them, counted ones, paragraphs, blocks."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.nodes import Form, Node, in_order
from living_manifesto.intake.page.lines import Line
from living_manifesto.intake.page.marks import MARGIN, Bullet, bullet, is_raw


class _Point:
    """A point in the making; what follows on lines of its own belongs to it as long as it stands farther right."""

    def __init__(self, form: Form, indent: int, text: str, mark: Bullet | None = None) -> None:
        self.form = form
        self.indent = indent
        self.glyph = mark.glyph if mark is not None else ""
        self.number = mark.number if mark is not None else 0
        self.texts = [text]
        self.inner: list[_Point] = []

    def node(self) -> Node | None:
        text = "\n".join(self.texts).strip("\n")
        inner = nodes(self.inner)
        if not text and not inner:
            text = self.glyph
        if not text:
            return None
        return Node("", text=text, form=self.form, lists=in_order({"points": inner}))


def points(lines: Sequence[Line]) -> tuple[Node, ...]:
    """The points that the lines are, from top to bottom; every word of the lines stands in one of them."""
    gathered = _Gathering()
    for line in lines:
        gathered.take(line)
    return nodes(gathered.top)


def nodes(made: Sequence[_Point]) -> tuple[Node, ...]:
    """The points as nodes."""
    return tuple(node for point in made if (node := point.node()) is not None)


class _Gathering:
    def __init__(self) -> None:
        self.top: list[_Point] = []
        self.open: list[_Point] = []
        self.after_blank = False

    def take(self, line: Line) -> None:
        if not line.text:
            self.after_blank = True
            return
        mark = None if is_raw(line.text) else bullet(line.text)
        if mark is not None and self._counts(line, mark):
            self._begin(line, mark)
        elif not self._goes_on(line):
            self._paragraph(line)
        self.after_blank = False

    def _counts(self, line: Line, mark: Bullet) -> bool:
        """Whether a line with a number is the next of a list; else the number is one of its words."""
        if not mark.number:
            return True
        siblings = self._siblings(line.indent, mark)
        before = siblings[-1] if siblings else None
        return mark.number == (before.number + 1 if before is not None and before.number else 1)

    def _siblings(self, indent: int, mark: Bullet) -> list[_Point]:
        above = self._above(indent, mark)
        return self.open[above - 1].inner if above else self.top

    def _above(self, indent: int, mark: Bullet) -> int:
        """How many of the open points hold one that begins here: those farther left, or of a larger glyph."""
        for count, point in enumerate(self.open):
            if point.indent > indent:
                return count
            if point.indent == indent and not _holds(point.glyph, mark.glyph):
                return count
        return len(self.open)

    def _begin(self, line: Line, mark: Bullet) -> None:
        above = self._above(line.indent, mark)
        form = Form.NUMBERED if mark.number else Form.BULLET
        self._add(above, _Point(form, line.indent, mark.text, mark))

    def _add(self, above: int, point: _Point) -> None:
        (self.open[above - 1].inner if above else self.top).append(point)
        self.open[above:] = [point]

    def _goes_on(self, line: Line) -> bool:
        """Whether a line without a mark goes on with the last point that begins farther left."""
        owner = next((point for point in reversed(self.open) if point.glyph and point.indent < line.indent), None)
        if owner is not None:
            self._add_to(owner, line)
            return True
        last = self.top[-1] if self.top else None
        if self.after_blank or last is None or last.glyph or not self._same_block(last, line):
            return False
        last.texts.append(line.text)
        return True

    def _add_to(self, owner: _Point, line: Line) -> None:
        """More text of a point; below what is nested in it, a paragraph of its own."""
        if owner.inner and (self.after_blank or owner.inner[-1].glyph):
            owner.inner.append(_Point(Form.PARAGRAPH, line.indent, line.text))
            return
        target = owner.inner[-1] if owner.inner else owner
        target.texts += ["", line.text] if self.after_blank and target.texts != [""] else [line.text]

    def _same_block(self, last: _Point, line: Line) -> bool:
        return (last.form is Form.RAW) == is_raw(line.text) and not last.inner

    def _paragraph(self, line: Line) -> None:
        point = _Point(Form.RAW if is_raw(line.text) else Form.PARAGRAPH, line.indent, line.text)
        self.top.append(point)
        self.open = [point] if line.indent >= MARGIN and point.form is Form.PARAGRAPH else []


_LARGER = ("•●・･*+-–—", "◦○⁃‣∙", "▪")


def _holds(outer: str, inner: str) -> bool:
    """Whether a glyph is nested in another at the same column, as browsers draw lists."""
    ranks = [
        next((rank for rank, glyphs in enumerate(_LARGER) if glyph and glyph in glyphs), -1) for glyph in (outer, inner)
    ]
    return 0 <= ranks[0] < ranks[1]
