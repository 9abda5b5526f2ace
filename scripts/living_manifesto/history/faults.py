"""What the audit holds against a step, and whether the text still shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.nodes import ROOT
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.steps.leftover import Leftover
from living_manifesto.core.values import replace, value
from living_manifesto.history.steps import Mark

TEXT_CODES = frozenset({"LM701", "LM705"})
"""The faults that the text itself shows, as long as it differs from the sum of the adopted proposals."""

_WHOLE_NODE = frozenset({"added", "removed", "moved", "id"})
_FIELDS = frozenset({"text", "title", "order", "number"})


@value
class Fault:
    """Something that no act explains: the step that did it, what it is, and the step that made it good again.

    ``nodes`` of a fault in the text: the address that it names, and others in which the text differs because of it.
    """

    mark: Mark
    diagnostic: Diagnostic
    nodes: tuple[Key, ...] = ()
    mended: Mark | None = None

    @property
    def is_open(self) -> bool:
        """Whether no later step has made it good."""
        return self.mended is None

    @property
    def is_in_text(self) -> bool:
        """Whether it is about what the reader reads."""
        return self.diagnostic.code in TEXT_CODES


@value
class Differences:
    """Where the text differs from what the adopted proposals say, and both texts."""

    found: tuple[Leftover, ...]
    proven: Outline
    real: Outline
    unseen: frozenset[str] = frozenset()
    """Sections whose file cannot be read: nothing can be said about them."""

    def show(self, fault: Fault) -> bool:
        """Whether the text still differs because of a fault, as far as can be seen."""
        return any(self.ties(fault, each) for each in self.found) or any(
            node.partition("/")[0] in self.unseen for node in fault.nodes
        )

    def ties(self, fault: Fault, found: Leftover) -> bool:
        """Whether a difference belongs to a fault: the same node, one it stands in, or one that stands in it."""
        return any(
            self._is_of(found, node, "" if place else fault.diagnostic.variant)
            for place, node in enumerate(fault.nodes)
        )

    def _is_of(self, found: Leftover, node: Key, variant: str) -> bool:
        whole = variant not in _FIELDS
        if found.key == node:
            return whole or found.variant == variant or found.variant in _WHOLE_NODE
        if found.variant in _WHOLE_NODE and found.key in above(node, self.proven, self.real):
            return True
        return whole and node in above(found.key, self.proven, self.real)

    def are_gone(self, diagnostic: Diagnostic, node: Key) -> bool:
        """Whether nothing is left of the difference that a step seemed to make: it put back what was proven."""
        if node.partition("/")[0] in self.unseen:
            return False
        return not any(self._is_of(each, node, diagnostic.variant) for each in self.found)


def above(key: Key, *outlines: Outline) -> set[Key]:
    """The addresses in which a node stands in one of the texts, the root left out."""
    found: set[Key] = set()
    for outline in outlines:
        place = outline.places.get(key)
        while place is not None and place.parent and place.parent != ROOT:
            found.add(place.parent)
            place = outline.places.get(place.parent)
    return found


def covered(differences: Differences, faults: Sequence[Fault], fresh: Mark, paths: Mapping[str, str]) -> list[Fault]:
    """The open faults, with every difference tied to one: nothing may differ that no open fault answers for."""
    held = list(faults)
    for each in differences.found:
        if any(differences.ties(fault, each) for fault in held):
            continue
        place = next((at for at in reversed(range(len(held))) if held[at].is_in_text), None)
        if place is None:
            held.append(Fault(fresh, each.diagnostic(paths), (each.key,)))
        else:
            held[place] = replace(held[place], nodes=(*held[place].nodes, each.key))
    return held
