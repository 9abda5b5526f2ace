"""One repository for reading and writing without a work tree: objects, commits, refs by compare-and-swap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import TracebackType
from typing import Self

from living_manifesto.gitrepo import GitFailure, NoIdentity, refs
from living_manifesto.gitrepo.importing import sweep
from living_manifesto.gitrepo.plumbing import told
from living_manifesto.gitrepo.staged import Objects, Stored, git_output, names
from living_manifesto.gitrepo.writing import write_commits
from living_manifesto.plan.commits import Branch, CommitFacts, Identity, NewCommit, RefMove
from living_manifesto.rules.source import ROOMS

_IDENTITY = re.compile(r"(.*?) ?<(.*)> (\d+) ([+-]\d{4})")
_ENCODING = re.compile(rb"^encoding (\S+)$", re.MULTILINE)
_PAIR = re.compile(r"([0-9a-f]{40,64} [0-9a-f]{40,64})\n")


class Store:
    """A repository opened for reading and writing; use it in ``with``.

    ``removed_locks`` are the locks of dead owners that were in the way and went.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        asked = ("--git-common-dir", "--show-prefix", "--show-object-format")
        common, start, self._form = git_output(root, "rev-parse", *asked).decode().splitlines()
        self.common = (root / common).resolve()
        self.start = start
        self.removed_locks: list[str] = []
        self._objects = Objects(root)
        self._identity: Identity | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._objects.__exit__(kind, error, trace)

    @property
    def objects(self) -> Objects:
        """Reads any object by its name, commits and tags too."""
        return self._objects

    def tip(self, ref: str) -> str | None:
        """The commit that a ref (full name) points to, None where there is no such ref."""
        held = self.branches(ref).get(ref)
        return held.commit if held is not None else None

    def branches(self, *prefixes: str) -> dict[str, Branch]:
        """The refs that equal a prefix or lie below it, by full name."""
        return refs.branches(self.root, *prefixes)

    def source(self, commit: str) -> Stored:
        """The files of a commit."""
        return Stored(self.root, self._objects, f"{commit}:")

    def listing(self, commit: str, *folders: str, rooted: bool = False) -> dict[str, str]:
        """The files of a commit in some folders (the two rooms when none is named) with the ids of their blobs."""
        below = () if rooted else folders or ROOMS
        where = ("--full-tree",) if rooted else ()
        entries = names(told(self.root, "ls-tree", "-r", "-z", *where, commit, "--", *below))
        rows = (entry.split("\t", 1) for entry in entries)
        return {path: facts.split()[2] for facts, path in rows if facts.startswith("100")}

    def changed(self, pairs: Sequence[tuple[str, str]]) -> list[frozenset[str]]:
        """For each pair of trees (or commits), told by their ids, the files in which they differ.

        One process for all of them. Files outside the manifesto's folder count too, told from there (``../``).
        """
        if not pairs:
            return []
        fed = "".join(f"{before}^{{tree}}\n{after}^{{tree}}\n" for before, after in pairs)
        trees = told(self.root, "cat-file", "--batch-check=%(objectname)", fed=fed.encode()).decode().split()
        wanted = [" ".join(pair) for pair in zip(trees[::2], trees[1::2], strict=True)]
        fed = "".join(f"{pair}\n" for pair in wanted)
        answer = told(self.root, "diff-tree", "--stdin", "-r", "-z", "--name-only", "--no-renames", fed=fed.encode())
        found: dict[str, set[str]] = {}
        here: set[str] = set()
        for told_of in names(answer):
            field = told_of
            while head := _PAIR.match(field):
                here = found.setdefault(head[1], set())
                field = field[head.end() :]
            if field:
                here.add(field)
        return [frozenset(self._below(path) for path in found.get(pair, ())) for pair in wanted]

    def _below(self, path: str) -> str:
        return path.removeprefix(self.start) if path.startswith(self.start) else f"../{path}"

    def read(self, name: str) -> bytes | None:
        """The bytes of a blob by its id (or any name that ``cat-file`` knows); None where there is none."""
        return self._objects.read(name)

    def read_many(self, blobs: Sequence[str]) -> Iterator[bytes | None]:
        """The bytes of many blobs by their ids, in order."""
        return self._objects.read_many(blobs)

    def describe(self, commit: str) -> CommitFacts:
        """Parents, author and message of a commit."""
        raw = self._objects.read(commit, b"commit")
        if raw is None:
            raise GitFailure(commit)
        head, _, message = _decoded(raw).partition("\n\n")
        lines = [line.partition(" ")[::2] for line in head.split("\n") if not line.startswith(" ")]
        parents = tuple(held for key, held in lines if key == "parent")
        told_of = dict(lines)
        author, _ = _person(told_of.get("author", ""))
        committer, at = _person(told_of.get("committer", ""))
        return CommitFacts(commit, told_of.get("tree", ""), parents, author, committer, at, message)

    def line(self, tip: str) -> list[str]:
        """The commits on the first-parent line that ends in a commit, the latest first."""
        return told(self.root, "rev-list", "--first-parent", tip).decode().split()

    def first_after(self, base: str, head: str) -> str | None:
        """The first commit of a branch after its base; None where there is none."""
        rows = told(self.root, "rev-list", "--first-parent", "--reverse", f"{base}..{head}").decode().split()
        return rows[0] if rows else None

    def touching(self, path: str, tip: str) -> Iterator[tuple[str, str]]:
        """The steps of the first-parent line that touched a file, the latest first: the commit and its first parent.

        A step whose parent was not fetched is none.
        """
        for commit in told(self.root, "rev-list", "--first-parent", tip, "--", path).decode().split():
            parents = self.describe(commit).parents
            if parents and self.objects.read(parents[0], b"commit") is not None:
                yield commit, parents[0]

    def since(self, base: str, head: str) -> list[CommitFacts]:
        """The commits of a branch since its base, the earliest first; those that only merge are left out."""
        commits = told(self.root, "rev-list", "--reverse", "--topo-order", "--no-merges", f"{base}..{head}", "--")
        return [self.describe(commit) for commit in commits.decode().split()]

    def fork_point(self, one: str, other: str) -> str | None:
        """The commit at which two lines parted; None where they share none."""
        try:
            return told(self.root, "merge-base", one, other).decode().split()[0]
        except GitFailure:
            return None

    def write(self, commits: Sequence[NewCommit]) -> list[str]:
        """Write commits, all in one pack, and give their ids; no ref is moved."""
        return (
            write_commits(self.root, self._objects, self.start, commits, self.identity(), form=self._form)
            if commits
            else []
        )

    def move(self, moves: Sequence[RefMove]) -> tuple[RefMove, ...]:
        """Move each ref that stands where it is expected; those that stood elsewhere come back."""
        if not moves:
            return ()
        refused, removed = refs.move(self.root, self.common, moves)
        self.removed_locks += removed
        return refused

    def sweep(self) -> None:
        """Remove what dead runs left beside the objects."""
        sweep(self.common)

    def identity(self) -> Identity:
        """Who works here, as git is told; ``NoIdentity`` when it is not."""
        if self._identity is None:
            self._identity = identity(self.root)
        return self._identity


def identity(folder: Path) -> Identity:
    """Who works in a folder, which may lie in no repository yet; ``NoIdentity`` when git is not told."""
    try:
        said = told(folder, "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
    except GitFailure as failure:
        raise NoIdentity from failure
    return _person(said.decode("utf-8", "replace"))[0]


def _decoded(raw: bytes) -> str:
    """The words of a commit, which may say in which encoding they are (``i18n.commitEncoding``)."""
    named = _ENCODING.search(raw.partition(b"\n\n")[0])
    try:
        return raw.decode(named[1].decode("ascii") if named else "utf-8", "replace")
    except (LookupError, UnicodeDecodeError):
        return raw.decode("utf-8", "replace")


def _person(line: str) -> tuple[Identity, datetime]:
    found = _IDENTITY.match(line)
    if found is None:
        return Identity("", ""), datetime.fromtimestamp(0, UTC)
    name, email, seconds, offset = found.groups()
    minutes = int(offset[1:3]) * 60 + int(offset[3:])
    zone = timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
    return Identity(name, email), _moment(int(seconds), zone)


def _moment(seconds: int, zone: timezone) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, zone)
    except (OverflowError, ValueError, OSError):  # a commit may claim any number
        return datetime.fromtimestamp(0, UTC)
