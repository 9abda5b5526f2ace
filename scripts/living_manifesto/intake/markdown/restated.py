"""What our texts do not hold is said in another way first: line ends, tabs, hidden signs, HTML, code, underlines."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from living_manifesto.core.values import value
from living_manifesto.documents.characters import forbidden
from living_manifesto.intake.markdown.inline import opens_block
from living_manifesto.rules import contacts, letters

CHARACTERS, HTML, FENCES, UNDERLINED = "characters", "html", "fences", "underlined"
"""The kinds of what is restated."""


@value
class Restated:
    """The text as it can be held, and how often something was said in another way, by kind."""

    text: str
    counts: tuple[tuple[str, int], ...]


def restate(text: str) -> Restated:
    """The text without what the rules for texts forbid, as far as that can be said in another way."""
    counts = Counter[str]()
    text = f"{text}\n"  # what ends a line here ends it in the file
    steps = ((CHARACTERS, _characters), (HTML, _html), (FENCES, _fences), (UNDERLINED, _underlined))
    for kind, step in steps:
        text, count = step(text)
        counts[kind] += count
    return Restated(text.removesuffix("\n"), tuple((kind, count) for kind, count in counts.items() if count))


_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Fillers are letters to Unicode, and nobody sees them.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


def _characters(text: str) -> tuple[str, int]:
    text = _BREAKS.sub("\n", text).removeprefix("\ufeff")
    tabs = text.count("\t")
    text, dropped = forbidden().subn("", text.replace("\t", "    "))
    hidden = list(letters.invisible(text))
    pieces, last = [], 0
    for found in hidden:
        pieces += [text[last : found.start], "".join(filter(_is_seen, text[found.start : found.end]))]
        last = found.end
    return "".join((*pieces, text[last:])), tabs + dropped + len(hidden)


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cf", "Co", "Cn", "Cs", "Mn") and sign not in _FILLERS


_ANCHOR = re.compile(
    r"<a\s[^<>]{0,500}?href=[\"']?(https?://[^\"'<>\s]{1,2000})[\"']?[^<>]{0,500}>([^<>\n]{1,500})</a>"
)
# An image belongs where the tag around it stands, however far it is indented in there.
_WRAPPED = re.compile(r"^( *)(<(?:p|div|center|figure)\b[^<>\n]*> *\n) +(?=<img)", re.MULTILINE | re.IGNORECASE)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "del": "~~"}
_MOST_ROUNDS = 4
"""Tags within tags come to light when the inner ones are gone; nobody who means well needs a second round."""


def _html(text: str) -> tuple[str, int]:
    if "<" not in text and "-->" not in text:
        return text, 0
    text, comments = _without_comments(text)
    text = _WRAPPED.sub(r"\1\2\1", text)
    text, count = _ANCHOR.subn(r"[\2](\1)", text)
    count += comments
    for _ in range(_MOST_ROUNDS):
        found = list(contacts.tags(text))
        if not found:
            break
        count += len(found)
        pieces, last = [], 0
        for tag in found:
            pieces += [text[last : tag.start], _instead(text[tag.start : tag.end], text, tag.start)]
            last = tag.end
        text = "".join((*pieces, text[last:]))
    return text, count


def _without_comments(text: str) -> tuple[str, int]:
    pieces, count, start = [], 0, 0
    while (opened := text.find("<!--", start)) >= 0 and (closed := text.find("-->", opened + 4)) >= 0:
        pieces.append(text[start:opened])
        count, start = count + 1, closed + 3
    rest = text[start:]
    return "".join((*pieces, rest.replace("<!--", ""))), count + rest.count("<!--")


def _instead(tag: str, text: str, place: int) -> str:
    name = match[1].lower() if (match := _NAME.match(tag)) else ""
    if name == "img":
        source, words = (_attribute(tag, key) for key in ("src", "alt"))
        return f"![{words}]({source})" if source else words
    if name == "br":
        return " " if text.rfind("\n", 0, place) + 1 == text.rfind("#", 0, place) else "\n"
    return _MARKS.get(name, "")


def _attribute(tag: str, key: str) -> str:
    match = re.search(rf"\s{key}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", tag, re.IGNORECASE)
    return next((held for held in match.groups() if held), "").strip() if match else ""


_FENCE = re.compile(r"^[ \u3000]*(?:```+|~~~+)[^`\n]*$", re.MULTILINE)
_RUN = re.compile(r"```+|^([ \u3000]*)~~~+", re.MULTILINE)


def _fences(text: str) -> tuple[str, int]:
    if "```" not in text and "~~~" not in text:
        return text, 0
    text, count = _FENCE.subn("", text)
    text, more = _RUN.subn(lambda run: "`" if run[0][0] == "`" else run[1], text)
    return text, count + more


_UNDERLINE = re.compile(r"(?:^|\n)(=+|-{3,}) *(?=\n|$)")


def _underlined(text: str) -> tuple[str, int]:
    """A line of its own with a row of ``=`` or ``-`` under it is a heading."""
    if not _UNDERLINE.search(text):
        return text, 0
    lines, count = text.split("\n"), 0
    for place in range(1, len(lines)):
        words, row = lines[place - 1].rstrip(" "), lines[place].rstrip(" ")
        alone = place == 1 or not lines[place - 2].strip(" \u3000")
        is_row = row == "=" * len(row) or (len(row) > 2 and row == "-" * len(row))
        if row and is_row and alone and words and words[0] not in " \u3000!\\" and not opens_block(words):
            lines[place - 1 : place + 1] = [f"{'#' if row[0] == '=' else '##'} {words}", ""]
            count += 1
    return "\n".join(lines), count
