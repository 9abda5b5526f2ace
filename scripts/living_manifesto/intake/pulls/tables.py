"""A table of contents kept by hand into which somebody wrote text: its entries stay computed, the text is kept."""

from __future__ import annotations

import re

from living_manifesto.core.nodes import Form, Node, in_order
from living_manifesto.core.values import replace
from living_manifesto.intake.markdown.contents import is_contents

_MARK = re.compile(r"^\s*(?:[*+-]|[0-9０-９]{1,3}[.．)）、])*\s*")
_LINK = re.compile(r"\[[^\]\n]*\]\([^()\n]*\)|[^。]{1,60}")


def without_entries(section: Node, before: Node, text_before: str) -> tuple[Node, int]:
    """The section with only what is no entry in its tables of contents, and how many lines were entries.

    ``section`` took a table for text since one of its lines is no entry; in ``before`` the same table was computed, its
    lines stand in ``text_before``.
    """
    stood = {_plain(line) for line in text_before.split("\n")}
    known = {node.id for node in before.walk()}
    count = 0

    def left(node: Node, *, inside: bool) -> Node | None:
        nonlocal count
        here = inside or (bool(node.title) and node.id not in known and is_contents(node.title))
        lists = {name: tuple(kept for each in held if (kept := left(each, inside=here))) for name, held in node.lists}
        node = replace(node, lists=in_order(lists))
        if not here:
            return node
        if node.title:
            return node if node.lists or inside else None
        lines = node.text.split("\n")
        words = [line for line in lines if not _is_entry(line, node.form, stood)]
        count += len(lines) - len(words)
        if words:
            return replace(node, text="\n".join(words))
        return replace(node, text=_plain(node.text)) if node.lists else None

    kept = left(section, inside=False)
    return (kept, count) if kept is not None and count else (section, 0)


def _is_entry(line: str, form: Form, stood: set[str]) -> bool:
    plain = _plain(line)
    if plain in stood:
        return True
    return form in (Form.BULLET, Form.NUMBERED) and _LINK.fullmatch(plain) is not None


def _plain(line: str) -> str:
    return _MARK.sub("", line, count=1).strip()
