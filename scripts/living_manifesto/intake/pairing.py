"""Which node of an earlier version is which of a later one, where the later one has no ids.

From the surest sign to the weakest: the same words at the same place, the same words anywhere, a heading over
the same children, like words under the same parent, like words anywhere. A node has one partner at most, of its
own shape: a point does not become a heading.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher

from living_manifesto.core.nodes import Node
from living_manifesto.core.values import value

_NEAR = 0.5
_FAR = 0.75
_TELLING = 12
"""Signs from which on the same words at another place are the same sentence, not a turn of phrase."""
_MOST_COMPARISONS = 20_000
_COMPARED = 600
"""Signs of a text that are compared for likeness: the effort grows with their square."""


@value
class Spot:
    """A node below a section: the list it stands in, its words, the words above it; ``parent`` is an index or -1."""

    node: Node
    list: str
    words: str
    path: tuple[str, ...]
    parent: int


class Pairs:
    """The partners found: index of a later node to index of an earlier one."""

    def __init__(self) -> None:
        self.partner: dict[int, int] = {}
        self.used: set[int] = set()
        self.exact: set[int] = set()

    def join(self, later: int, earlier: int, *, exact: bool) -> None:
        """Take the two as one node."""
        self.partner[later] = earlier
        self.used.add(earlier)
        if exact:
            self.exact.add(later)


def spots(section: Node) -> list[Spot]:
    """All nodes below a section, in reading order."""
    found: list[Spot] = []

    def walk(node: Node, path: tuple[str, ...], parent: int) -> None:
        for name, children in node.lists:
            for child in children:
                words = " ".join((child.title or child.text).split())
                found.append(Spot(child, name, words, (*path, name), parent))
                walk(child, (*path, name, words), len(found) - 1)

    walk(section, (), -1)
    return found


def pairs(old: Sequence[Spot], new: Sequence[Spot]) -> Pairs:
    """The partners of the later spots among the earlier ones."""
    found = Pairs()
    _by_key(old, new, found, lambda spot: (spot.path, spot.words))
    _by_key(old, new, found, lambda spot: (_shape(spot), spot.words) if len(spot.words) >= _TELLING else None)
    _by_children(old, new, found)
    _under_the_same_parent(old, new, found)
    _anywhere(old, new, found)
    return found


def _shape(spot: Spot) -> str:
    return "titled" if spot.list in ("items", "parts") else "point"


def _by_key(old: Sequence[Spot], new: Sequence[Spot], found: Pairs, key: Callable[[Spot], Hashable | None]) -> None:
    """Join those with the same words, first with first."""
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for index, spot in enumerate(old):
        if index not in found.used:
            waiting[key(spot)].append(index)
    for index, spot in enumerate(new):
        if index not in found.partner and (sign := key(spot)) is not None and waiting[sign]:
            found.join(index, waiting[sign].popleft(), exact=True)


def _by_children(old: Sequence[Spot], new: Sequence[Spot], found: Pairs) -> None:
    """A heading that was reworded is known by what stands under it: half or more came from under one heading."""
    below: defaultdict[int, list[int]] = defaultdict(list)
    for index, spot in enumerate(new):
        below[spot.parent].append(index)
    for index, children in sorted(below.items(), reverse=True):
        if index < 0 or index in found.partner or _shape(new[index]) != "titled":
            continue
        origins = Counter(old[found.partner[child]].parent for child in children if child in found.partner)
        earlier, count = origins.most_common(1)[0] if origins else (-1, 0)
        free = earlier >= 0 and earlier not in found.used and _shape(old[earlier]) == "titled"
        if free and count * 2 >= len(children):
            found.join(index, earlier, exact=False)


def _under_the_same_parent(old: Sequence[Spot], new: Sequence[Spot], found: Pairs) -> None:
    """Like words among the children of two that are one; from the top down, since each pair opens its children."""
    below: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for index, spot in enumerate(old):
        below[spot.parent, _shape(spot)].append(index)
    grouped: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for index, spot in enumerate(new):
        grouped[spot.parent, _shape(spot)].append(index)
    for (parent, shape), later in grouped.items():
        above = -1 if parent < 0 else found.partner.get(parent)
        if above is not None:
            _by_likeness(old, new, found, below[above, shape], later, _NEAR)


def _anywhere(old: Sequence[Spot], new: Sequence[Spot], found: Pairs) -> None:
    for shape in ("titled", "point"):
        earlier = [index for index, spot in enumerate(old) if _shape(spot) == shape]
        later = [index for index, spot in enumerate(new) if _shape(spot) == shape]
        _by_likeness(old, new, found, earlier, later, _FAR)


def _by_likeness(
    old: Sequence[Spot], new: Sequence[Spot], found: Pairs, earlier: Iterable[int], later: Iterable[int], least: float
) -> None:
    """Join the likest first, down to a share of words in common; too many to compare are left as new."""
    froms = [index for index in earlier if index not in found.used]
    tos = [index for index in later if index not in found.partner]
    if not froms or not tos or len(froms) * len(tos) > _MOST_COMPARISONS:
        return
    near = []
    for to in tos:
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(new[to].words[:_COMPARED])
        for source in froms:
            matcher.set_seq1(old[source].words[:_COMPARED])
            if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
                near.append((-matcher.ratio(), to, source))
    for ratio, to, source in sorted(near):
        if -ratio >= least and to not in found.partner and source not in found.used:
            found.join(to, source, exact=False)
