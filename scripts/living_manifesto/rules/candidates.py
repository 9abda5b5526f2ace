"""What somebody may have meant: sections, nodes and proposals near to a name, a title or a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from living_manifesto.core.numbering import item_numbers, section_numbers
from living_manifesto.core.outline import Key, Outline, section_of
from living_manifesto.core.values import value

_MOST = 3
_NEAR = 0.72
_COUNTED = re.compile(r"([0-9]+-[0-9]+)(?:の|›|>)([0-9]{1,4})(?:つ目|番目|つめ|個目|点目)?")
_HYPHENS = dict.fromkeys(map(ord, "－−‐‑–—―ーｰ"), "-")


@value
class Meant:
    """Candidates, best first: ids, how a person knows them, and what had been typed (variant of the message)."""

    ids: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    variant: str = ""

    @property
    def sure(self) -> str:
        """The only candidate, empty when there is none or a choice."""
        return self.ids[0] if len(self.ids) == 1 else ""


def sections(typed: str, outline: Outline, former: Mapping[str, str]) -> Meant:
    """The sections that ``typed`` may mean: by title, displayed number (``4``, ``4-3``), former id or likeness."""
    numbers = section_numbers(outline.root)
    shown = {key: f"{key} ({number}. {outline.places[key].node.title})" for key, number in numbers.items()}
    plain = _plain(typed)
    by_title = [key for key in numbers if _plain(outline.places[key].node.title) == plain]
    number = plain.partition("-")[0] if plain.replace("-", "").isdigit() else plain.partition(".")[0].strip()
    by_number = [key for key, held in numbers.items() if str(held) == number]
    by_words = [key for key, held in numbers.items() if _plain(f"{held}.{outline.places[key].node.title}") == plain]
    named = [key for key in (piece.removesuffix(".yaml") for piece in reversed(plain.split("/"))) if key in numbers]
    for ids, variant in ((by_title, "title"), (by_words, "title"), (by_number, "number"), (named[:1], "")):
        if ids:
            return Meant(tuple(ids[:_MOST]), tuple(shown[key] for key in ids[:_MOST]), variant)
    if former.get(plain) in numbers:
        return Meant((former[plain],), (shown[former[plain]],), "former")
    titles = {_plain(outline.places[key].node.title): key for key in numbers}
    near = _unique([*_near(plain, numbers), *(titles[title] for title in _near(plain, titles))])
    near = near or [key for key in numbers if plain in _spellings(outline, outline.places[key].parent)]
    return Meant(tuple(near), tuple(shown[key] for key in near))


def _spellings(outline: Outline, key: Key) -> tuple[str, str]:
    return _plain(key), _plain(outline.places[key].node.title)


def nodes(typed: str, section: str, outline: Outline) -> Meant:
    """The nodes of a section that ``typed`` may mean: by title, displayed number (``4-3``) or likeness of the id."""
    inside = {key: outline.places[key].node for key in outline.places if section_of(key) == section}
    numbers = {key: number for key, number in item_numbers(outline.root).items() if key in inside}
    shown = {
        key: f"{node.id} ({_caption(numbers.get(key, ''), node.title or node.text)})" for key, node in inside.items()
    }
    plain = _plain(typed.rpartition("/")[2])
    by_title = [key for key, node in inside.items() if node.title and _plain(node.title) == plain]
    by_number = [key for key, number in numbers.items() if number == plain] or _by_count(plain, numbers, outline)
    for keys, variant in ((by_title, "title"), (by_number, "number")):
        if keys:
            return _meant(keys[:_MOST], shown, variant)
    if by_text := [key for key, node in inside.items() if node.text and _plain(node.text) == plain]:
        return _meant(by_text[:_MOST], shown, "")
    ids = {node.id: key for key, node in inside.items()}
    titles = {_plain(node.title): key for key, node in inside.items() if node.title}
    near = _unique([*(ids[name] for name in _near(plain, ids)), *(titles[title] for title in _near(plain, titles))])
    return _meant(near, shown, "")


def elsewhere(typed: str, outline: Outline) -> tuple[str, ...]:
    """The nodes of whatever section that have this id, as a proposal of another section writes them."""
    found = [key for key in outline.places if key.rpartition("/")[2] == typed and section_of(key)]
    nodes = [outline.places[key].node for key in found[:_MOST]]
    return tuple(f"{key} ({_caption('', node.title or node.text)})" for key, node in zip(found, nodes, strict=False))


def _by_count(plain: str, numbers: Mapping[Key, str], outline: Outline) -> list[Key]:
    """The point that is cited as 「4-3 の2つ目」."""
    cited = _COUNTED.fullmatch(plain)
    items = [key for key, number in numbers.items() if cited is not None and number == cited[1]]
    points = [outline.places[key].node.children("points") for key in items]
    place = int(cited[2]) if cited is not None else 0
    return [
        f"{section_of(key)}/{held[place - 1].id}"
        for key, held in zip(items, points, strict=True)
        if 0 < place <= len(held)
    ]


def names(typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words nearest to ``typed``, best first."""
    return tuple(_near(typed, list(known)))


def _meant(keys: Sequence[Key], shown: Mapping[Key, str], variant: str) -> Meant:
    return Meant(tuple(key.rpartition("/")[2] for key in keys), tuple(shown[key] for key in keys), variant)


def _caption(number: str, words: str) -> str:
    short = words if len(words) <= 24 else words[:23] + "…"
    return f"{number} {short}".strip()


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text.translate(_HYPHENS)).casefold()
    return "".join(folded.split()).strip("「」『』\"'")


def _near(typed: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(typed, [name for name in known if name], n=_MOST, cutoff=_NEAR)


def _unique(keys: Sequence[Key]) -> list[Key]:
    return list(dict.fromkeys(keys))[:_MOST]
