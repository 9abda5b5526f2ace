"""Where a pull request stands in the tree of the ref: its path says number and proposal, so a listing answers both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from living_manifesto.core.ids import PROPOSAL_PATTERN, is_proposal_id
from living_manifesto.core.values import value
from living_manifesto.forge.port import ForgeFailure

REF = "refs/living-manifesto/pulls"
"""The one ref that holds all pull requests."""

_PATH = re.compile(rf"([0-9]{{2,5}})/([0-9]{{2}})/([0-9]{{6,9}})-({PROPOSAL_PATTERN})\.(log|page)")
_LAST_NUMBER = 999_999_999


@value
class Place:
    """The place of one pull request. A folder holds a hundred, so a change rewrites three small trees."""

    number: int
    proposal: str

    @property
    def log(self) -> str:
        """The path of what happened, line by line."""
        return f"{self._stem}.log"

    @property
    def page(self) -> str:
        """The path of what is shown now."""
        return f"{self._stem}.page"

    @property
    def _stem(self) -> str:
        digits = f"{self.number:06}"
        return f"{digits[:-4]}/{digits[-4:-2]}/{digits}-{self.proposal}"


class Index:
    """Who has which number in one tree, from its listing (path to blob) alone. Foreign files are left out.

    ``last`` is the highest number that is taken.
    """

    def __init__(self, listing: Mapping[str, str]) -> None:
        self.blobs = listing
        self._obstacles: set[str] = set()
        self._numbers: dict[int, list[Place]] = {}
        self._proposals: dict[str, list[Place]] = {}
        self.last = 0
        logged = []
        for path in listing:
            if (place := _place(path)) is None:
                self._obstacles.update(_and_above(path))
            else:
                self.last = max(self.last, place.number)
                logged += [place] if path.endswith(".log") else []
        for place in logged:
            if place.page not in self._obstacles:
                self._numbers.setdefault(place.number, []).append(place)
                self._proposals.setdefault(place.proposal, []).append(place)

    def places(self, proposals: Iterable[str] | None) -> Iterator[Place]:
        """The places of the pull requests of some proposals, of all when None is named."""
        for proposal in self._proposals if proposals is None else sorted(set(proposals)):
            yield from self._proposals.get(proposal, ())

    def numbered(self, number: int) -> Sequence[Place]:
        """The place with this number; several where a foreign tool gave it again."""
        return self._numbers.get(number, ())

    def is_free(self, place: Place) -> bool:
        """Whether nothing foreign stands at a place, below it, or instead of its folders."""
        upper, lower, _ = place.log.split("/")
        files, folders = {place.log, place.page}, {upper, f"{upper}/{lower}"}
        return files.isdisjoint(self._obstacles) and folders.isdisjoint(self.blobs)


class Numbers:
    """Gives new places, behind all that an index knows."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._last = index.last

    def give(self, proposal: str) -> Place:
        """The next place where nothing foreign stands."""
        if not is_proposal_id(proposal):
            raise ForgeFailure(f"not the id of a proposal: {proposal!r}")
        while self._last < _LAST_NUMBER:
            self._last += 1
            place = Place(self._last, proposal)
            if self._index.is_free(place):
                return place
        raise ForgeFailure("all numbers are used up")


def _place(path: str) -> Place | None:
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    upper, lower, digits, proposal, _ = found.groups()
    is_ours = digits[:-4] == upper and digits[-4:-2] == lower and digits == f"{int(digits):06}" != "000000"
    return Place(int(digits), proposal) if is_ours else None


def _and_above(path: str) -> Iterator[str]:
    """The path and, of those that hold it, the one as deep as ours: git has no file where a folder is."""
    yield path
    if path.count("/") > 2:
        yield "/".join(path.split("/", 3)[:3])
