"""What the changes of proposals adopted in one step demand of their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from living_manifesto.core.changes import FIRST, LAST, Add, Change, Move, Remove
from living_manifesto.core.nodes import Kind
from living_manifesto.core.numbering import lineage
from living_manifesto.core.outline import Key, Outline, section_of
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.values import value


@value
class _Placing:
    """A node put behind a neighbour; the neighbour is the list's beginning where the key is empty."""

    node: Key
    parent: Key
    neighbour: Key


@value
class _Demands:
    """What a proposal holds on to (with all that stands above it), takes away, moves and places."""

    holds: frozenset[Key]
    takes: frozenset[Key]
    moves: frozenset[Key]
    placings: tuple[_Placing, ...]


def predecessors(before: Outline, proposals: Sequence[Proposal], goal: Outline) -> dict[str, set[str]]:
    """For each proposal those that have to be applied before it, as far as ``goal`` and the addresses tell.

    What needs a node that another proposal adds is not told here: it does not apply until then.
    """
    demands = {each.id: _demands(each, before, goal) for each in proposals}
    rank = {key: place for place, key in enumerate(goal.places)}
    return {
        later: {
            earlier
            for earlier, one in demands.items()
            if earlier != later and (_is_left(one, other, goal) or _is_pushed(one, other, rank))
        }
        for later, other in demands.items()
    }


def _is_left(one: _Demands, other: _Demands, goal: Outline) -> bool:
    """Whether ``other`` takes away what ``one`` holds on to, or moved a neighbour without what was put behind it."""
    return not one.holds.isdisjoint(other.takes) or any(
        each.neighbour in other.moves and not _stands_behind(each, goal) for each in one.placings
    )


def _is_pushed(one: _Demands, other: _Demands, rank: Mapping[Key, int]) -> bool:
    """Whether both put a node behind one neighbour, and that of ``one`` stands farther from it."""
    return any(
        (mine.parent, mine.neighbour) == (theirs.parent, theirs.neighbour)
        and rank.get(mine.node, -1) > rank.get(theirs.node, len(rank))
        for mine in one.placings
        if mine.node not in other.moves
        for theirs in other.placings
        if theirs.node not in one.moves
    )


def _stands_behind(placing: _Placing, goal: Outline) -> bool:
    place, neighbour = goal.places.get(placing.node), goal.places.get(placing.neighbour)
    if place is None or neighbour is None or (place.parent, place.list) != (neighbour.parent, neighbour.list):
        return False
    siblings = [node.id for node in goal.places[place.parent].node.children(place.list)]
    return siblings.index(neighbour.node.id) + 1 == siblings.index(place.node.id)


def _demands(proposal: Proposal, before: Outline, goal: Outline) -> _Demands:
    home, changes = proposal.section, proposal.changes or ()
    held = {above for change in changes for key in _named(before, change, home) for above in _upwards(before, key)}
    taken = {key for change in changes if _takes(change, goal, home) for key in _target(before, change, home)}
    moved = {key for change in changes if isinstance(change, Move) for key in _target(before, change, home)}
    placings = tuple(each for change in changes for each in _placings(change, before, goal, home))
    return _Demands(frozenset(held), frozenset(taken), frozenset(moved), placings)


def _takes(change: Change, goal: Outline, home: str) -> bool:
    """Whether the address of the target is gone afterwards: a removal, or a move to another section."""
    match change:
        case Remove():
            return True
        case Move(target=target):
            old = goal.key(target, home)
            return old is None or old != placed_key(goal, change, home)
        case _:
            return False


def _target(outline: Outline, change: Change, home: str) -> list[Key]:
    if isinstance(change, Add):
        return []
    return [outline.key(change.target, home) or _address(change.target, home)]


def _address(reference: str, home: str) -> Key:
    """The address of a node that does not stand before the step, since another proposal adds it."""
    return reference if "/" in reference else f"{home}/{reference}"


def _upwards(outline: Outline, key: Key) -> list[Key]:
    return lineage(outline, key) if key in outline.places else [key]


def _named(outline: Outline, change: Change, home: str) -> Iterator[Key]:
    yield from _target(outline, change, home)
    if isinstance(change, Add | Move):
        parent = outline.key(change.to, home)
        yield parent or _address(change.to, home)
        if change.after not in (FIRST, LAST):
            yield child_key(outline, parent, change.after) if parent else _address(change.after, home)


def _placings(change: Change, before: Outline, goal: Outline, home: str) -> Iterator[_Placing]:
    if not isinstance(change, Add | Move) or change.after == LAST:
        return
    for tree in (goal, before):
        parent = tree.key(change.to, home)
        if parent is not None:
            node = placed_key(tree, change, home)
            place = goal.places.get(node)
            held = f"{parent} {place.list}" if place else parent
            yield _Placing(node, held, "" if change.after == FIRST else child_key(tree, parent, change.after))
            return


def placed_key(outline: Outline, change: Add | Move, home: str) -> Key:
    """Where the node of an addition or a move stands afterwards."""
    node = change.node.id if isinstance(change, Add) else change.target.rpartition("/")[2]
    parent = outline.key(change.to, home)
    return node if parent is None else child_key(outline, parent, node)


def child_key(outline: Outline, parent: Key, node: str) -> Key:
    """The address of a child of ``parent``."""
    kind = outline.places[parent].kind
    section = parent if kind is Kind.SECTION else section_of(parent)
    return f"{section}/{node}" if section else node
