"""Hand-made tables of contents and indexes are recognised: they are computed, and only their form is remembered."""

from __future__ import annotations

import re
from collections import Counter

from living_manifesto.intake.markdown import headings
from living_manifesto.intake.markdown.blocks import Chunk

LINK = "{link}"
"""Stands for the address of a section or of one of its items."""

_TITLE = re.compile(r"(?:本章の|この章の|全体の|マニフェストの)?(?:目次|もくじ)|(?:table of )?contents", re.IGNORECASE)
_ENTRY = re.compile(r"(?P<mark>[*+-](?![*+-]) *)?(?P<number>[0-9０-９]{1,3}(?P<sign>[.．)）、]) *)?(?P<rest>\S.*)")
_WORDLESS = re.compile(r"[ \u3000]*(?:[*+-]|[0-9]{1,9}[.)]|#+|\\)?[ \u3000]*")
_WHOLE_LINK = re.compile(r"\[(?P<words>[^\]\n]*)\]\((?P<target>[^()\n]*)\)")
_FILE_LINK = re.compile(
    r"(?P<number>[0-9０-９]{1,3}[.．)）、] *)?\[[^\]\n]*\]"
    r"\((?P<base>[^()\n#]*/)?[^()/\n#]+\.md(?:#[^()\n]*)?\)"
)
_DELIMITERS = re.compile(r"\|[ :|-]+\|?")
_CELL = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>(?:\s*<br\s*/?>)*", re.IGNORECASE)


def is_contents(title: str) -> bool:
    """Whether a heading says that a table of contents follows."""
    return _TITLE.fullmatch(title.strip("* ")) is not None


def list_entries(chunk: Chunk) -> tuple[str, ...]:
    """How the first and the second level of a table of contents are written; empty where there is something else."""
    levels: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    lines = [line for line in chunk.lines if not _WORDLESS.fullmatch(line)]
    least = min((len(line) - len(line.lstrip(" \u3000")) for line in lines), default=0)
    for line in lines:
        match = _ENTRY.fullmatch(line.strip(" \u3000"))
        if match is None or not (match["mark"] or match["number"]):
            return ()
        levels[line[least] in " \u3000"][_entry(match)] += 1
    outer, inner = (level.most_common(1) for level in levels)
    return tuple(found[0][0] for found in (outer, inner) if found) if outer else ()


def _entry(match: re.Match[str]) -> str:
    mark = "* " if match["mark"] else ""
    link = _WHOLE_LINK.fullmatch(match["rest"].strip())
    if link is None:
        return f"{mark}{_number(match['number'])}{headings.TITLE}"
    inner = headings.parse(1, link["words"]).template.removeprefix("# ")
    return f"{mark}{_number(match['number'])}[{inner}]({LINK})"


def _number(written: str | None) -> str:
    if not written:
        return ""
    sign = headings.PLAIN["half" if written[0].isascii() else "full"]
    return sign + written.lstrip("0123456789０１２３４５６７８９")


def index_entries(table: str) -> tuple[str, ...]:
    """How the rows and cells of an index are written; empty where a table is none.

    An index has an entry in most of its cells, and nearly all entries lead to files of the manifesto.
    """
    rows = [_CELL.split(line.strip().strip("|")) for line in table.split("\n")]
    lines = table.split("\n")
    if len(lines) < 3 or not _DELIMITERS.fullmatch(lines[1].strip()):
        return ()
    cells = [cell.strip() for row in rows[2:] for cell in row[1:] if cell.strip()]
    entries = [entry.strip() for cell in cells for entry in _BREAK.split(cell) if entry.strip(" \u3000")]
    links = [match for entry in entries if (match := _FILE_LINK.fullmatch(entry.strip(" \u3000")))]
    if not links or len(links) * 2 < len(entries):
        return ()
    row = "**{title}**" if rows[2][0].strip().startswith("**") else "{title}"
    forms = Counter(f"{_number(link['number'])}[{headings.TITLE}]({link['base'] or ''}{LINK})" for link in links)
    return row, forms.most_common(1)[0][0]
