"""Where two versions of a sentence differ, span by span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from living_manifesto.core.values import value

_MOST = 4000
"""Signs that are compared one by one; of a longer middle it is only said that it differs."""


@value
class Span:
    """One difference: where it stands in the text before and in the text after (ends excluded)."""

    start: int
    end: int
    later_start: int
    later_end: int

    @property
    def size(self) -> int:
        """How many signs it takes away or puts in, whichever is more."""
        return max(self.end - self.start, self.later_end - self.later_start)


def spans(before: str, after: str) -> list[Span]:
    """The differences in reading order; what both begin and end with is not looked at twice."""
    ahead = _common(before, after)
    rest = min(len(before), len(after)) - ahead
    behind = min(_common(before[::-1], after[::-1]), rest)
    one, other = before[ahead : len(before) - behind], after[ahead : len(after) - behind]
    return [
        Span(ahead + span.start, ahead + span.end, ahead + span.later_start, ahead + span.later_end)
        for span in _inner(one, other)
    ]


def joined(held: Sequence[Span], gap: int) -> list[Span]:
    """The differences, those with no more than ``gap`` signs between them taken as one."""
    found: list[Span] = []
    for span in held:
        if found and span.start - found[-1].end <= gap:
            last = found.pop()
            found.append(Span(last.start, span.end, last.later_start, span.later_end))
        else:
            found.append(span)
    return found


def with_back(after: str, before: str, back: list[Span]) -> str:
    """The later text with the words of the earlier one put back at some of the differences."""
    pieces, last = [], 0
    for span in back:
        pieces += [after[last : span.later_start], before[span.start : span.end]]
        last = span.later_end
    return "".join((*pieces, after[last:]))


def _inner(before: str, after: str) -> Iterator[Span]:
    if not before or not after or len(before) + len(after) > _MOST:
        if before or after:
            yield Span(0, len(before), 0, len(after))
        return
    for tag, start, end, later_start, later_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Span(start, end, later_start, later_end)


def _common(one: str, other: str) -> int:
    for place, (first, second) in enumerate(zip(one, other, strict=False)):
        if first != second:
            return place
    return min(len(one), len(other))
