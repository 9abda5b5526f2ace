"""Words of a text, Japanese or not, and the words that differ between two texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A change of script is a word boundary in Japanese; を never stands inside a word.
_WORD = re.compile(
    r"[々〆ヶ㐀-䶿一-鿿豈-﫿]+|を|[ぁ-ゑん-ゖゝゞー]+|[ァ-ヺー]+"
    r"|[0-9０-９]+(?:[.,．，][0-9０-９]+)*|[^\W\d_぀-ヿ㐀-鿿豈-﫿]+|\s+|.",
    re.DOTALL,
)


class Stroke(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that were kept, taken out or put in."""

    stroke: Stroke
    text: str


def words(text: str) -> list[str]:
    """The words, spaces and signs of a text in order; joined they give the text again."""
    return _WORD.findall(text)


def redline(before: str, after: str) -> list[Piece]:
    """The two texts as one sequence of pieces; what is taken out stands before what is put in."""
    old, new = words(before), words(after)
    pieces: list[Piece] = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Stroke.KEPT, "".join(old[old_start:old_end])))
            continue
        if old_end > old_start:
            pieces.append(Piece(Stroke.OLD, "".join(old[old_start:old_end])))
        if new_end > new_start:
            pieces.append(Piece(Stroke.NEW, "".join(new[new_start:new_end])))
    return pieces
