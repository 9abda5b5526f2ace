"""Citizens' text in Markdown: it reads as it was written and does nothing.

No forge may find a mention, a reference, a link, an image, a formula, HTML, a comment or the structure of a page in
it. Whatever a forge looks for in the finished text (``@name``, ``#12``) is parted by an element: a backslash or an
entity is gone by then, and an invisible sign would be copied along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from living_manifesto.core.tokens import Piece, Stroke, redline
from living_manifesto.report.cutting import cut, cut_front
from living_manifesto.report.display import for_page

_SPECIAL = re.compile(
    r"(?P<commit>(?<![0-9A-Za-z_])(?=[0-9]*[a-f])[0-9a-f]{7,40}(?![0-9A-Za-z_]))"
    r"|(?P<alone>[@#$]|:(?=//|[a-z0-9_+-]+:)|(?<=www)\.|(?<=gh)-(?=[0-9])|(?<=\[)!)"
    r"|(?P<escaped>[\\`*_\[\]~])"
    r"|(?P<entity>[<>&|])",
    re.IGNORECASE | re.ASCII,
)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;"}
_OPENING = re.compile(r"[-+=:]|[0-9]{1,9}(?=[.)](?:[ \t]|$))")
_PART_OF_A_COMMIT = 6  # forges look for seven digits or more
_TAGS = {Stroke.OLD: "del", Stroke.NEW: "ins"}
_LONGEST_WHOLE = 400
_AROUND = 60
_MOST_IN_SHORT = 1_500
# A sign grows by this factor at most: "@" becomes "<span>@</span>", an invisible one "&lt;U+E0001&gt;".
_GROWTH = 16


def inline(text: str) -> str:
    """The text on one line, harmless anywhere in a paragraph, a list entry or a table cell."""
    return _started(within(text).strip())


def within(text: str) -> str:
    """The same for the middle of a line, where a number needs no escape; spaces at its ends stay."""
    return _escaped(re.sub(r"[ \t]*[\r\n\t]+[ \t]*", " ", text))


def quoted(text: str) -> str:
    """The text as a quotation, line by line."""
    return quotation(plain_lines(text))


def quoted_within(text: str, most: int) -> tuple[str, bool]:
    """The text as a quotation of at most ``most`` signs, and whether that is all of it."""
    if len(text) <= most and len(said := quoted(text)) <= most:
        return said, True
    said = quoted(cut(text, most * 9 // 10))
    return (said if len(said) <= most else quoted(cut(text, most // _GROWTH))), False


def quotation(lines: Iterable[str]) -> str:
    """Lines that are Markdown already, as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in lines)


def headed(head: str, block: str) -> str:
    """A block of Markdown under words of ours in bold."""
    return f"**{head}**\n{block}"


def plain_lines(text: str) -> list[str]:
    """The lines of a text, each harmless."""
    return whole_lines(text, Stroke.KEPT)


def whole_lines(text: str, stroke: Stroke) -> list[str]:
    """The lines of a text that is put in or taken out as a whole."""
    return _lines([Piece(stroke, for_page(text).strip("\n"))])


def both_sides(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines of two texts, with what differs marked in each."""
    olds, news = _sides(_compared(old, new))
    return _lines(olds), _lines(news)


def in_short(text: str, stroke: Stroke = Stroke.KEPT) -> list[str]:
    """The lines of the beginning of a text, as much as there is room for above the fold."""
    return _lines(_fitting([Piece(stroke, for_page(text).strip("\n"))]))


def both_sides_in_short(old: str, new: str) -> tuple[list[str], list[str]]:
    """As ``both_sides`` for above the fold: long stretches that the texts share are left out (``…``)."""
    olds, news = _sides(_elided(_compared(old, new)))
    return _lines(_fitting(olds)), _lines(_fitting(news))


def redlined(old: str, new: str) -> list[str]:
    """Both texts in one, as short as above the fold."""
    return _lines(_fitting(_elided(_compared(old, new))))


def _compared(old: str, new: str) -> list[Piece]:
    return redline(for_page(old), for_page(new))


def _sides(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    olds, news = (
        _joined(piece for piece in pieces if piece.stroke in {Stroke.KEPT, own}) for own in (Stroke.OLD, Stroke.NEW)
    )
    return olds, news


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """One piece for neighbours alike: "https" and "://" side by side would be a link that neither shows."""
    alike = groupby(pieces, key=lambda piece: piece.stroke)
    return [Piece(stroke, "".join(piece.text for piece in run)) for stroke, run in alike]


def _elided(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces without the middle of what was kept, unless the texts are short."""
    if sum(len(piece.text) for piece in pieces) <= _LONGEST_WHOLE or len(pieces) == 1:
        return pieces
    last = len(pieces) - 1
    short = list[Piece]()
    for place, piece in enumerate(pieces):
        ahead = cut(piece.text, _AROUND) if place else ""
        behind = cut_front(piece.text, _AROUND) if place < last else ""
        is_long = piece.stroke is Stroke.KEPT and len(piece.text) > len(ahead + behind)
        short.append(Piece(Stroke.KEPT, ahead + behind) if is_long else piece)
    return short


def _fitting(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The first pieces, as long as there is room for what they become."""
    room = _MOST_IN_SHORT
    for piece in pieces:
        size = len(_escaped(piece.text)) + 2 * len("<del></del>") * (1 + piece.text.count("\n"))
        if size > room:
            # The most that surely fits, or, of a text without signs that grow, all that does.
            plain = room if size < 2 * len(piece.text) else room // _GROWTH
            yield Piece(piece.stroke, cut(piece.text, max(plain * 3 // 4, 1)))
            return
        room -= size
        yield piece


def _lines(pieces: Iterable[Piece]) -> list[str]:
    return [_line(line) for line in _by_line(pieces)]


def _by_line(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces of each line: an element that went over an empty line would come to nothing."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        lines[-1].append(Piece(piece.stroke, first))
        lines += [[Piece(piece.stroke, each)] for each in others]
    return lines


def _line(pieces: Sequence[Piece]) -> str:
    line = ""
    for piece in pieces:
        # Blanks at the beginning would make a block of code.
        text = _escaped(piece.text if line else piece.text.lstrip(" "))
        if not text:
            continue
        tag = _TAGS.get(piece.stroke)
        opened = text if line or tag else _started(text)
        line += f"<{tag}>{text}</{tag}>" if tag else opened
    return line.rstrip(" ")


def _started(text: str) -> str:
    """The escaped text at the beginning of a line, where signs and numbers could open a list, a heading or a rule."""
    found = _OPENING.match(text)
    if found is None:
        return text
    return f"\\{text}" if found[0] in "-+=:" else f"{found[0]}\\{text[found.end() :]}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(_harmless, for_page(text))


def _harmless(found: re.Match[str]) -> str:
    sign = found[0]
    match found.lastgroup:
        case "commit":
            parts = (sign[at : at + _PART_OF_A_COMMIT] for at in range(0, len(sign), _PART_OF_A_COMMIT))
            return "".join(f"<span>{part}</span>" for part in parts)
        case "alone":
            return f"<span>{sign}</span>"
        case "escaped":
            return f"\\{sign}"
        case _:
            return _ENTITIES[sign]
