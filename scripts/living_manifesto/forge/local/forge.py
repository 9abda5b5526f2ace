"""The embedded forge behind the port: one ref, moved by compare-and-swap."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from living_manifesto.forge.local.acting import Stamp
from living_manifesto.forge.local.layout import REF
from living_manifesto.forge.local.ledger import Known, Ledger
from living_manifesto.forge.local.merging import Merging, chain
from living_manifesto.forge.local.shelf import Shelf
from living_manifesto.forge.local.words import shown_name
from living_manifesto.forge.port import ForgeFailure, ForgeUnavailable, Merge, Moved
from living_manifesto.plan.actions import Action, RecordMerge
from living_manifesto.plan.commits import Identity, NewCommit, RefMove
from living_manifesto.plan.pulls import Pull, PullState

_TRIES = 20
_LONGEST_PAUSE = 0.5


class LocalForge:
    """The pull requests of a repository, held in the repository itself.

    ``main`` is a full name of a ref; ``who`` tells who works here, and is asked only before something is written;
    ``pause`` waits for some seconds between two tries of a race that was lost.
    """

    def __init__(
        self, shelf: Shelf, *, main: str, who: Callable[[], Identity], now: datetime, pause: Callable[[float], object]
    ) -> None:
        self._shelf = shelf
        self._main = main
        self._who = who
        self._now = now
        self._pause = pause
        self._read: Ledger | None = None
        self._known: Known = {}

    def pulls(self, proposals: Collection[str] | None = None) -> dict[str, Pull]:
        """The pull requests by proposal; all of them when None is named."""
        return self._ledger().pulls(proposals)

    def apply(self, actions: Sequence[Action]) -> None:
        """Carry out the actions in order, in one commit; none where all is done already, or where one is refused."""
        if not actions:
            return
        for attempt in range(_TRIES):
            if self._is_applied(actions):
                return
            self._pause(min(0.01 * (attempt + 1), _LONGEST_PAUSE))
        raise ForgeUnavailable(f"{REF} moved {_TRIES} times while we wrote")

    def merge(self, onto: str, merges: Sequence[Merge]) -> tuple[str, ...]:
        """Merge in order, the first onto the commit ``onto`` of ``main``; the new commits, ``Moved`` if main moved."""
        if not merges:
            return ()
        mergings = self._prepared(onto, merges)
        commits = tuple(self._shelf.write(chain(onto, mergings, self._who(), self._now)))
        if self._shelf.move([RefMove(self._main, onto, commits[-1])]):
            raise Moved
        # They are merged now, whatever happens to the note of it: the next run sees main and writes it.
        with suppress(ForgeUnavailable):
            self.apply([RecordMerge(each.number, commit) for each, commit in zip(merges, commits, strict=True)])
        return commits

    def _stamp(self) -> Stamp:
        return Stamp(shown_name(self._who().name), f"{self._now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")

    def _ledger(self) -> Ledger:
        tip = self._shelf.tip(REF)
        if self._read is None or self._read.tip != tip:
            self._read = Ledger(self._shelf, tip, self._known)
        return self._read

    def _is_applied(self, actions: Sequence[Action]) -> bool:
        ledger = self._ledger()
        tip = ledger.tip
        files = ledger.changes(actions, self._stamp())
        if not files:
            return True
        written = self._shelf.write(
            [
                NewCommit(
                    parents=() if tip is None else (tip,),
                    message=f"{len(actions)} actions on pull requests\n",
                    at=self._now,
                    files=files,
                    author=self._who(),
                    rooted=True,
                )
            ]
        )
        return not self._shelf.move([RefMove(REF, tip, written[-1])])

    def _prepared(self, onto: str, merges: Sequence[Merge]) -> list[Merging]:
        """What is needed for the commits, once ``main`` and each branch are seen to stand where they should."""
        found = self._ledger().numbered(each.number for each in merges)
        pulls = [found[each.number] for each in merges]
        refs = [f"refs/heads/{each.branch}" for each in pulls]
        tips = self._shelf.branches(self._main, *refs)
        if self._main not in tips or tips[self._main].commit != onto:
            raise Moved
        for merge, held, ref in zip(merges, pulls, refs, strict=True):
            if held.state is not PullState.OPEN or ref not in tips or tips[ref].commit != merge.head:
                raise Moved
            if held.draft:
                raise ForgeFailure(f"#{merge.number} is a draft")
        return [
            Merging(merge, held.proposal, self._shelf.describe(merge.head))
            for merge, held in zip(merges, pulls, strict=True)
        ]
