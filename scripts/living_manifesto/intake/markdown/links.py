"""Links between files are links to sections and nodes inside: ``manifesto:education/k3f9tw``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

from living_manifesto.core.nodes import Node
from living_manifesto.core.values import replace

SCHEME = "manifesto:"
"""What an address inside begins with where it is the target of a link."""

_LINK = re.compile(r"(?P<image>!?)\[(?P<words>[^\[\]\n]*)\]\((?P<target>(?:[^()\n]|\([^()\n]*\))*)\)")
_INSIDE = re.compile(r"\]\(manifesto:(?P<section>[a-z0-9-]+)(?:/(?P<node>[a-z0-9-]+))?\)")
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_WEB = re.compile(r"https?://|mailto:", re.IGNORECASE)
_NO_WORD = re.compile(r"[^\w\- ]")
_MARKS = re.compile(r"^#{1,6} ")


def anchor(heading: str) -> str:
    """The fragment by which forges address a heading: small letters, no signs, hyphens for spaces."""
    return _NO_WORD.sub("", _MARKS.sub("", heading).strip().lower()).replace(" ", "-")


Resolve = Callable[[str, str], str | None]
"""File (empty: this one) and fragment of a link to an address, None where there is no such file."""


def inwards(text: str, resolve: Resolve, base: str = "") -> tuple[str, int, int]:
    """The text with links to files as links to addresses; how many there were, and how many lead nowhere.

    What leads nowhere is put behind ``base`` (the address of the folder on the web) where that is known, else only
    its words stay: readers of the page could not follow it.
    """
    moved = lost = 0

    def restated(match: re.Match[str]) -> str:
        nonlocal moved, lost
        target = unquote(match["target"], errors="replace").strip(" <>")
        held = re.sub("^(?:%20| )+", "", match["target"])
        if _WEB.match(target):
            moved += held != match["target"]
            return f"{match['image']}[{match['words']}]({held})"
        moved += 1
        if _OUTSIDE.match(target):
            lost += 1
            return match["words"]
        file, _, fragment = target.removeprefix("./").partition("#")
        if not match["image"] and (address := resolve(file, fragment)):
            return f"[{match['words']}]({SCHEME}{address})"
        if base and file:
            return f"{match['image']}[{match['words']}]({base}{held.strip('<>')})"
        lost += 1
        return match["words"]

    return _LINK.sub(restated, text), moved, lost


def outwards(text: str, targets: Callable[[str, str], str | None], base: str = "") -> str:
    """The text with links to addresses (section, node) as links to files; a lost one keeps its words only."""
    if base:
        text = text.replace(f"]({base}", "](")
    if SCHEME not in text:
        return text

    def restated(match: re.Match[str]) -> str:
        inside = _INSIDE.fullmatch(f"]({match['target']})")
        if inside is None:
            return match[0]
        target = targets(inside["section"], inside["node"] or "")
        return f"[{match['words']}]({target})" if target else match["words"]

    return _LINK.sub(restated, text)


def escaped(file: str) -> str:
    """A file's name as the target of a link."""
    return "".join(quote(sign) if sign in " ()%<>#?" else sign for sign in file)


def everywhere(node: Node, change: Callable[[str], str]) -> Node:
    """The node with every text in it changed."""
    lists = tuple((name, tuple(everywhere(child, change) for child in held)) for name, held in node.lists)
    return replace(node, title=change(node.title), text=change(node.text), lists=lists)


def anchors(section: Node, lines: Mapping[str, str]) -> dict[str, str]:
    """The ids of titled nodes by the fragments of their headings as written, and of their titles; the first counts."""
    found: dict[str, str] = {}
    for node in section.walk():
        for shown in (lines.get(node.id, ""), node.title) if node.title and node is not section else ():
            found.setdefault(anchor(shown), node.id)
    return found
