"""Edits on a text: apply those that do not disturb each other, and find the way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from living_manifesto.core.diagnostics import Diagnostic, Edit
from living_manifesto.core.values import value


def fix(text: str, diagnostics: Iterable[Diagnostic]) -> str:
    """The text with the fixes of the diagnostics; of two fixes that overlap the first one counts.

    The edits of one diagnostic are made together or not at all.
    """
    return mend(text, (diagnostic.fixes for diagnostic in diagnostics)).text


@value
class Mended:
    """A mended text that knows where each of its places stood before."""

    text: str
    edits: tuple[Edit, ...] = ()
    _starts: tuple[int, ...] = ()

    def origin(self, index: int) -> int:
        """The index in the text before the edits; inside a replacement it is the start of what was replaced."""
        place = bisect_right(self._starts, index) - 1
        if place < 0:
            return index
        edit = self.edits[place]
        beyond = index - self._starts[place] - len(edit.text)
        return edit.end + beyond if beyond >= 0 else edit.start


def mend(text: str, fixes: Iterable[tuple[Edit, ...]]) -> Mended:
    """The text with every group of edits that does not overlap a group before it."""
    edits = tuple(sorted(_compatible(len(text), fixes), key=lambda edit: (edit.start, edit.end)))
    pieces: list[str] = []
    starts: list[int] = []
    position = length = 0
    for edit in edits:
        length += edit.start - position
        pieces += (text[position : edit.start], edit.text)
        starts.append(length)
        length += len(edit.text)
        position = edit.end
    pieces.append(text[position:])
    return Mended("".join(pieces), edits, tuple(starts))


def _compatible(length: int, fixes: Iterable[tuple[Edit, ...]]) -> list[Edit]:
    taken: list[Edit] = []
    used, inserted = bytearray(length + 1), bytearray(length + 1)
    for group in fixes:
        if not group or any(_disturbs(edit, used, inserted, length) for edit in group):
            continue
        for edit in group:
            if edit.start == edit.end:
                inserted[edit.start] = 1
            used[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
        taken.extend(group)
    return taken


def _disturbs(edit: Edit, used: bytearray, inserted: bytearray, length: int) -> bool:
    if not 0 <= edit.start <= edit.end <= length:
        return True
    if edit.start == edit.end:
        amidst = edit.start > 0 and used[edit.start - 1] and used[edit.start]
        return bool(inserted[edit.start] or amidst)
    return 1 in used[edit.start : edit.end] or 1 in inserted[edit.start + 1 : edit.end]
