"""A newer page over a text that moved on: what was adopted here is not undone because the page does not know it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from living_manifesto.core.amend.apply import apply
from living_manifesto.core.amend.conflict import Conflict
from living_manifesto.core.amend.diff import diff
from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import ROOT, Node, digest
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Outcome, Proposal
from living_manifesto.core.values import replace, value

_AREA = "a"


@value
class Joined:
    """The text with what the page brings, and the words of the places where what was adopted here stays.

    ``whole`` is False where the two could not be joined: the text is then as it stood.
    """

    section: Node
    held: tuple[str, ...]
    whole: bool = True


def join(stands: Node, page: Node, proposals: Iterable[Proposal]) -> Joined:
    """Today's section brought to what the page says, but for the effects of adopted proposals.

    Both have the ids of ``identify(page, stands)``.
    """
    effects = _Effects(each for each in proposals if each.decision and each.decision.outcome is Outcome.ADOPTED)
    before, after = _root(stands), _root(page)
    outline = Outline.of(before)
    wanted, held = list[Change](), list[Change]()
    for change in diff(before, after):
        (held if effects.would_be_undone(change, outline) else wanted).append(change)
    words = tuple(_words(change, outline) for change in held)
    if not held:
        return Joined(page, ())
    found = apply(outline, wanted, stands.id)
    if isinstance(found, Conflict):
        return Joined(stands, words, whole=False)
    return Joined(found.root.children("areas")[0].children("sections")[0], words)


class _Effects:
    """What adopted proposals have done, by node."""

    def __init__(self, adopted: Iterable[Proposal]) -> None:
        self.added: set[str] = set()
        self.fields: set[tuple[str, str]] = set()
        self.moved: set[str] = set()
        self.removed: dict[str, str] = {}
        for proposal in adopted:
            for change in proposal.changes or ():
                self._note(change)

    def _note(self, change: Change) -> None:
        match change:
            case Add(node=node):
                self.added |= {inner.id for inner in node.walk()}
            case Replace(target=target, field=field):
                self.fields.add((_last(target), field))
            case Move(target=target):
                self.moved.add(_last(target))
            case Remove(target=target, was=was):
                self.removed[_last(target)] = was

    def would_be_undone(self, change: Change, stands: Outline) -> bool:
        """Whether a change of the page would take back what was adopted."""
        match change:
            case Add(node=node):
                return any(digest(replace(node, id=name)) == was for name, was in self.removed.items())
            case Replace(target=target, field=field):
                return _last(target) in self.added or (_last(target), field) in self.fields
            case Move(target=target):
                # An order that was adopted is undone by moving any of the neighbours.
                neighbours = {_last(target)} | _siblings(target, stands)
                return _last(target) in self.added or not neighbours.isdisjoint(self.moved)
            case Remove(target=target):
                touched = self.added | self.moved | {name for name, _ in self.fields}
                place = stands.places.get(target)
                below = {inner.id for inner in place.node.walk()} if place is not None else {_last(target)}
                return not below.isdisjoint(touched)


def _siblings(target: str, stands: Outline) -> set[str]:
    place = stands.places.get(target)
    return {node.id for node in stands.places[place.parent].node.children(place.list)} if place is not None else set()


def _root(section: Node) -> Node:
    area = Node(_AREA, title=_AREA).with_children("sections", (section,))
    return Node(ROOT, title=ROOT).with_children("areas", (area,))


def _last(reference: str) -> str:
    return reference.rpartition("/")[2]


def _words(change: Change, stands: Outline) -> str:
    if isinstance(change, Add):
        return change.node.title or change.node.text
    place = stands.places.get(change.target)
    return (place.node.title or place.node.text) if place is not None else change.target


def adopted_in(section: str, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The adopted proposals that are about a section."""
    return tuple(each for each in proposals if _is_about(each, section))


def _is_about(proposal: Proposal, section: str) -> bool:
    decision = proposal.decision
    if decision is None or decision.outcome is not Outcome.ADOPTED:
        return False
    return proposal.section == section or any(
        section in reference.split("/") for change in proposal.changes or () for reference in _references(change)
    )


def _references(change: Change) -> tuple[str, ...]:
    match change:
        case Add(to=to):
            return (to,)
        case Move(target=target, to=to):
            return (target, to)
        case Replace(target=target) | Remove(target=target):
            return (target,)
