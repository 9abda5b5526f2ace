"""The sentences of a text that may be instructions: courtesies, headlines and stated reasons ask for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from living_manifesto.core.values import value
from living_manifesto.intake.instructions.courtesies import COURTESIES, HEADLINES, REASONS, compared
from living_manifesto.intake.instructions.letters import Pairs
from living_manifesto.intake.instructions.verbs import stems

Span = tuple[int, int]

_ENDS = frozenset("。！!？?\n")
_LONGEST_LABEL = 24


@value
class _Piece:
    """A sentence or part of a line: where it lies, and whether it begins its line."""

    start: int
    end: int
    begins: bool

    def of(self, text: str) -> str:
        """Its words."""
        return text[self.start : self.end]


def instructions_of(text: str, pairs: Pairs) -> list[Span]:
    """The parts of the text that are neither courtesy nor headline nor reason, in order."""
    pieces = list(_pieces(text, pairs))
    spans: list[Span] = []
    at = 0
    while at < len(pieces):
        label, after = _label(text, pieces[at])
        if label in REASONS:
            end = _behind_reason(text, pieces, at, after)
            if not end:  # it asks for a change: none of what follows can be left out
                return [*spans, (pieces[at].start, len(text))]
            at = end
            continue
        if compared(pieces[at].of(text)) not in COURTESIES:
            spans += _without_headline(pieces[at], label, after)
        at += 1
    return spans


def _pieces(text: str, pairs: Pairs) -> Iterator[_Piece]:
    """The text cut behind every full stop and at every line, but not inside brackets."""
    start = at = 0
    begins = True
    while at < len(text):
        sign = text[at]
        at = pairs.closes.get(at, at) + 1
        if sign in _ENDS:
            yield _Piece(start, at, begins)
            start, begins = at, sign == "\n"
    yield _Piece(start, at, begins)


def _label(text: str, piece: _Piece) -> tuple[str, int]:
    """What stands before the first colon or in 【】 or alone on the line, as it is compared, and where it ends."""
    ends = [at + 1 for sign in "】:：" if (at := text.find(sign, piece.start, piece.start + _LONGEST_LABEL)) >= 0]
    is_short = piece.end - piece.start <= _LONGEST_LABEL
    end = min(*ends, piece.end) if ends else piece.end if is_short else piece.start
    return compared(text[piece.start : end]), end


def _without_headline(piece: _Piece, label: str, after: int) -> list[Span]:
    """The piece without a headline at its beginning (``【提案】``, ``変更内容:``)."""
    if not piece.begins or label not in HEADLINES:
        return [(piece.start, piece.end)]
    return [(after, piece.end)] if after < piece.end else []


def _behind_reason(text: str, pieces: Sequence[_Piece], at: int, start: int) -> int:
    """The index behind a stated reason, which ends at an empty line; 0 if it asks for a change itself."""
    said = text[start : pieces[at].end]
    end = at + 1
    while end < len(pieces) and not said.strip():
        said = pieces[end].of(text)
        end += 1
    while said.strip():
        if any(stem in said for stem in stems()):
            return 0
        said = pieces[end].of(text) if end < len(pieces) else ""
        end += 1
    return min(end, len(pieces))
