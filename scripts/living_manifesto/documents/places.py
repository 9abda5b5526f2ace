"""Places in a text: indexes to lines and columns, and faults that still stand on indexes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from living_manifesto.core.diagnostics import Argument, Diagnostic, Edit, Span
from living_manifesto.core.values import NOTHING, replace, value


@value
class Found:
    """A fault at ``text[start:end]``, before it is given its file and its span."""

    code: str
    start: int
    end: int
    args: Mapping[str, Argument] = NOTHING
    variant: str = ""
    fixes: tuple[Edit, ...] = ()

    @staticmethod
    def of(code: str, start: int, end: int, /, **args: Argument) -> Found:
        """The fault with the words of its message."""
        return Found(code, start, end, args)

    def mended_by(self, *fixes: Edit) -> Found:
        """The same fault with the edits that mend it."""
        return replace(self, fixes=fixes)


class Places:
    """Lines and columns of a text; a line ends at ``\\n`` only."""

    __slots__ = ("_length", "_starts")

    def __init__(self, text: str) -> None:
        self._length = len(text)
        # Editors do not count a byte order mark as a column.
        self._starts = [1 if text.startswith("\ufeff") else 0]
        position = text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)

    def line(self, index: int) -> int:
        """The line (from 1) that holds an index."""
        return max(bisect_right(self._starts, index), 1)

    def span(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``, cut to the text."""
        first = min(max(start, 0), self._length)
        last = min(max(end, first), self._length)
        line, end_line = self.line(first), self.line(last)
        column, end_column = (max(at - self._starts[on - 1], 0) + 1 for at, on in ((first, line), (last, end_line)))
        return Span(line, column, end_line, end_column)

    def diagnostic(self, found: Found, file: str) -> Diagnostic:
        """The fault as a diagnostic of a file."""
        made = Diagnostic.of(found.code, file, self.span(found.start, found.end), **found.args)
        return made.but(variant=found.variant, fixes=found.fixes) if found.variant or found.fixes else made


def in_order(faults: Iterable[Found]) -> list[Found]:
    """The faults by place, then by code."""
    return sorted(faults, key=lambda fault: (fault.start, fault.end, fault.code))
