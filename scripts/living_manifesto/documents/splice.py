"""New values into an existing file, so that every byte outside the changed values stays.

Lists are compared by id: what stays in its list is edited in place, a node that moves takes its own lines
along (comments, quotes and all), what is new is written in canonical form. Extents come from ``layout``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import yaml

from living_manifesto.core.diagnostics import Edit
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Topics
from living_manifesto.documents import canonical, decode, encode, restyle, scalars
from living_manifesto.documents.keys import NODE_LISTS, in_order, rank
from living_manifesto.documents.layout import Entry, Layout, Pair, indented, with_edits
from living_manifesto.documents.matching import Standing, are_mappings, list_offset, standing, staying
from living_manifesto.documents.reader import Document

Plain = Mapping[str, Any]


def rewrite(document: Document, node: Node) -> str:
    """The text of a section file with the values of ``node``; settings, comments and layout keep their bytes."""
    before = encode.section(decode.section(_value(document)))
    return _rewritten(document, before, encode.section(node))


def rewrite_manifesto(document: Document, root: Node) -> str:
    """The text of ``manifesto.yaml`` with the titles, order and numbers of ``root``; settings keep their bytes."""
    before = encode.manifesto(decode.ManifestoFile(decode.manifesto(_value(document)).root))
    return _rewritten(document, before, encode.manifesto(decode.ManifestoFile(root)))


def rewrite_proposal(document: Document, proposal: Proposal) -> str:
    """The text of a proposal file with the values of ``proposal``; keys that say the same keep their bytes."""
    before = encode.proposal(decode.proposal(_value(document)))
    return _rewritten(document, before, encode.proposal(proposal))


def rewrite_topics(document: Document, topics: Topics) -> str:
    """The text of a file of topics with the values of ``topics``; what says the same keeps its bytes."""
    return _rewritten(document, encode.topics(decode.topics(_value(document))), encode.topics(topics))


def _value(document: Document) -> Plain:
    if not isinstance(document.value, Mapping):
        raise TypeError(f"{document.file} holds no values")
    return document.value


def _rewritten(document: Document, before: Plain, after: Plain) -> str:
    if before == after:
        return document.text
    root = document.root
    if not isinstance(root, yaml.MappingNode):
        raise TypeError(f"{document.file} was not understood and cannot be rewritten")
    if root.flow_style:
        others = {key: held for key, held in _value(document).items() if key not in before}
        return canonical.dump(in_order(others | dict(after)))
    unended = not document.text.endswith("\n")
    layout = Layout(document.text + "\n" if unended else document.text)
    splice = _Splice(layout, dict(standing(root, before)), list_offset(root))
    splice.mapping(root, before, after)
    text = with_edits(layout.text, splice.edits)
    return text[:-1] if unended else text


@dataclass(slots=True)
class _Splice:
    """One rewriting: the layout of the old text, where its nodes stand, and the edits found so far."""

    layout: Layout
    known: Mapping[str, Standing]
    offset: int
    edits: list[Edit] = field(default_factory=list)

    def mapping(self, node: yaml.MappingNode, before: Plain, after: Plain) -> None:
        """Edit a block mapping. Values come before new keys, so that what ends at one place keeps its order."""
        pairs = {key.value: (key, held) for key, held in node.value}
        gone = {key for key in pairs if key in before and key not in after}
        kept = [pair for key, pair in pairs.items() if key not in gone]
        fresh = []
        for key, value in after.items():
            if key in pairs and before.get(key) != value:
                self.value(pairs[key], before.get(key), value)
            elif key not in pairs:
                fresh.append(key)
        for key in fresh:
            self.insert(key, after[key], kept)
        if gone:
            self.remove(node, gone)

    def value(self, pair: Pair, before: Any, after: Any) -> None:
        """Edit the value of a key."""
        key, node = pair
        match node, before, after:
            case yaml.MappingNode(flow_style=False), Mapping(), Mapping():
                self.mapping(node, before, after)
            case yaml.MappingNode(), Mapping(), Mapping() if self.flow(node, before, after):
                pass
            case yaml.SequenceNode(flow_style=False), [_, *_], [_, *_] if are_mappings(before) and are_mappings(after):
                self.list(node, key.value, before, after)
            case yaml.ScalarNode(), str() | int() | None, str() | int() if node.end_mark.index > node.start_mark.index:
                self.edits.append(restyle.scalar(self.layout, node, after, column=key.start_mark.column))
            case _:
                self.write_again(pair, after)

    def flow(self, node: yaml.MappingNode, before: Plain, after: Plain) -> bool:
        """Edit the scalars of a ``{…}`` in place, and say whether that was enough."""
        held = {key.value: value for key, value in node.value if isinstance(value, yaml.ScalarNode)}
        if not before.keys() <= after.keys() <= held.keys() or canonical.one_line_mapping(after) is None:
            return False
        changed = [key for key in after if before.get(key) != after[key]]
        self.edits += [restyle.flow_scalar(self.layout, held[key], after[key]) for key in changed]
        return True

    def entry(self, node: yaml.Node, before: Plain, after: Plain) -> None:
        """Edit one entry of a list."""
        if isinstance(node, yaml.MappingNode) and not node.flow_style:
            self.mapping(node, before, after)
            return
        if isinstance(node, yaml.MappingNode) and self.flow(node, before, after):
            return
        start, end = node.start_mark.index, node.end_mark.index
        flow = canonical.one_line_mapping(after)
        if flow is not None and len(flow) <= canonical.WIDTH:
            self.edits.append(Edit(start, end, flow))
            return
        stop = self.layout.line_end(end)
        column = node.start_mark.column
        first, _, others = self.block(after, column)[column:].partition("\n")
        self.edits.append(Edit(start, stop + 1, first + self.layout.text[end:stop] + "\n" + others))

    def list(self, node: yaml.SequenceNode, name: str, before: Sequence[Plain], after: Sequence[Plain]) -> None:
        """Edit a block list that has entries before and after."""
        entries = self.layout.entries(node)
        stay = staying(before, after)
        for old, new in stay.items():
            if before[old] != after[new]:
                self.entry(entries[old].value, before[old], after[new])
        self.put(entries, stay, name, after)
        for place in range(len(entries)):
            if place not in stay:
                self.cut(entries, place, stay)

    def put(self, entries: Sequence[Entry], stay: Mapping[int, int], name: str, after: Sequence[Plain]) -> None:
        """Write what is new in a list after the entry that precedes it; at the front, before the first that stays."""
        old_places = {new: old for old, new in stay.items()}
        anchor = None
        for new, value in enumerate(after):
            if new in old_places:
                anchor = old_places[new]
                continue
            written = self.written(name, value, entries[0].column)
            if anchor is None:
                first = min(stay, default=0)
                place, text = entries[first].lead, written + self.gap(entries, first, first + 1)
            else:
                last = anchor == len(entries) - 1
                gap = self.gap(entries, anchor - 1, anchor) if last else self.gap(entries, anchor, anchor + 1)
                place, text = entries[anchor].end, gap + written
            self.edits.append(Edit(place, place, text))

    def gap(self, entries: Sequence[Entry], above: int, below: int) -> str:
        """The blank lines that part two neighbours; none if one of them is missing."""
        if above < 0 or below >= len(entries):
            return ""
        start = entries[above].end
        stop = self.layout.blank_lines_after(start)
        return "\n" * self.layout.text.count("\n", start, stop)

    def cut(self, entries: Sequence[Entry], place: int, stay: Mapping[int, int]) -> None:
        """Take an entry out, with one of the two gaps around it."""
        entry = entries[place]
        start, end = entry.lead, entry.end
        above = self.layout.blank_lines_before(start, entries[place - 1].end) if place else start
        below = self.layout.blank_lines_after(end) if place + 1 < len(entries) else end
        if place < min(stay, default=len(entries)):
            end = below
        elif place > max(stay) or start - above <= below - end:
            start = above
        else:
            end = below
        self.edits.append(Edit(start, end, ""))

    def insert(self, key: str, value: Any, pairs: Sequence[Pair]) -> None:
        """Write a new key after the one that precedes it in canonical order."""
        earlier = [pair for pair in pairs if rank(pair[0].value) < rank(key)]
        anchor = max(earlier, key=lambda pair: rank(pair[0].value)) if earlier else pairs[0]
        place = self.layout.pair_end(anchor)
        self.edits.append(Edit(place, place, self.pair(key, value, anchor[0].start_mark.column)))

    def remove(self, node: yaml.MappingNode, gone: set[str]) -> None:
        """Take keys out of a mapping; the key that follows moves up to a dash that would stand alone."""
        pairs: Sequence[Pair] = node.value
        start = pairs[0][0].start_mark.index
        leading = list(takewhile(lambda pair: pair[0].value in gone, pairs))
        if leading and self.layout.text[self.layout.line_start(start) : start].strip():
            survivor = pairs[len(leading)][0].start_mark.index
            if all(self.layout.is_bare(pair, until=survivor) for pair in leading):
                self.edits.append(Edit(start, survivor, ""))
            else:
                self.empty(leading[0])
                leading = leading[:1]
            pairs = pairs[len(leading) :]
        for pair in pairs:
            if pair[0].value not in gone:
                continue
            if self.layout.is_bare(pair) or pair[0].value not in NODE_LISTS | {"form"}:
                self.edits.append(
                    Edit(self.layout.line_start(pair[0].start_mark.index), self.layout.pair_end(pair), "")
                )
            else:
                self.empty(pair)

    def empty(self, pair: Pair) -> None:
        """Leave a key with nothing to say, because a comment hangs on it or the dash needs it."""
        key, node = pair
        if isinstance(node, yaml.ScalarNode):
            neutral = "bullet" if key.value == "form" else ""
            self.edits.append(restyle.scalar(self.layout, node, neutral, column=key.start_mark.column))
            return
        self.edits.append(Edit(place := self.layout.colon(pair), place, " []"))
        if isinstance(node, yaml.SequenceNode):
            self.edits += [Edit(entry.lead, entry.end, "") for entry in self.layout.entries(node)]

    def write_again(self, pair: Pair, value: Any) -> None:
        """Write a key in canonical form; the comment on its line stays there, those below come under the key."""
        key, node = pair
        column, start = key.start_mark.column, key.start_mark.index
        stop = self.layout.line_end(self.layout.content_end(node, column))
        end = self.layout.pair_end(pair)
        first, _, others = self.pair(key.value, value, column)[column:].partition("\n")
        below = [line.strip() for line in self.layout.text[stop:end].split("\n")]
        comments = "".join(" " * column + line + "\n" for line in below if line)
        self.edits.append(Edit(start, end, first + self.layout.comment(pair) + "\n" + others + comments))

    def pair(self, key: str, value: Any, column: int) -> str:
        """The lines of a key that is new, or new in its form."""
        if key not in NODE_LISTS or not value:
            return "".join(line + "\n" for line in canonical.pair(key, value, column))
        entries = (self.written(key, entry, column + self.offset) for entry in value)
        return " " * column + key + ":\n" + "".join(entries)

    def block(self, plain: Plain, column: int) -> str:
        """The lines of a mapping that is new."""
        return "".join(self.pair(key, value, column) for key, value in plain.items())

    def written(self, name: str, plain: Plain, column: int) -> str:
        """The lines of an entry that is new in its list: its own old lines, edited, if it stood elsewhere."""
        old = self.known.get(plain.get("id", "")) if name in NODE_LISTS else None
        if old is not None:
            entry = self.layout.entry(old.node, old.column)
            inner = _Splice(self.layout, self.known, self.offset)
            if old.value != plain:
                inner.entry(entry.value, old.value, plain)
            return indented(with_edits(self.layout.text, inner.edits, entry.lead, entry.end), column - old.column)
        if name not in NODE_LISTS:
            return "".join(line + "\n" for line in canonical.entry(name, plain, column))
        return " " * column + "- " + self.block(plain, column + scalars.INDENT)[column + scalars.INDENT :]
