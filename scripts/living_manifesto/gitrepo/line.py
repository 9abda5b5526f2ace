"""The line of steps of a branch: along first parents, oldest first, whatever the user has configured.

Plumbing only: one ``rev-list`` tells the commits, one ``diff-tree`` what each changed against its first parent,
one ``cat-file`` the bytes. Names of replacement objects are not followed: what was pushed is what is judged.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from living_manifesto.core.values import value
from living_manifesto.gitrepo import GitFailure, NoMain, ShallowClone
from living_manifesto.gitrepo.listing import Blobs, Listing
from living_manifesto.gitrepo.plumbing import GIT
from living_manifesto.gitrepo.staged import Asked, Objects, Stored, git_output, names
from living_manifesto.history.steps import Mark, Step, Touched
from living_manifesto.rules.source import ROOMS, Nothing, Source

_CHUNK = 1 << 16
_FORMAT = "--format=%H%x1f%cI%x1f%cn%x1f%s"
_FILES = "100"


@value
class Row:
    """A commit of the line and its parents, the first of which is the step before."""

    commit: str
    parents: tuple[str, ...]

    @property
    def before(self) -> str:
        """The commit before this one on the line; empty for the first."""
        return self.parents[0] if self.parents else ""


class Line:
    """The first-parent line that ends in ``ref``; use it in ``with``."""

    def __init__(self, root: Path, ref: str) -> None:
        """``ShallowClone`` where the beginning of the history is missing, ``NoMain`` where the ref is."""
        self._root = root
        if git_output(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
            raise ShallowClone(root)
        self.tip = self.commit(ref)
        if not self.tip:
            raise NoMain(ref.removeprefix("refs/heads/"))
        self._objects = Objects(root)
        self._blobs = Blobs(self._objects)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._objects.__exit__(kind, error, trace)

    def commit(self, name: str) -> str:
        """The commit that any name means; empty where git knows none."""
        asked = Asked(self._root, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{name}^{{commit}}")
        try:
            return asked.output().decode("ascii").strip()
        except GitFailure:
            if asked.code() == 1:
                return ""
            raise

    def rows(self, *, after: str = "", touching: Iterable[str] = (), last: int | None = None) -> list[Row]:
        """The commits of the line, oldest first; with ``after`` only those that follow that commit.

        ``touching`` are paths (``*`` stands for any folder) of which a commit must have changed one.
        """
        globs = [f":(glob){path}" for path in touching]
        most = [f"--max-count={last}"] if last is not None else []
        ask, revisions = ["rev-list", "--first-parent"], [self.tip, *([f"^{after}"] if after else []), "--"]
        listed = git_output(self._root, *ask, "--parents", *([] if globs else most), *revisions).decode("ascii")
        found = [Row(commit, tuple(parents)) for commit, *parents in map(str.split, listed.splitlines())][::-1]
        if not globs:
            return found
        # Asked with paths, git tells the parents of a history cut down to them; so here it tells the commits only.
        chosen = set(git_output(self._root, *ask, *most, *revisions, *globs, literal=False).decode("ascii").split())
        return [row for row in found if row.commit in chosen]

    def blob(self, blob: str) -> bytes | None:
        """The bytes of a blob."""
        return self._blobs.read(blob)

    def start(self) -> str:
        """The way from the root of the repository to that of the manifesto: empty, or ending with ``/``."""
        return git_output(self._root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip("\n")

    def follows(self, commit: str, rows: Sequence[Row]) -> bool:
        """Whether ``rows``, as they were told ``after`` a commit, begin right behind it on the line."""
        return rows[0].before == commit if rows else commit == self.tip

    def steps(self, rows: Sequence[Row], rooms: Sequence[str] = ROOMS) -> Iterator[Step]:
        """Each commit with what it changed against its first parent under the ``rooms`` (none: anywhere)."""
        where = ("--relative",) if rooms else ()
        ask = ("diff-tree", "--stdin", "--root", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", "--always")
        with TemporaryFile() as asked, TemporaryFile() as complaint:
            asked.writelines(f"{row.commit} {row.before}".strip().encode("ascii") + b"\n" for row in rows)
            asked.seek(0)
            process = subprocess.Popen(  # noqa: S603
                [*GIT, *ask, *where, "--encoding=UTF-8", _FORMAT, "--", *rooms],
                cwd=self._root,
                stdin=asked,
                stdout=subprocess.PIPE,
                stderr=complaint,
            )
            with process:
                try:
                    yield from _steps(_fields(process), rows)
                except GeneratorExit:
                    process.kill()
                    raise
            if process.returncode:
                complaint.seek(0)
                raise GitFailure(complaint.read().decode("utf-8", "replace").strip())

    def step(self, commit: str) -> Step:
        """One commit of the line."""
        listed = git_output(self._root, "rev-list", "--max-count=1", "--parents", commit).decode("ascii").split()
        return next(iter(self.steps([Row(listed[0], tuple(listed[1:]))])))

    def tree(self, commit: str) -> Source:
        """The tree of any commit; the empty one where there is no commit."""
        return Stored(self._root, self._objects, f"{commit}:") if commit else Nothing()

    def walk(self, rows: Sequence[Row]) -> Walking:
        """The steps of rows that follow each other, each with its tree."""
        listing = Listing(self._blobs)
        if rows and rows[0].before:
            listing.begin(self._listed(rows[0].before))
        return Walking(self, rows, listing)

    def visits(self, rows: Sequence[Row]) -> Iterator[tuple[Step, Source, Source]]:
        """The steps of any rows, each with the tree before it and its own."""
        for row, step in zip(rows, self.steps(rows), strict=True):
            yield step, self.tree(row.before), self.tree(row.commit)

    def mentioning(self, words: str) -> list[str]:
        """The files of the register at the end of the line that hold the words."""
        asked = Asked(self._root, "grep", "-l", "-z", "--no-color", "-F", "-e", words, self.tip, "--", ROOMS[1])
        try:
            told = names(asked.output())
        except GitFailure:
            if asked.code() == 1:
                return []
            raise
        return [name.partition(":")[2] for name in told]

    def _listed(self, commit: str) -> Iterator[tuple[str, str]]:
        for entry in names(git_output(self._root, "ls-tree", "-r", "-z", commit, "--", *ROOMS)):
            what, _, path = entry.partition("\t")
            mode, _, blob = what.split(" ")
            yield path, _readable(mode, blob)


class Walking:
    """Steps that follow each other, with trees that are kept up to date instead of listed anew."""

    def __init__(self, line: Line, rows: Sequence[Row], listing: Listing) -> None:
        self._line = line
        self._rows = rows
        self._listing = listing

    def before(self) -> Source:
        """The tree before the first step."""
        return self._listing.present

    def __iter__(self) -> Iterator[tuple[Step, Source]]:
        """The steps, each with its tree."""
        for step in self._line.steps(self._rows):
            yield step, self._listing.advance(step.touched)


def _fields(process: subprocess.Popen[bytes]) -> Iterator[str]:
    """What a command prints, cut at NUL."""
    rest = b""
    assert process.stdout is not None  # noqa: S101 - a pipe by construction
    while chunk := process.stdout.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        for field in whole:
            yield field.decode("utf-8", "surrogateescape")


def _steps(fields: Iterator[str], rows: Sequence[Row]) -> Iterator[Step]:
    parents = {row.commit: row.parents for row in rows}
    mark, touched = None, list[Touched]()
    for field in fields:
        text = field.lstrip("\n")
        if text.startswith(":"):
            old_mode, new_mode, old, new, _ = text[1:].split(" ")
            touched.append(Touched(next(fields), _readable(old_mode, old), _readable(new_mode, new)))
            continue
        if mark is not None:
            yield Step(mark, parents[mark.commit], tuple(touched))
        commit, at, committer, subject = text.split("\x1f", 3)  # only the last two are anybody's to choose
        mark, touched = Mark(commit, committer, at, subject), []
    if mark is not None:
        yield Step(mark, parents[mark.commit], tuple(touched))


def _readable(mode: str, blob: str) -> str:
    """The id of a file's bytes; a link or a submodule is told by its mode: it holds nothing to read."""
    if mode == "000000":
        return ""
    return blob if mode.startswith(_FILES) else f"{mode} {blob}"
