"""Names for what comes in files: ids of sections and areas from file names, and files for sections without one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping

from living_manifesto.core.ids import RESERVED, short_hash
from living_manifesto.core.nodes import Node
from living_manifesto.intake.markdown.layout import Layout

_LONGEST = 32
_NUMBER = re.compile(r"[0-9]{1,6}")
_WORDS = re.compile(r"[a-z0-9]+")


def stem(file: str) -> str:
    """The name of a file without its ending."""
    return re.sub(r"\.md$", "", file, flags=re.IGNORECASE)


def title_of(file: str) -> str:
    """The title that a file's name gives a section without a heading: the name without its number."""
    name = stem(file).replace("_", " ").strip()
    return re.sub(r"^[0-9０-９]+[ .．、-]*", "", name).strip() or name or file


def section_id(file: str, taken: Container[str]) -> str:
    """The id of a section that comes in a file of that name.

    A name in ASCII gives its words (``11_education.md``: ``education``), another one its number (``section-11``),
    since ids are for typing; without a number it is a digest. A number is put behind what is taken.
    """
    plain = unicodedata.normalize("NFKC", stem(file)).lower()
    words = _WORDS.findall(plain) if plain.isascii() else []
    while len(words) > 1 and words[0].isdigit():
        words.pop(0)
    number = _NUMBER.match(plain)
    if words and not words[0].isdigit():
        name = "-".join(words)[:_LONGEST].strip("-")
    elif number:
        name = f"section-{number[0]}"
    else:
        name = f"section-{short_hash(plain, length=6)}"
    return free(name, taken)


def free(name: str, taken: Container[str]) -> str:
    """The name, or the name with the first number that makes it free."""
    if name not in taken and name not in RESERVED:
        return name
    ordinal = 2
    while f"{name}-{ordinal}" in taken:
        ordinal += 1
    return f"{name}-{ordinal}"


def files(sections: Mapping[str, Node], layouts: Mapping[str, Layout]) -> dict[str, str]:
    """The file of every section: the one it came in, else one named by its id; no name is given twice."""
    names: dict[str, str] = {}
    used: set[str] = set()
    for each in sections:
        wanted = layouts.get(each, Layout()).file
        name = wanted if wanted and wanted.lower() not in used else f"{each}.md"
        ordinal = 2
        while name.lower() in used:
            name, ordinal = f"{each}-{ordinal}.md", ordinal + 1
        used.add(name.lower())
        names[each] = name
    return names
