"""Where each sentence came from: the proposal whose adoption brought it, by the texts before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Key, Outline, section_of
from living_manifesto.core.values import NOTHING, value
from living_manifesto.documents.schema import Schemas
from living_manifesto.history.effects import Effect, effects
from living_manifesto.history.sentences import sentences, stayed
from living_manifesto.history.steps import Mark, Step
from living_manifesto.rules.source import Source
from living_manifesto.rules.tree import Tree

BASELINES = "proposals/baselines"
Visits = Callable[[Iterable[str]], Iterable[tuple[Step, Source, Source]]]
"""Gives the steps that touch one of the paths (``*`` for any folder), oldest first, with the trees around each."""


class Cause(StrEnum):
    """What brought a sentence."""

    FIRST = "first"
    LATER = "later"
    ADOPTION = "adoption"
    SILENT = "silent"


@value
class Origin:
    """What brought a sentence, in which step; ``name`` is the id of the proposal or baseline."""

    cause: Cause
    mark: Mark
    name: str = ""


@value
class Sentence:
    """A sentence of a node, or its title as a whole."""

    text: str
    origin: Origin


class Origins:
    """The sentences of some sections, node by node, as step after step leaves them."""

    def __init__(self, sections: Iterable[str]) -> None:
        self.sections = set(sections)
        self.nodes: dict[Key, tuple[Sentence, ...]] = {}
        self.elsewhere: set[str] = set()
        self._began = False
        # Who puts back in silence what a proposal had brought brings nothing: the proposal is named again.
        self._known: dict[tuple[Key, str], Origin] = {}

    def take(self, mark: Mark, before: Tree, after: Tree, changed: Iterable[str]) -> None:
        """Go on by one step."""
        if self.has_begun:
            self.follow(mark, after, effects(before, after, tuple(changed)))
        else:
            self._begin(mark, after)

    @property
    def has_begun(self) -> bool:
        """Whether a baseline is recorded, from which sentences are told."""
        return self._began

    def follow(self, mark: Mark, after: Tree, found: Iterable[Effect]) -> None:
        """Go on by one step whose effects are known."""
        for effect in found:
            self.elsewhere |= {section_of(former) for former in effect.origins.values()} - self.sections
            self._turn(effect.after, _origin(effect, mark), _readable(after, self.sections), effect.origins)

    def _begin(self, mark: Mark, after: Tree) -> None:
        records = [name for name in after.source.names(BASELINES) if name.endswith(".yaml")]
        if records:
            self._began = True
            origin = Origin(Cause.FIRST, mark, min(records).removesuffix(".yaml"))
            self._turn(after.outline(self.sections), origin, self.sections)

    def _turn(
        self, outline: Outline, origin: Origin, sections: Iterable[str], origins: Mapping[Key, Key] = NOTHING
    ) -> None:
        """Let the sentences be those of a text; what was not there before came by ``origin``."""
        former = dict(self.nodes)
        for section in sections:
            place = outline.places.get(section)
            if place is None or not _is_stub(place.node):
                for key in [key for key in former if key.partition("/")[0] == section]:
                    del self.nodes[key]
        for key, place in outline.places.items():
            section = key.partition("/")[0]
            if section in sections and not _is_stub(outline.places[section].node):
                old = former.get(key) or former.get(origins.get(key, ""), ())
                self.nodes[key] = self._renewed(key, old, place.node, origin)

    def _renewed(self, key: Key, old: tuple[Sentence, ...], node: Node, origin: Origin) -> tuple[Sentence, ...]:
        texts = [node.title] if node.title else sentences(node.text)
        kept = stayed([each.text for each in old], texts)
        held = tuple(
            old[kept[place]] if place in kept else Sentence(text, self._who(key, text, origin))
            for place, text in enumerate(texts)
        )
        self._known.update(((key, each.text), each.origin) for each in held if each.origin.cause is not Cause.SILENT)
        return held

    def _who(self, key: Key, text: str, origin: Origin) -> Origin:
        return self._known.get((key, text), origin) if origin.cause is Cause.SILENT else origin


def blame(section: str, visits: Visits, schemas: Schemas) -> dict[Key, tuple[Sentence, ...]]:
    """The sentences of a section by address, each with its origin.

    Only steps that touch the section are read, and those of sections from which a node of it was moved here.
    """
    origins = Origins({section})
    while True:
        paths = [*(f"manifesto/*/{name}.yaml" for name in sorted(origins.sections)), f"{BASELINES}/*"]
        for step, before, after in visits(paths):
            known = Tree(before, schemas)
            origins.take(step.mark, known, Tree(after, schemas, known.known), step.paths)
        if not origins.elsewhere:
            return {key: held for key, held in origins.nodes.items() if key.partition("/")[0] == section}
        origins = Origins(origins.sections | origins.elsewhere)


def _origin(effect: Effect, mark: Mark) -> Origin:
    if effect.proposal is not None:
        return Origin(Cause.ADOPTION, mark, effect.proposal.id)
    return Origin(Cause.LATER, mark, effect.baseline) if effect.baseline else Origin(Cause.SILENT, mark)


def _readable(tree: Tree, sections: Iterable[str]) -> set[str]:
    """The sections that can be read or are gone; of the others what was known stays known."""
    if tree.manifesto() is None:
        return set()
    entries = {name: tree.section(name) for name in sections}
    return {name for name, entry in entries.items() if entry is None or entry.value is not None}


def _is_stub(section: Node) -> bool:
    return not section.title and not section.lists


def within(node: Key, nodes: Mapping[Key, tuple[Sentence, ...]], outline: Outline) -> Iterator[Key]:
    """The addresses of a node and of all below it, in reading order."""
    for key in outline.places:
        above = key
        while above and above != node:
            place = outline.places.get(above)
            above = place.parent if place else ""
        if above and key in nodes:
            yield key
