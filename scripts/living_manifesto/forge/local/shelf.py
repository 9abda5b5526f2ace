"""What the embedded forge asks of the repository that it lives in; ``gitrepo.store.Store`` answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from living_manifesto.plan.commits import Branch, CommitFacts, NewCommit, RefMove


class Shelf(Protocol):
    """A repository for reading and writing without a work tree; refs go by their full names."""

    def tip(self, ref: str) -> str | None:
        """The commit that a ref points to, None where there is no such ref."""

    def branches(self, *prefixes: str) -> Mapping[str, Branch]:
        """The refs that equal a prefix or lie below it, by full name."""

    def listing(self, commit: str, *folders: str, rooted: bool = False) -> Mapping[str, str]:
        """The files of a commit with the ids of their blobs; the whole tree when ``rooted`` and no folder is named."""

    def read_many(self, blobs: Sequence[str]) -> Iterator[bytes | None]:
        """The bytes of blobs by their ids, in order, at most ``LIMIT + 1`` of each; None where there is none."""

    def describe(self, commit: str) -> CommitFacts:
        """Parents, author and message of a commit."""

    def write(self, commits: Sequence[NewCommit]) -> Sequence[str]:
        """Write commits and give their ids, in order; no ref is moved."""

    def move(self, moves: Sequence[RefMove]) -> Sequence[RefMove]:
        """Move each ref that stands where it is expected; those that stood elsewhere come back."""
