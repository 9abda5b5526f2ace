"""What every act works with, and the one way in which ``main`` moves on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from living_manifesto.core.diagnostics import Diagnostic, Severity
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.steps import judge
from living_manifesto.forge.port import Forge
from living_manifesto.gitrepo import NoMain
from living_manifesto.gitrepo.carry import Folders
from living_manifesto.gitrepo.store import Store
from living_manifesto.life.looks import Looks
from living_manifesto.locale import Speech
from living_manifesto.plan.commits import NewCommit, RefMove
from living_manifesto.report.pull_told import Ways
from living_manifesto.report.pull_ways import ways_of_the_embedded_forge
from living_manifesto.rules import snapshots
from living_manifesto.rules.context import Context
from living_manifesto.rules.source import Overlay, Source
from living_manifesto.rules.step import check_step
from living_manifesto.rules.tree import Tree

_TRIES = 50


class UnsavedEdits(Exception):
    """Files that a branch is about to change are edited here and not committed; the argument is their paths."""


class TooBusy(Exception):
    """``main`` moved under us again and again."""


class Refused(Exception):
    """A step of ``main`` would break a rule: the faults, and the texts of the files in which they stand."""

    def __init__(self, faults: Collection[Diagnostic], texts: Mapping[str, str]) -> None:
        super().__init__(", ".join(sorted({fault.code for fault in faults})))
        self.faults = tuple(faults)
        self.texts = texts


class Surroundings(Protocol):
    """What the check of a tree needs to know of the world (``wiring.Workplace``)."""

    def context(
        self, source: Source, received: Callable[[str], bool] | None = None, *, beside: Context | None = None
    ) -> Context:
        """The surroundings of a check of one tree."""


class Desk:
    """One repository with its forge, at one moment. ``speech`` is the language of the repository.

    ``ways`` tells how one acts on a pull request of this forge.
    ``left_alone`` are files here that did not come along because somebody edits them; ``read_before`` are the
    proposals that were read already, by the ids of their blobs; ``looks`` is what is known of branches.
    """

    def __init__(
        self,
        store: Store,
        forge: Forge,
        surroundings: Surroundings,
        *,
        main: str,
        now: datetime,
        speech: Speech,
        ways: Callable[[str, str, Speech], Ways] = ways_of_the_embedded_forge,
        approvals: int = 1,
    ) -> None:
        self.store = store
        self.forge = forge
        self.folders = Folders(store.root)
        self.folder = self.folders.here
        self.main = main
        self.now = now
        self.speech = speech
        self.ways = ways
        self.approvals = approvals
        self.left_alone: list[str] = []
        self.read_before: dict[str, Proposal | None] = {}
        self.looks = Looks()
        self._surroundings = surroundings
        self._contexts: dict[str, Context] = {}

    def tip(self) -> str:
        """The commit of ``main``."""
        commit = self.store.tip(self.main)
        if commit is None:
            raise NoMain(self.main.removeprefix("refs/heads/"))
        return commit

    def context(self, commit: str) -> Context:
        """A commit, ready to be checked; what several commits share is understood once."""
        if commit not in self._contexts:
            self._contexts[commit] = self._context(self.store.source(commit))
            while len(self._contexts) > _KEPT:
                self._contexts.pop(next(iter(self._contexts)))
        return self._contexts[commit]

    def tree(self, commit: str) -> Tree:
        """The files of a commit."""
        return self.context(commit).tree

    def with_files(self, commit: str, files: Mapping[str, bytes | None]) -> Context:
        """A commit with some files put in, ready to be checked as the step after it."""
        before = self.context(commit).tree.source
        return self._context(Overlay(before, files), lambda path: before.read(path) is not None)

    def faults(self, commit: str, files: Mapping[str, bytes | None]) -> list[Diagnostic]:
        """What stands against the step from a commit to the same with these files; only errors."""
        found = check_step(self.context(commit), self.with_files(commit, files), files)
        return [fault for fault in found if fault.severity is Severity.ERROR]

    def explains(self, commit: str, files: Mapping[str, bytes | None]) -> bool:
        """Whether the step with these files changes just what the adoptions in it say."""
        before = self.tree(commit)
        return not judge(*snapshots.step(before, before.with_files(files), files)).faults

    def tidy(self) -> None:
        """Finish what a killed run has left here."""
        self.store.sweep()
        self.left_alone += self.folders.finish()
        self.store.removed_locks += self.folders.cleared()

    def advance(
        self, plan: Callable[[str], Mapping[str, bytes | None]], message: str | Callable[[], str]
    ) -> str | None:
        """Let ``main`` make the step that ``plan`` makes of its tip; None when there is nothing to do.

        If somebody is faster, the plan is made anew on what stands then; a message may rest on the plan.
        """
        for _ in range(_TRIES):
            tip = self.tip()
            files = plan(tip)
            if not files:
                return None
            if faults := self.faults(tip, files):
                raise Refused(faults, texts_of(files))
            said = message if isinstance(message, str) else message()
            commit = self.store.write([NewCommit((tip,), said, self.now, files)])[0]
            self.make_way(tip, files)
            if not self.store.move([RefMove(self.main, tip, commit)]):
                self.tidy()
                return commit
        raise TooBusy

    def make_way(self, tip: str, files: Mapping[str, bytes | None]) -> None:
        """See that nobody's edits here are in the way of a step of ``main``, and announce it."""
        if unsaved := self.folders.unsaved(self.main, tip, files):
            self.folders.leave()
            raise UnsavedEdits(unsaved)
        self.folders.announce(self.main, tip)

    def publish(self, moves: Sequence[RefMove]) -> tuple[RefMove, ...]:
        """Move branches, and bring along the files of those that are checked out; those that were refused come back.

        ``UnsavedEdits`` where that would lose an edit, before anything has moved.
        """
        shown = self.folders.shown()
        leaving = [(each.ref, each.expected, each.to) for each in moves if each.ref in shown]
        carried = [(ref, before, after) for ref, before, after in leaving if before and after]
        for ref, before, after in carried:
            if unsaved := self.folders.unsaved_between(ref, before, after):
                raise UnsavedEdits(unsaved)
        for ref, before, after in carried:
            self.folders.announce(ref, before, onto=after)
        refused = self.store.move(moves)
        if carried:
            self.tidy()
        return refused

    def _context(self, source: Source, received: Callable[[str], bool] | None = None) -> Context:
        beside = next(iter(self._contexts.values()), None)
        return self._surroundings.context(source, received, beside=beside)


_KEPT = 8
"""Commits that are kept in mind; a queue walks over many."""


def texts_of(files: Mapping[str, bytes | None]) -> dict[str, str]:
    """The words of files, to be shown where a fault is in them."""
    return {path: raw.decode("utf-8-sig", "replace") for path, raw in files.items() if raw is not None}
