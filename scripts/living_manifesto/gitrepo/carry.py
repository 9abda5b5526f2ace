"""The files that lie here, brought along when the branch that is checked out moves under them.

What somebody has edited is never written over: before a move it is a reason to stop (``unsaved``), and what is
edited in the very moment stays as it is. A note beside the objects says from where the branch moves, so that a
killed run is finished by the next. From the look at the edits until all is carried no other git writes the index.
"""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha1, sha256
from pathlib import Path, PurePosixPath
from typing import Any

from living_manifesto.core.values import value
from living_manifesto.gitrepo import GitFailure
from living_manifesto.gitrepo.index import HeldIndex
from living_manifesto.gitrepo.plumbing import told
from living_manifesto.gitrepo.staged import git_output, names

_FEW = 100
"""Paths that fit onto a command line."""


@value
class _Step:
    """One file in which two commits differ: blob before and after (None where it does not exist) and mode."""

    path: str
    before: str | None
    after: str | None
    mode: str


class Folders:
    """Every folder in which something of a repository is checked out: ``here``, and those of ``git worktree``."""

    def __init__(self, root: Path) -> None:
        self.here = Folder(root)
        # Linked ones leave a trace; to ask git each time would cost every run.
        others = _linked(root, self.here) if (self.here.common / "worktrees").is_dir() else ()
        # In one order, wherever one stands: two runs that wait for each other would wait for ever.
        self._all = tuple(sorted((self.here, *others), key=lambda each: each.top))

    def shown(self) -> set[str]:
        """The refs that are checked out."""
        return {each.shown() for each in self._all} - {""}

    def unsaved(self, ref: str, before: str, files: Mapping[str, bytes | None]) -> list[str]:
        """Those of ``files`` (as they will be once ``ref`` moves on from ``before``) that somebody edited otherwise."""
        start = self.here.start
        return [path for each in self._all for path in each.unsaved(ref, before, files, start)]

    def unsaved_between(self, ref: str, before: str, after: str) -> list[str]:
        """Those of the files in which two commits differ that somebody edited otherwise, where ``ref`` is shown."""
        return [path for each in self._all for path in each.unsaved_between(ref, before, after)]

    def announce(self, ref: str, before: str, *, onto: str = "") -> None:
        """Note that ``ref`` is about to leave a commit (``Folder.announce``)."""
        for each in self._all:
            each.announce(ref, before, onto=onto)

    def finish(self) -> list[str]:
        """Bring the files along as announced; those that somebody edited meanwhile and that were left alone."""
        return [path for each in self._all for path in each.finish()]

    def leave(self) -> None:
        """Let others in (``Folder.leave``)."""
        for each in self._all:
            each.leave()

    def cleared(self) -> list[str]:
        """The locks of dead owners that went since this was asked last."""
        found = [lock for each in self._all for lock in each.removed_locks]
        for each in self._all:
            each.removed_locks.clear()
        return found


def _linked(root: Path, here: Folder) -> Iterator[Folder]:
    listed = told(root, "worktree", "list", "--porcelain").decode("utf-8", "surrogateescape").splitlines()
    tops = [Path(line.removeprefix("worktree ")) for line in listed if line.startswith("worktree ")]
    for top in tops:
        if (top / ".git").exists() and not top.samefile(here.top):
            yield Folder(top, f"{top}/")


class Folder:
    """The checked-out files of a repository, told from its top; ``start`` is the way to the manifesto.

    ``called`` stands before a path where it is named, so that a file of another folder can be found.
    """

    def __init__(self, root: Path, called: str = "") -> None:
        ask = ("rev-parse", "--show-toplevel", "--absolute-git-dir", "--git-common-dir", "--show-prefix")
        top, git, common, self.start = git_output(root, *ask).decode().splitlines()
        self.top = Path(top)
        self.common = (root / common).resolve()
        self._called = called
        self._note = Path(git) / "living-manifesto" / "carrying"
        self._held = HeldIndex(Path(git).resolve(), self.common)
        self._left: list[str] = []

    @property
    def removed_locks(self) -> list[str]:
        """The locks of dead owners that were in the way and went."""
        return self._held.removed_locks

    def shown(self) -> str:
        """The ref that is checked out here; empty for a detached head."""
        try:
            return told(self.top, "symbolic-ref", "--quiet", "HEAD").decode().strip()
        except GitFailure:
            return ""

    def unsaved(self, ref: str, before: str, files: Mapping[str, bytes | None], start: str | None = None) -> list[str]:
        """Those of ``files`` (as they will be once ``ref`` moves on from ``before``) that are edited here otherwise.

        ``start`` is the way from the top to where they are told from, if that is not the manifesto here. From here on
        nobody else brings files along, until ``finish`` or ``leave``.
        """
        if self.shown() != ref or not files:
            return []
        self._hold()
        width = sha1 if len(before) == 40 else sha256
        start = self.start if start is None else start
        paths = [start + path for path in files]
        listed = (
            names(told(self.top, "ls-tree", "-z", before, "--", *paths)) if len(paths) < _FEW else self._all(before)
        )
        old = {path: facts.split(" ")[2] for facts, path in (row.split("\t", 1) for row in listed)}
        steps = [_Step(start + path, old.get(start + path), _blob_id(raw, width), "") for path, raw in files.items()]
        edited = self._edited(steps)
        # Somebody was faster, perhaps one who died and whose files came along just now: the move will be refused.
        return edited if edited and self._tip(ref) == before else []

    def unsaved_between(self, ref: str, before: str, after: str) -> list[str]:
        """Those of the files in which two commits differ that are edited here otherwise."""
        edited = self._edited(self._steps(before, after)) if self.shown() == ref else []
        return edited if edited and self._tip(ref) == before else []

    def announce(self, ref: str, before: str, *, onto: str = "") -> None:
        """Note that ``ref`` is about to move on from a commit, so that a run that dies there is finished.

        ``onto`` is a commit that does not follow from it, where history is written anew.
        """
        if self.shown() == ref:
            self._hold()
            self._note.write_text(json.dumps([ref, before, onto or before]))

    def finish(self) -> list[str]:
        """Bring the files along as announced; those that somebody edited meanwhile and that were left alone."""
        if self._held.is_concerned or self._note.exists():
            self._hold()
            self._left += self._carried()
            self._held.release()
        left, self._left = self._left, []
        return [self._named(path) for path in left]

    def leave(self) -> None:
        """Let others in; what was announced and is not done yet, the next run does."""
        self._held.release()

    def _hold(self) -> None:
        if self._held.take():
            self._left += self._carried()

    def _carried(self) -> list[str]:
        try:
            ref, before, onto = json.loads(self._note.read_text())
        except FileNotFoundError:
            return []
        except ValueError:  # somebody died while writing it, so nothing had moved yet
            ref = before = onto = ""
        left = self._carry(before, ref) if self.shown() == ref and self._came_from(ref, before, onto) else []
        self._note.unlink(missing_ok=True)
        return left

    def _tip(self, ref: str) -> str:
        return told(self.top, "rev-parse", "--verify", "--end-of-options", ref).decode().strip()

    def _edited(self, steps: Sequence[_Step]) -> list[str]:
        here, index = self._here(steps), self._index()
        left = (each.path for each in steps if not _is_either(each, here) or not _is_either(each, index))
        return [self._named(path) for path in left]

    def _named(self, path: str) -> str:
        return self._called + path.removeprefix(self.start)

    def _came_from(self, ref: str, *earlier: str) -> bool:
        return any(self._is_before(commit, ref) for commit in dict.fromkeys(earlier))

    def _is_before(self, commit: str, ref: str) -> bool:
        try:
            told(self.top, "merge-base", "--is-ancestor", commit, ref)
        except GitFailure:
            return False
        return True

    def _carry(self, before: str, after: str) -> list[str]:
        steps = self._steps(before, after)
        if not steps:
            return []
        here = self._here(steps)
        ours = [each for each in steps if _is_either(each, here) and not self._is_linked(each.path)]
        self._held.stage()
        self._set_index(steps)
        self._write([each for each in ours if each.after is not None and here.get(each.path) != each.after])
        for each in ours:
            if each.after is None:
                (self.top / each.path).unlink(missing_ok=True)
        self._held.publish()
        return [each.path for each in steps if each not in ours]

    def _is_linked(self, path: str) -> bool:
        """Whether a folder on the way is a link: what lies behind it is not of this work tree."""
        return any((self.top / folder).is_symlink() for folder in PurePosixPath(path).parents)

    def _write(self, steps: Sequence[_Step]) -> None:
        """Put files into their places, each whole or not at all."""
        fed, where = _joined(each.path for each in steps), f"--prefix={self._held.files}/"
        ask = ("checkout-index", "--force", "--quiet", where, "-z", "--stdin")
        told(self.top, *ask, fed=fed, held=self._held.handles, environ=self._held.environ)
        for each in steps:
            place = self.top / each.path
            place.parent.mkdir(parents=True, exist_ok=True)
            _moved(self._held.files / each.path, place)

    def _steps(self, before: str, after: str) -> list[_Step]:
        raw = names(told(self.top, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", before, after))
        steps = []
        for facts, path in zip(raw[::2], raw[1::2], strict=True):
            _, mode, old, new, _ = facts.split(" ")
            steps.append(_Step(path, _blob(old), _blob(new), mode))
        return steps

    def _here(self, steps: Sequence[_Step]) -> dict[str, str]:
        """The blobs that the files here would be, line ends and filters seen to."""
        present = [each.path for each in steps if (self.top / each.path).is_file() and "\n" not in each.path]
        fed = "".join(f"{path}\n" for path in present).encode("utf-8", "surrogateescape")
        return dict(zip(present, told(self.top, "hash-object", "--stdin-paths", fed=fed).decode().split(), strict=True))

    def _all(self, commit: str) -> list[str]:
        return names(told(self.top, "ls-tree", "-r", "-z", "--full-tree", commit))

    def _index(self) -> dict[str, str]:
        rows = (entry.split("\t", 1) for entry in names(told(self.top, "ls-files", "--stage", "-z")))
        return {path: facts.split(" ")[1] for facts, path in rows}

    def _set_index(self, steps: Sequence[_Step]) -> None:
        rows = [f"{each.mode} {each.after or '0' * len(each.before or '')}\t{each.path}" for each in steps]
        ask = ("update-index", "-z", "--index-info")
        told(self.top, *ask, fed=_joined(rows), held=self._held.handles, environ=self._held.environ)


def _moved(file: Path, place: Path) -> None:
    try:
        file.replace(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = place.with_name(f".{place.name}.carried")
        shutil.move(file, beside)  # git's folder lies on another disk
        beside.replace(place)


def _is_either(step: _Step, held: Mapping[str, str]) -> bool:
    return held.get(step.path) in (step.before, step.after)


def _blob_id(raw: bytes | None, width: Callable[[bytes], Any]) -> str | None:
    return None if raw is None else str(width(b"blob %d\0%b" % (len(raw), raw)).hexdigest())


def _blob(name: str) -> str | None:
    return name if name.strip("0") else None


def _joined(rows: Iterable[str]) -> bytes:
    return b"".join(row.encode("utf-8", "surrogateescape") + b"\0" for row in rows)
