"""The text that the adopted proposals give, kept only where it differs from the text that stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from living_manifesto.core.amend.apply import examine
from living_manifesto.core.amend.conflict import Cause, Conflict
from living_manifesto.core.amend.draft import Draft, Take
from living_manifesto.core.amend.fits import field_text
from living_manifesto.core.changes import LAST, Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import ROOT, Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import differing, structure
from living_manifesto.core.steps.demands import placed_key
from living_manifesto.core.steps.order import explain
from living_manifesto.core.values import NOTHING, replace, value


@value
class Proven:
    """What differs: the list of areas and sections, and sections by id (None: stands only in the real text)."""

    structure: Node | None = None
    sections: Mapping[str, Node | None] = NOTHING

    @property
    def is_all(self) -> bool:
        """Whether nothing differs."""
        return self.structure is None and not self.sections

    def text(self, stubs: Node, sections: Mapping[str, Node]) -> Node:
        """The proven text from the real one: its list of sections, and those of its sections that are needed."""
        held = {name: section for name, section in self.sections.items() if section is not None}
        return composed(self.structure or stubs, {**sections, **held})


ALL = Proven()
"""Nothing differs: the text is the sum of the adopted proposals."""


def deviation(proven: Node, real: Node, unseen: Iterable[str] = ()) -> Proven:
    """What to keep of the proven text: where it differs from the real one, and what of that cannot be read."""
    keys = {*differing(proven, real), *unseen}
    held = sections_of(proven)
    if ROOT in unseen:
        return Proven(structure(proven), held)
    kept = {name: held.get(name) for name in sorted(keys - {ROOT})}
    return Proven(structure(proven) if ROOT in keys else None, kept)


def sections_of(root: Node) -> dict[str, Node]:
    """The sections of a text by id."""
    return {section.id: section for area in root.children("areas") for section in area.children("sections")}


def composed(stubs: Node, sections: Mapping[str, Node]) -> Node:
    """The text with those sections in full, each with the number that the list gives it."""
    areas = tuple(
        area.with_children(
            "sections",
            tuple(
                replace(sections[stub.id], number=stub.number) if stub.id in sections else stub
                for stub in area.children("sections")
            ),
        )
        for area in stubs.children("areas")
    )
    return stubs.with_children("areas", areas)


def only(root: Node, names: Iterable[str]) -> Node:
    """The text with those sections in full and the others as stubs."""
    kept, held = set(names), sections_of(root)
    return composed(structure(root), {name: section for name, section in held.items() if name in kept})


def adopt(proven: Outline, adopted: Sequence[Proposal], goal: Outline) -> Outline:
    """The proven text with the adopted proposals in it; one that does not fit is put in as far as it goes.

    ``goal`` is the real text afterwards: it tells the order, and the place where a neighbour is missing.
    """
    stating = [proposal for proposal in adopted if proposal.changes]
    if not stating:
        return proven
    explained = explain(proven, stating, goal)
    draft = Draft(explained.outline)
    for proposal, _ in explained.refused:
        for change in proposal.changes or ():
            _force(draft, change, proposal.section, goal)
    return draft.outline() if explained.refused else explained.outline


def _force(draft: Draft, change: Change, home: str, goal: Outline) -> None:
    """Make a change whatever stood before; what it cannot be made on is left out."""
    found = examine(draft, _relaxed(draft, change, home, goal), home)
    if isinstance(found, Conflict) and found.cause is Cause.ID_TAKEN and isinstance(change, Add):
        for key in [inner for inner in _addresses(draft, change, home) if inner in draft]:
            if key in draft:
                draft.make(Take(key))
        found = examine(draft, _relaxed(draft, change, home, goal), home)
    if not isinstance(found, Conflict):
        draft.make(found)


def _addresses(draft: Draft, change: Add, home: str) -> list[str]:
    parent = draft.key(change.to, home)
    return [draft.prefix(parent) + node.id for node in change.node.walk()] if parent else []


def _relaxed(draft: Draft, change: Change, home: str, goal: Outline) -> Change:
    """The change as it fits this text: what stood before is not asked for, a missing neighbour is replaced."""
    match change:
        case Replace(target=target, field=field):
            key = draft.key(target, home)
            return change if key is None else replace(change, was=field_text(draft.at(key).node, field))
        case Remove():
            return replace(change, was="")
        case Add():
            return replace(change, after=_neighbour(draft, change, home, goal))
        case Move():
            return replace(change, was="", after=_neighbour(draft, change, home, goal))


def _neighbour(draft: Draft, change: Add | Move, home: str, goal: Outline) -> str:
    """The sibling behind which the node is to stand: the nearest before it in the goal that stands here too."""
    key, parent = placed_key(goal, change, home), draft.key(change.to, home)
    place = goal.places.get(key)
    if parent is None or place is None or place.parent != parent:
        return change.after if parent is not None and _is_sibling(draft, parent, change.after) else LAST
    siblings = [node.id for node in goal.places[parent].node.children(place.list)]
    before = siblings[: siblings.index(place.node.id)][::-1]
    here = {each.rpartition("/")[2] for each in draft.children(parent, place.list)}
    return next((each for each in before if each in here), "first")


def _is_sibling(draft: Draft, parent: str, after: str) -> bool:
    key = draft.prefix(parent) + after
    return key in draft and draft.at(key).parent == parent
