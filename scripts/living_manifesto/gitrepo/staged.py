"""The index and HEAD as the commit hook sees them, through git's plumbing.

A hook must answer at once: importing GitPython alone would take most of the time that it has,
so this module starts two short git processes instead.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from living_manifesto.core.values import value
from living_manifesto.gitrepo import GitFailure, GitMissing, NotARepository
from living_manifesto.gitrepo.plumbing import GIT, SURE
from living_manifesto.rules.source import LIMIT, ROOMS

_CHUNK = 1 << 16
# Ids that fit into the smallest pipe: git may be waiting for us to read while we are still asking.
_AT_ONCE = 60
_LINK = "120000"
_COMMIT = re.compile(r"[0-9a-f]{40,64}:")
_WORTH_A_LIST = 20


class Asked:
    """A git command that runs while the caller does something else."""

    def __init__(self, root: Path, *arguments: str, literal: bool = True) -> None:
        """``literal``: whether every sign in a path means itself."""
        self._root = root
        try:
            self._process = subprocess.Popen(  # noqa: S603
                [*(GIT if literal else SURE), *arguments],
                cwd=root,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                stdin=subprocess.DEVNULL,
            )
        except FileNotFoundError as error:
            raise GitMissing from error

    def output(self) -> bytes:
        """What the command printed; a ``GitFailure`` when it failed."""
        told, complaint = self._process.communicate()
        if self._process.returncode == 0:
            return told
        if not any((folder / ".git").exists() for folder in (self._root, *self._root.parents)):
            raise NotARepository(self._root)
        raise GitFailure(complaint.decode("utf-8", "replace").strip())

    def code(self) -> int:
        """The exit code of the command."""
        self._process.communicate()
        return self._process.returncode


def git_output(root: Path, *arguments: str, literal: bool = True) -> bytes:
    """What a git command prints; a ``GitFailure`` when it fails. ``literal``: every sign in a path means itself."""
    return Asked(root, *arguments, literal=literal).output()


def _has_no_commit(root: Path) -> bool:
    # The exit code, not the words: git speaks the user's language.
    return Asked(root, "rev-parse", "--quiet", "--verify", "HEAD").code() == 1


def names(listing: bytes) -> list[str]:
    """The paths of a NUL-separated listing; bytes that are no UTF-8 survive as surrogates."""
    return [name.decode("utf-8", "surrogateescape") for name in listing.split(b"\0") if name]


class Objects:
    """Reads objects by name through one ``git cat-file --batch``; close it, or use it in ``with``."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._running()  # it reads its index while the caller does something else
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.communicate()

    def read(self, name: str, kind: bytes = b"blob", limit: int = LIMIT) -> bytes | None:
        """The bytes of an object (``:path``, ``HEAD:path``), at most ``limit + 1``; None where there is none.

        A tree is always read whole: of a folder cut off somewhere, the rest would seem not to be there.
        """
        if "\n" in name:
            return None  # the protocol is one name a line; such a path is refused by its name anyway
        self._ask((name,))
        return self._answer(kind, limit)

    def read_many(self, blobs: Sequence[str]) -> Iterator[bytes | None]:
        """The bytes of many blobs by their ids, in order; asking for each alone would be a wait for each."""
        for start in range(0, len(blobs), _AT_ONCE):
            asked = blobs[start : start + _AT_ONCE]
            self._ask(asked)
            yield from [self._answer(b"blob") for _ in asked]

    def _ask(self, asked: Sequence[str]) -> None:
        pipe = self._running().stdin
        assert pipe is not None  # noqa: S101 - a pipe by construction
        try:
            pipe.write("".join(f"{name}\n" for name in asked).encode("utf-8", "surrogateescape"))
            pipe.flush()
        except BrokenPipeError as error:
            raise self._died() from error

    def _answer(self, kind: bytes, limit: int = LIMIT) -> bytes | None:
        pipe = self._running().stdout
        assert pipe is not None  # noqa: S101 - a pipe by construction
        line = pipe.readline()
        if not line:
            raise self._died()
        header = line.rsplit(b" ", 2)
        if len(header) != 3 or not header[2].strip().isdigit():
            return None
        size = int(header[2])
        raw = pipe.read(size if kind == b"tree" else min(size, limit + 1))
        rest = size - len(raw)
        while rest > 0:
            rest -= len(pipe.read(min(rest, _CHUNK)))
        pipe.read(1)
        return raw if header[1] == kind else None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            try:
                self._process = subprocess.Popen(  # noqa: S603
                    [*GIT, "cat-file", "--batch"],
                    cwd=self._root,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            except FileNotFoundError as error:
                raise GitMissing from error
        return self._process

    def _died(self) -> GitFailure:
        """Why the process ended: asked again of a command whose words are heard."""
        try:
            git_output(self._root, "rev-parse", "--git-dir")
        except GitFailure as failure:
            return failure
        return GitFailure("cat-file --batch")


class Stored:
    """The tree under a prefix that ``cat-file`` understands: ``:`` the index, ``HEAD:`` the last commit.

    Paths are told from the root of the manifesto (``./``), which may lie below that of the repository.
    ``links`` are paths that are listed but hold nothing to read.
    """

    def __init__(self, root: Path, objects: Objects, prefix: str, links: frozenset[str] = frozenset()) -> None:
        self._root = root
        self._objects = objects
        self._prefix = prefix
        self._links = links
        self._asked: Counter[str] = Counter()
        self._folders: dict[str, Mapping[str, str]] = {}

    def paths(self) -> Iterable[str]:
        """The paths under the two rooms."""
        if self._prefix == ":":
            return names(git_output(self._root, "ls-files", "-z", "--", *ROOMS))
        revision = self._prefix.removesuffix(":")
        return names(git_output(self._root, "ls-tree", "-r", "-z", "--name-only", revision, "--", *ROOMS))

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, None where there is none."""
        if path in self._links:
            return None
        folder, _, name = path.rpartition("/")
        known = self._known(folder)
        if known is None or "\n" in path:
            return self._objects.read(f"{self._prefix}./{path}")
        return self._objects.read(known[name]) if name in known else None

    def _known(self, folder: str) -> Mapping[str, str] | None:
        """The ids of what stands in a folder of a commit, once enough of it was asked for; None as long as not.

        Git reads the whole folder for every path in it: 4 ms each among 5,000 proposals of one month.
        """
        self._asked[folder] += 1
        if self._asked[folder] < _WORTH_A_LIST or not _COMMIT.fullmatch(self._prefix):
            return None
        if folder not in self._folders:
            self._folders[folder] = self._entries(folder)
        return self._folders[folder]

    def names(self, folder: str) -> Iterable[str]:
        """The names in one folder; those of folders in it may be among them."""
        if self._prefix == ":":
            entries = names(git_output(self._root, "ls-files", "--stage", "-z", "--", folder))
            listed = [path for mode, _, path in (entry.partition("\t") for entry in entries) if mode.endswith(" 0")]
            return [path.rpartition("/")[2] for path in listed if path.rpartition("/")[0] == folder]
        if not _COMMIT.fullmatch(self._prefix):
            return list(self._entries(folder))
        if folder not in self._folders:
            self._folders[folder] = self._entries(folder)
        return list(self._folders[folder])

    def _entries(self, folder: str) -> Mapping[str, str]:
        return _tree_entries(self._objects.read(f"{self._prefix}./{folder}", b"tree") or b"")


def committed_paths(root: Path) -> frozenset[str]:
    """The paths of the last commit under the two rooms; none without git, a repository or a commit."""
    try:
        return frozenset(names(git_output(root, "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", *ROOMS)))
    except (NotARepository, GitMissing):
        return frozenset()
    except GitFailure:
        if _has_no_commit(root):
            return frozenset()
        raise


def _tree_entries(raw: bytes) -> dict[str, str]:
    """The names in a tree object with their ids: ``<mode> <name> NUL <id>``, the id as long as the hash is."""
    for width in (20, 32):
        found: dict[str, str] = {}
        start = 0
        while start < len(raw):
            space, end = raw.find(b" ", start), raw.find(b"\0", start)
            if not start < space < end <= len(raw) - width - 1:
                break
            found[raw[space + 1 : end].decode("utf-8", "surrogateescape")] = raw[end + 1 : end + 1 + width].hex()
            start = end + 1 + width
        else:
            return found
    return {}


@value
class Staged:
    """The paths under the two rooms in which the index differs from HEAD, and those of them that are links now."""

    paths: tuple[str, ...]
    links: frozenset[str]


def ask_staged(root: Path) -> Asked:
    """Ask git what is about to be committed; ``staged`` hears the answer."""
    return Asked(root, "diff-index", "--cached", "--raw", "--relative", "--no-renames", "-z", "HEAD", "--", *ROOMS)


def staged(root: Path, asked: Asked) -> Staged | None:
    """What is about to be committed; None before the first commit."""
    try:
        fields = names(asked.output())
    except NotARepository:
        raise
    except GitFailure:
        if _has_no_commit(root):
            return None
        raise
    changes = dict(zip(fields[1::2], fields[::2], strict=True))
    return Staged(tuple(changes), frozenset(path for path, what in changes.items() if what.split(" ")[1] == _LINK))
