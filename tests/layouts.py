"""Section files as people lay them out: comments, blank lines, quotes, blocks, key order, indentation at random."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Any

from living_manifesto.core.nodes import Form, Node
from living_manifesto.core.values import replace
from living_manifesto.documents import scalars


def disordered(plain: Mapping[str, Any], random: Random, *, spoken: bool = True) -> str:
    """A strict file with the values of ``plain`` in some layout; the same randomness gives the same file.

    ``spoken``: also with what need not be said (``[ ]``, ``form: bullet``) and with nodes in braces.
    """
    writer = _Writer(random, 0.15 if spoken else 0.0)
    writer.keys(plain, 0, "")
    modeline = "# yaml-language-server: $schema=../../schemas/section.schema.json\n"
    return (modeline if random.random() < 0.5 else "") + "\n".join([*writer.lines, *writer.noise(0)]) + "\n"


class _Writer:
    def __init__(self, random: Random, spoken: float) -> None:
        self.spoken = spoken
        self.random = random
        self.lines: list[str] = []
        self.offset = random.choice([0, 2, 2, 4])
        self.dash = random.choice(["- ", "- ", "-   "])
        self.noisy = random.choice([0.0, 0.1, 0.4])
        self.shuffled = random.random() < 0.3
        self.margin = 999

    def noise(self, column: int) -> list[str]:
        lines = []
        while self.random.random() < self.noisy:
            depth = self.random.choice([column, column, column, column + 2, column + 5, max(column - 2, 0)])
            comment = self.random.choice([" " * depth + "# comment: - 'x' |", " " * column + "#own"])
            line = self.random.choice(["", "", "   ", " " * (column + 4), comment, comment])
            # As deep as the block above it, the line would be a part of that text.
            if len(line) - len(line.lstrip(" ")) < self.margin:
                lines.append(line)
        return lines

    def own(self) -> str:
        return self.random.choice([" # on this line", "  #", " "]) if self.random.random() < self.noisy / 2 else ""

    def keys(self, plain: Mapping[str, Any], column: int, first: str) -> None:
        pairs = list((plain | self.needless(plain)).items())
        if self.shuffled:
            self.random.shuffle(pairs)
        for key, value in pairs:
            margin = first or " " * column
            if not first:
                self.lines += self.noise(column)
            first = ""
            self.margin = 999
            if isinstance(value, list):
                self.list(key, value, column, margin)
            else:
                self.scalar(margin + key + ":" + self.random.choice([" ", " ", "  "]), value, column)

    def needless(self, plain: Mapping[str, Any]) -> dict[str, Any]:
        words: dict[str, Any] = {"preface": [], "items": []} if "owners" in plain else {"points": []}
        if "text" in plain:
            words["form"] = "bullet"
        if "id" not in plain:
            words = {}
        return {key: value for key, value in words.items() if key not in plain and self.random.random() < self.spoken}

    def list(self, key: str, value: list[Any], column: int, margin: str) -> None:
        if not value:
            self.lines.append(f"{margin}{key}: {self.random.choice(['[]', '[ ]'])}{self.own()}")
            return
        if isinstance(value[0], str):
            self.lines.append(f"{margin}{key}: {json.dumps(value)}{self.own()}")
            return
        self.lines.append(f"{margin}{key}:{self.own()}")
        at = column + self.offset
        for entry in value:
            self.lines += self.noise(at)
            simple = not any(isinstance(held, list) or "\n" in str(held) for held in entry.values())
            if simple and self.random.random() < self.spoken:
                inner = ", ".join(f"{k}: {scalars.one_line(v, flow=True)}" for k, v in entry.items())
                self.lines.append(" " * at + self.dash + "{" + inner + "}" + self.own())
                continue
            dash = " " * at + self.dash
            if self.random.random() < self.noisy / 4:
                self.lines += [dash.rstrip() + self.own(), *self.noise(len(dash))]
                dash = ""
            self.keys(entry, at + len(self.dash), dash)

    def scalar(self, head: str, value: str | int, column: int) -> None:
        ways = [scalars.one_line(value)] * 2
        if isinstance(value, str):
            ways.append(scalars.double_quoted(value))
            if scalars.fits_single_quotes(value):
                ways.append(scalars.single_quoted(value))
        if (
            isinstance(value, str)
            and scalars.fits_block(value)
            and (scalars.as_block(value) or self.random.random() < 0.3)
        ):
            indent = self.random.choice([1, 2, 2, 2, 4, 9])
            header, lines = scalars.block(value, column, indent=indent)
            if header == "|" and self.random.random() < 0.2:
                header = f"|{indent}"
            header += self.random.choice(["", "", "-", "+"])
            self.lines += [head + header + self.own(), *lines]
            self.margin = column + indent
            return
        self.lines.append(head + self.random.choice(ways) + self.own())


def altered(section: Node, random: Random, times: int = 3) -> Node:
    """The section after some additions, removals, moves, reorderings and new words."""
    for _ in range(times):
        section = _ALTER[random.randrange(len(_ALTER))](section, random)
    return section


def _every(node: Node) -> list[Node]:
    return [inner for inner in node.walk() if inner is not node]


def _mapped(node: Node, of: str, becomes: Node | None) -> Node:
    """The tree with a node replaced, or taken away."""
    lists = []
    for name, children in node.lists:
        kept = [becomes if child.id == of else _mapped(child, of, becomes) for child in children]
        if left := tuple(child for child in kept if child is not None):
            lists.append((name, left))
    return replace(node, lists=tuple(lists))


def _reworded(section: Node, random: Random) -> Node:
    held = _every(section)
    if not held or random.random() < 0.1:
        return replace(section, title=random.choice(_WORDS))
    node = random.choice(held)
    if node.title:
        return _mapped(section, node.id, replace(node, title=random.choice(_WORDS)))
    form = random.choice([node.form, *Form])
    return _mapped(section, node.id, replace(node, text=random.choice(_WORDS), form=form))


def _removed(section: Node, random: Random) -> Node:
    held = _every(section)
    return _mapped(section, random.choice(held).id, None) if held else section


def _lists_for(root: Node, name: str) -> list[tuple[Node, str]]:
    points = {"preface", "vision", "points"}
    found = []
    for node in root.walk():
        fits = {"points"} if node.text else {"points", "parts"}
        own = {"preface", "vision", "parts", "items"} if node is root else fits
        found += [
            (node, one) for one in sorted(own) if (one in points) == (name in points) and (one == name or one in points)
        ]
    return found


def _put(section: Node, node: Node, name: str, random: Random) -> Node:
    parent, into = random.choice(_lists_for(section, name))
    children = list(parent.children(into))
    children.insert(random.randint(0, len(children)), node)
    changed = parent.with_children(into, tuple(children))
    return changed if parent is section else _mapped(section, parent.id, changed)


def _moved(section: Node, random: Random) -> Node:
    held = [(child, name) for node in section.walk() for name, children in node.lists for child in children]
    if not held:
        return section
    node, name = random.choice(held)
    return _put(_mapped(section, node.id, None), node, name, random)


def _added(section: Node, random: Random) -> Node:
    name = random.choice(["vision", "items", "parts", "points"])
    fresh = f"new-{random.randrange(10**9)}"
    point = Node(fresh, text=random.choice(_WORDS))
    node = (
        point
        if name in ("vision", "points")
        else Node(fresh, title="新しい項目", lists=(("points", (replace(point, id=fresh + "p"),)),))
    )
    return _put(section, node, name, random)


_ALTER = (_reworded, _reworded, _removed, _moved, _moved, _added)
_WORDS = (
    "新しい文です。",
    "二行の\n文です。",
    " 前に空白",
    "  一行目\n二行目",
    "no",
    "a: b",
    "x #y",
    "\n空行のあと",
    "it's",
    "全角　空白",
    "末尾空白 \nあ ",
)
