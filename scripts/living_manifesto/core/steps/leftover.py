"""Every difference between the text that adoptions explain and the text that stands there, named node by node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.nodes import ROOT, Kind, Node
from living_manifesto.core.numbering import ordinal
from living_manifesto.core.outline import Key, Outline, section_of
from living_manifesto.core.snapshot import manifesto_file
from living_manifesto.core.steps.addresses import displayed, shift, words
from living_manifesto.core.values import replace, value


@value
class Leftover:
    """One unexplained difference; ``section`` is the one whose file holds it (``manifesto`` for the list of them)."""

    key: Key
    section: str
    variant: str
    target: str
    detail: str

    def diagnostic(self, paths: Mapping[str, str]) -> Diagnostic:
        """The fault, at the file that holds the difference."""
        file = manifesto_file(paths) if self.section == ROOT else paths.get(self.section, "")
        args = {"section": self.section, "target": self.target, "detail": self.detail}
        return Diagnostic.of("LM701", file, **args).but(variant=self.variant)


def leftovers(explained: Outline, after: Outline) -> list[Leftover]:
    """All differences in reading order; empty exactly when the two trees (of unique addresses) are equal."""
    if explained.root == after.root:
        return []
    renamed = _renamed(explained, after)
    found = [*_standing(explained, after, renamed), *_removed(explained, after, renamed)]
    # Nothing may slip through: what these comparisons do not know is still named as a difference of the whole.
    return found or [Leftover(ROOT, ROOT, "", displayed(after, ROOT), "")]


def _renamed(explained: Outline, after: Outline) -> dict[Key, Key]:
    """The nodes that stand where they stood, with all they held, under another id: new address to old."""
    renamed: dict[Key, Key] = {}
    fresh = [key for key in after.places if key not in explained.places and section_of(key)]
    gone = [key for key in explained.places if key not in after.places] if fresh else []
    for key in fresh:
        here = after.places[key]
        for old in gone:
            there = explained.places[old]
            stays = (here.parent, here.list, ordinal(after, key)) == (there.parent, there.list, ordinal(explained, old))
            if stays and replace(here.node, id=there.node.id) == there.node:
                renamed[key] = old
    return renamed


def _standing(explained: Outline, after: Outline, renamed: Mapping[Key, Key]) -> Iterator[Leftover]:
    for key, place in after.places.items():
        was = explained.places.get(key)
        if was is not None:
            if renamed.get(place.parent) != was.parent:
                yield from _altered(explained, after, key)
        elif key in renamed:
            detail = f"{explained.places[renamed[key]].node.id} → {place.node.id}"
            yield Leftover(key, _holder(key), "id", displayed(after, key), detail)
        elif place.parent in explained.places:
            yield Leftover(key, _holder(key), "added", _around(after, key), words(place.node))


def _removed(explained: Outline, after: Outline, renamed: Mapping[Key, Key]) -> Iterator[Leftover]:
    old = set(renamed.values())
    for key, place in explained.places.items():
        if key not in after.places and key not in old and place.parent in after.places:
            yield Leftover(key, _holder(key), "removed", _around(explained, key), words(place.node))


def _around(outline: Outline, key: Key) -> str:
    """Where a node stands; of areas and sections what holds them, since their own name tells the rest."""
    return displayed(outline, key if section_of(key) else outline.places[key].parent)


def _altered(explained: Outline, after: Outline, key: Key) -> Iterator[Leftover]:
    was, now = explained.places[key], after.places[key]
    old, new = was.node, now.node
    if (was.parent, was.list) == (now.parent, now.list) and _own(old) == _own(new):
        return  # nearly all nodes: to tell their places takes longer than all the rest
    target, inside = displayed(after, key), _inside(after, key)
    if (was.parent, was.list) != (now.parent, now.list):
        detail = f"{displayed(explained, key)} → {target}"
        yield Leftover(key, _holder(key), "moved", target, detail)
    if old.title != new.title:
        yield Leftover(key, inside, "title", target, shift(old.title, new.title))
    if old.text != new.text:
        yield Leftover(key, inside, "text", target, shift(old.text, new.text))
    if old.form is not new.form:
        yield Leftover(key, inside, "text", target, f"{old.form} → {new.form}")
    if old.number != new.number:
        yield Leftover(key, _holder(key), "number", target, f"{old.number or '-'} → {new.number or '-'}")
    for name, children in old.lists:
        before, behind = _common(children, new.children(name))
        if before != behind:
            yield Leftover(key, inside, "order", target, f"{' '.join(before)} → {' '.join(behind)}")


def _own(node: Node) -> tuple[object, ...]:
    """What a node says itself, and the order of what it holds."""
    children = [(name, [child.id for child in held]) for name, held in node.lists]
    return node.title, node.text, node.form, node.number, children


def _common(one: tuple[Node, ...], other: tuple[Node, ...]) -> tuple[list[str], list[str]]:
    left, right = [node.id for node in one], [node.id for node in other]
    return [each for each in left if each in right], [each for each in right if each in left]


def _holder(key: Key) -> str:
    """Whose file says that a node stands where it stands: its section's; the manifesto's for sections and areas."""
    return section_of(key) or ROOT


def _inside(outline: Outline, key: Key) -> str:
    """Whose file holds the fields and lists of a node."""
    return key if outline.places[key].kind is Kind.SECTION else section_of(key) or ROOT
