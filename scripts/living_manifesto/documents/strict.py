"""Strict YAML: one text to plain values and faults; scalars mean what they look like."""

from __future__ import annotations

import operator
import re

import yaml
from yaml._yaml import CParser

from living_manifesto.core.values import replace
from living_manifesto.documents.broken import broken
from living_manifesto.documents.characters import character_name, fault_of, forbidden
from living_manifesto.documents.dates import ISO_DATE
from living_manifesto.documents.places import Found
from living_manifesto.documents.survey import DEEPEST, needs_survey, survey
from living_manifesto.documents.vocabulary import (
    BOOLEAN_KEYS,
    CITIZENS_KEYS,
    CONTAINER_KEYS,
    DATE_KEYS,
    INTEGER_KEYS,
    TEXT_KEYS,
)

_STR = "tag:yaml.org,2002:str"
_MISSING = frozenset({"", "~", "null", "Null", "NULL"})
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})", re.ASCII)
_MOST_NAMED = 200
_LONGEST_LOST = 60
_CUT_OFF = re.compile(r" +(#[^ \t\n#][^\n]*)")


class _Composer(CParser):
    """The C composer without tag resolution: every scalar stays the text it is.

    Builtins do not bind to the instance: called three times a node, they save a tenth of the time.
    """

    descend_resolver = operator.is_
    ascend_resolver = bool

    def resolve(self, *_: object) -> str:
        return _STR


class Tree:
    """A text as read: nodes, values, faults; ``doubtful`` when a slip of the keyboard may hide in it."""

    __slots__ = ("broken", "doubtful", "faults", "root", "value")

    def __init__(self, root: yaml.Node | None = None, faults: list[Found] | None = None) -> None:
        self.root = root
        self.value: dict[str, object] | None = None
        self.faults = faults or []
        self.doubtful = False
        self.broken: Found | None = None


def parse(text: str) -> Tree:
    """The values and faults of a text whose characters the parser takes; never raises."""
    if needs_survey(text):
        return _surveyed(text)
    try:
        root = _Composer(text).get_single_node()
    except yaml.MarkedYAMLError:
        return _surveyed(text)
    return _built(Tree(root), text)


def _surveyed(text: str) -> Tree:
    """The tree of a text that needs care: only what the events showed to be harmless is composed."""
    seen = survey(text)
    tree = Tree(faults=seen.faults)
    if seen.error is not None:
        return _broken(tree, seen.error, text)
    if seen.text is None:
        return tree
    try:
        tree.root = _Composer(seen.text).get_single_node()
    except yaml.MarkedYAMLError as error:
        # What the composer alone refuses (an anchor given twice) has been named on the way.
        return tree if tree.faults else _broken(tree, error, text)
    return _built(tree, text)


def _built(tree: Tree, text: str) -> Tree:
    if not isinstance(tree.root, yaml.MappingNode):
        start = tree.root.start_mark.index if tree.root is not None else 0
        end = text.find("\n", start)
        tree.faults.append(Found.of("LM112", start, len(text) if end < 0 or tree.root is None else end))
        tree.doubtful = True
        return tree
    builder = _Builder(text)
    tree.value = builder.mapping(tree.root, 1)
    tree.faults += builder.faults
    tree.doubtful = builder.doubtful
    return tree


def _broken(tree: Tree, error: yaml.MarkedYAMLError, text: str) -> Tree:
    tree.broken = broken(error, text)
    tree.doubtful = True
    return tree


_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b"}
_ESCAPED |= {"N": "\x85", "L": "\u2028", "P": "\u2029", "\t": "\t"}


def _escape_of(character: str, raw: str) -> tuple[int, int]:
    """Where in a quoted text an escape stands for the character; the whole text if that cannot be told."""
    for match in _ESCAPE.finditer(raw):
        code = match[1] or match[2] or match[3]
        meant = chr(min(int(code, 16), 0x10FFFF)) if code else _ESCAPED.get(match[4])
        if meant == character:
            return match.span()
    return 0, len(raw)


class _Builder:
    """Plain values from composed nodes, and the faults on the way."""

    __slots__ = ("_hashes", "_named_to", "doubtful", "faults", "text")

    def __init__(self, text: str) -> None:
        self.text = text + "\n"  # so that there always is a sign behind a key
        self.faults: list[Found] = []
        self.doubtful = False
        self._named_to = 0
        self._hashes = " #" in text

    def mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, object]:
        value: dict[str, object] = {}
        text = self.text
        if node.flow_style:
            self._flow(node, [part for pair in node.value for part in pair])
        for key_node, value_node in node.value:
            key, end = key_node.value, key_node.end_mark
            plain = key_node.__class__ is yaml.ScalarNode and text[end.index] == ":" and key
            if not plain and not self._may_be_key(key_node):
                continue
            if key in value:
                self._duplicate(node, key_node)
                continue
            if not key.isascii() or key[0] == "-":
                self.doubtful = True
            if key == "<<":
                self._fault("LM105", key_node)
                continue
            if value_node.__class__ is yaml.ScalarNode:
                value[key] = self._scalar(value_node, key, key_node)
            else:
                value[key] = self._collection(value_node, key, depth)
        return value

    def _collection(self, node: yaml.CollectionNode, key: str, depth: int) -> object:
        if depth >= DEEPEST:
            if not any(fault.code == "LM111" for fault in self.faults):
                start = node.start_mark.index
                self.faults.append(Found.of("LM111", start, start + 1, limit=DEEPEST))
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, depth + 1)
        return self._sequence(node, key, depth + 1)

    def _sequence(self, node: yaml.CollectionNode, key: str, depth: int) -> list[object]:
        if node.flow_style:
            self._flow(node, node.value)
        items: list[object] = []
        for item in node.value:
            if item.__class__ is not yaml.ScalarNode:
                items.append(self._collection(item, key, depth))
                continue
            if not node.flow_style and item.value and not self._beside_its_mark(item.start_mark.index):
                self._wrapped(item)
            if key in CONTAINER_KEYS and (not item.value.isascii() or ":" in item.value):
                self.doubtful = True
            items.append(self._scalar(item, "", item, owner=key))
        return items

    def _scalar(self, node: yaml.ScalarNode, key: str, place: yaml.Node, owner: str = "") -> object:
        value: str = node.value
        style = node.style
        if not style and value in _MISSING:
            self.doubtful = True
            if key:
                self._fault("LM109", place, key=key)
            else:
                self._empty_entry(node, owner)
            return None
        line = node.start_mark.line
        if line != place.end_mark.line and place is not node:
            self._wrapped(node)
        elif style == "|":
            return value.rstrip("\n")
        elif line != node.end_mark.line or style == ">":
            self._wrapped(node)
            value = value.rstrip("\n")
        if not style:
            if key in INTEGER_KEYS and _INTEGER.fullmatch(value):
                return int(value)
            if key in BOOLEAN_KEYS and value in ("true", "false"):
                return value == "true"
            if self._hashes and key in CITIZENS_KEYS:
                self._cut_off(node)
        elif style == '"':
            value = value.rstrip("\n")
            self._decoded(value, node)
        if key not in TEXT_KEYS:
            self._doubt(key, value)
        return value

    def _cut_off(self, node: yaml.ScalarNode) -> None:
        """Name what YAML takes for a comment although it stands in a text: a number sign with no space behind it."""
        lost = _CUT_OFF.match(self.text, node.end_mark.index)
        if lost is not None:
            self.faults.append(Found.of("LM115", *lost.span(1), lost=lost[1][:_LONGEST_LOST]))

    def _doubt(self, key: str, value: str) -> None:
        if key == "source" and not value.startswith(("{", "｛")):
            return  # the source of a baseline is told in words
        if not value.isascii() or key in CONTAINER_KEYS or (key in DATE_KEYS and not ISO_DATE.fullmatch(value)):
            self.doubtful = True

    def _decoded(self, value: str, node: yaml.ScalarNode) -> None:
        """Escapes must not smuggle in what may not stand in the file openly."""
        if forbidden().search(value) is None:
            return
        raw = self.text[node.start_mark.index : node.end_mark.index]
        for character in dict.fromkeys(forbidden().findall(value)):
            if character not in raw:
                start, end = _escape_of(character, raw)
                at = node.start_mark.index
                name = character_name(character)
                self.faults.append(Found.of(fault_of(character), at + start, at + end, character=name))

    def _empty_entry(self, node: yaml.ScalarNode, owner: str) -> None:
        start, end = node.start_mark.index, node.end_mark.index
        dash = self.text.rfind("-", 0, start) if start == end else -1
        found = Found.of("LM109", *((start, end) if dash < 0 else (dash, dash + 1)), key=owner)
        self.faults.append(replace(found, variant="entry"))

    def _may_be_key(self, node: yaml.Node) -> bool:
        """Whether a node that does not stand directly before its colon is a key all the same."""
        if isinstance(node, yaml.ScalarNode) and node.value:
            end = node.end_mark.index
            beyond = self.text[end : end + 200].lstrip(" \t")
            # In a one-line mapping an entry without colon is a missing value, not an odd key.
            if beyond[:1] in (":", ",", "}"):
                return True
        self.doubtful = True
        self._fault("LM110", node)
        return False

    def _duplicate(self, node: yaml.MappingNode, again: yaml.ScalarNode) -> None:
        first = next(key for key, _ in node.value if key.value == again.value)
        line = self.text.count("\n", 0, first.start_mark.index) + 1
        self._fault("LM102", again, key=again.value[:80], first_line=line)

    def _flow(self, node: yaml.CollectionNode, parts: list[yaml.Node]) -> None:
        if all(part.__class__ is yaml.ScalarNode for part in parts) and node.start_mark.line == node.end_mark.line:
            return
        # Inside a list or mapping that is named already, one fault is enough.
        if node.start_mark.index >= self._named_to:
            self._named_to = node.end_mark.index
            self._fault("LM107", node)

    def _beside_its_mark(self, index: int) -> bool:
        text = self.text
        return text[index - 2 : index - 1] == "-" or text[max(0, index - 200) : index].rstrip(" \t").endswith("-")

    def _wrapped(self, node: yaml.Node) -> None:
        self.doubtful = True
        self._fault("LM108", node)

    def _fault(self, code: str, node: yaml.Node, **args: str | int) -> None:
        if len(self.faults) > _MOST_NAMED:
            return
        start, end = node.start_mark.index, node.end_mark.index
        shown = self.text[start:end].rstrip()
        self.faults.append(Found.of(code, start, start + max(len(shown), 1), **args))
