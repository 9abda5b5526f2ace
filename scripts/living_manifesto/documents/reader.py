"""Bytes to a document: values with their places, and every fault that can honestly be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Literal

import yaml

from living_manifesto.core.diagnostics import Diagnostic, Edit, Span
from living_manifesto.core.values import replace, value
from living_manifesto.documents.characters import (
    LONGEST_LINE,
    MOST_BYTES,
    character_faults,
    forbidden,
    may_hold_forbidden,
    not_utf8,
    readable,
)
from living_manifesto.documents.fixing import Mended, mend
from living_manifesto.documents.places import Found, Places, in_order
from living_manifesto.documents.strict import Tree, parse
from living_manifesto.documents.vocabulary import CITIZENS_KEYS

Key = str | int
_MOST_FAULTS = 200
# Faults that may be why a text does not parse, where they stand on the line that breaks or on the line before it.
_BREAKING = frozenset({"LM004", "LM008", "LM113", "LM114", *(f"LM{number}" for number in range(121, 131))})


@value
class Document:
    """A file as read: its text, its values as far as it could be understood, its faults by place.

    ``root`` holds the nodes where their marks are places of ``text``; where slips were mended to read on it is None,
    and ``span`` still answers. A missing value (LM109) is None in ``value``.
    """

    file: str
    text: str
    root: yaml.Node | None
    value: object | None
    faults: tuple[Diagnostic, ...]
    _nodes: yaml.Node | None = None
    _mended: tuple[Mended, ...] = ()

    def span(self, path: tuple[Key, ...], *, of: Literal["value", "key"] = "value") -> Span:
        """The place of a value or of its key; of the nearest that exists when the path leads to nothing."""
        places = Places(self.text)
        if self._nodes is None:
            return places.span(0, 0)
        node, key = self._nodes, None
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            key, node = found
        chosen = key if key is not None and (of == "key" or _is_empty(node)) else node
        return places.span(*self._offsets(chosen))

    def offsets(self, path: tuple[Key, ...]) -> tuple[int, int]:
        """Start and end of the value at a path that exists, as code points of ``text``: what an edit replaces."""
        node = self._nodes
        for step in path:
            found = _child(node, step) if node is not None else None
            if found is None:
                raise KeyError(path)
            node = found[1]
        if node is None:
            raise KeyError(path)
        return self._offsets(node)

    def key_offsets(self, path: tuple[Key, ...]) -> tuple[int, int]:
        """Start and end of the key at a path that exists, like ``offsets``."""
        node, key = self._nodes, None
        for step in path:
            found = _child(node, step) if node is not None else None
            if found is None:
                raise KeyError(path)
            key, node = found
        if key is None:
            raise KeyError(path)
        return self._offsets(key)

    def _offsets(self, node: yaml.Node) -> tuple[int, int]:
        start, end = _extent(node, self._parsed)
        return _origin(start, self._mended), _origin(end, self._mended)

    @property
    def _parsed(self) -> str:
        return self._mended[-1].text if self._mended else self.text


def read(raw: bytes, file: str) -> Document:
    """The document that the bytes of a file hold; never raises, whatever they are."""
    if len(raw) > MOST_BYTES:
        large = Diagnostic.of("LM006", file, Span(1, 1, 1, 1), bytes=len(raw), limit=MOST_BYTES)
        return Document(file, "", None, None, (large,))
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text, found = not_utf8(raw)
        return Document(file, text, None, None, (Places(text).diagnostic(found, file),))
    sound = not may_hold_forbidden(raw) or forbidden().search(text) is None
    if sound and text.endswith("\n") and len(text) <= LONGEST_LINE:
        tree = parse(text)
        if not tree.doubtful and not tree.faults:
            return Document(file, text, tree.root, tree.value, (), tree.root)
        return _study(text, text, file, tree, [])
    faults = list(character_faults(text))
    plain = readable(text)
    return _study(text, plain, file, parse(plain), faults)


def _study(text: str, plain: str, file: str, tree: Tree, faults: list[Found]) -> Document:
    """Read on where slips of the keyboard or crooked indentation stand in the way."""
    from living_manifesto.documents.indentation import uneven
    from living_manifesto.documents.slips import slips

    mended: tuple[Mended, ...] = ()
    if tree.doubtful or "\t" in plain:
        for look in (slips, uneven):
            if look is uneven and tree.broken is None:
                break
            tree, mended, named = _mend(look, tree, mended, plain)
            faults += named
    faults += [_back(fault, mended) for fault in tree.faults]
    if tree.broken is not None:
        broken = _back(tree.broken, mended)
        faults += [] if _explained(broken, faults, text) else [broken]
    faults += _tabs(text, faults)
    places = Places(text)
    diagnostics = tuple(places.diagnostic(fault, file) for fault in in_order(faults)[:_MOST_FAULTS])
    return Document(file, text, None if mended else tree.root, tree.value, diagnostics, tree.root, mended)


def _mend(
    look: Callable[[str], Iterator[Found]], tree: Tree, mended: tuple[Mended, ...], plain: str
) -> tuple[Tree, tuple[Mended, ...], list[Found]]:
    """The slips that a look at the text finds, and the tree of the text without them."""
    text = mended[-1].text if mended else plain
    found = list(islice(look(text), _MOST_FAULTS))
    trial = mend(text, (fault.fixes for fault in found))
    named = [_back(fault, mended) for fault in found]
    if not trial.edits:
        return tree, mended, named
    after = parse(trial.text)
    if tree.broken is None and (after.broken is not None or Counter(_texts(tree.value)) - Counter(_texts(after.value))):
        # The file could be read before: a cure that breaks it, or a text in it, is none.
        return tree, mended, [Found(fault.code, fault.start, fault.end, fault.args) for fault in named]
    return after, (*mended, trial), named


def _texts(value: object, key: object = "") -> Iterator[str]:
    """What people wrote, wherever it stands in the value; a full-width bar was meant to open a block of text."""
    match value:
        case dict():
            for name, inner in value.items():
                yield from _texts(inner, name)
        case list():
            for inner in value:
                yield from _texts(inner)
        case str() if key in CITIZENS_KEYS and not value.startswith("｜"):
            yield value


def _explained(broken: Found, faults: Iterable[Found], text: str) -> bool:
    """Whether a fault that is already named says why the text does not parse."""
    if broken.code != "LM101":
        return any((fault.code, fault.start) == (broken.code, broken.start) for fault in faults)
    places = Places(text)
    line = places.line(broken.start)
    causes = (fault for fault in faults if fault.code in _BREAKING)
    return any(line - 1 <= places.line(fault.start) <= line for fault in causes)


def _back(fault: Found, mended: tuple[Mended, ...]) -> Found:
    """A fault of a mended text, at its place in the text as typed; edits of mended places are dropped."""
    if not mended:
        return fault
    start, end = _origin(fault.start, mended), _origin(fault.end, mended)
    edits: list[Edit] = []
    for edit in fault.fixes:
        first, last = _origin(edit.start, mended), _origin(edit.end, mended)
        if last - first != edit.end - edit.start:
            edits = []
            break
        edits.append(Edit(first, last, edit.text))
    return Found(fault.code, start, max(end, start), fault.args, fault.variant, tuple(edits))


def _origin(index: int, mended: tuple[Mended, ...]) -> int:
    for step in reversed(mended):
        index = step.origin(index)
    return index


def _tabs(text: str, faults: Iterable[Found]) -> list[Found]:
    """Tabs that no slip has named: they stand inside texts or comments."""
    if "\t" not in text:
        return []
    named = {index for fault in faults if fault.code == "LM127" for index in range(fault.start, fault.end)}
    tabs = (index for index, sign in enumerate(text) if sign == "\t" and index not in named)
    found = (Found.of("LM004", index, index + 1, character="U+0009") for index in islice(tabs, _MOST_FAULTS))
    return [replace(fault, variant="tab") for fault in found]


def _child(node: yaml.Node, step: Key) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return None, node.value[step]
    return None


def _is_empty(node: yaml.Node) -> bool:
    return bool(node.start_mark.index == node.end_mark.index)


def _extent(node: yaml.Node, text: str) -> tuple[int, int]:
    """Start and end of a node without the blanks and comments that PyYAML's end mark runs over."""
    start = node.start_mark.index
    last = node
    while isinstance(last, yaml.CollectionNode) and not last.flow_style and last.value:
        last = last.value[-1] if isinstance(last, yaml.SequenceNode) else last.value[-1][1]
    return start, start + len(text[start : last.end_mark.index].rstrip())
