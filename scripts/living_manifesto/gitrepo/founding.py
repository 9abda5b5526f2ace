"""A repository that begins: git's side of it. Whatever is killed half-way, the same call does again and ends.

A note beside the objects holds what is to be written, from before the first file until the last act is done.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from living_manifesto.gitrepo import GitFailure
from living_manifesto.gitrepo.index import linked
from living_manifesto.gitrepo.plumbing import told
from living_manifesto.gitrepo.refs import PATIENCE_SECONDS, wait_for_lock
from living_manifesto.gitrepo.remembered import load, store
from living_manifesto.gitrepo.turns import lives, turn

_SCRATCH = ".manifesto-init-"
_NO_REPOSITORY = "not a git repository"


def top(folder: Path) -> Path | None:
    """The top of the work tree that holds a folder; None where there is no repository."""
    try:
        said = told(folder, "rev-parse", "--show-toplevel")
    except GitFailure as failure:
        if _NO_REPOSITORY in str(failure):
            return None
        raise
    return Path(said.decode("utf-8", "surrogateescape").rstrip("\n"))


def folders(root: Path) -> tuple[Path | None, Path | None, Path | None]:
    """Top, common folder and own folder of the repository that holds a folder; None for each where there is none."""
    above = top(root)
    if above is None:
        return None, None, None
    said = told(root, "rev-parse", "--git-common-dir", "--absolute-git-dir").decode("utf-8", "surrogateescape")
    common, git = said.splitlines()
    return above, (root / common).resolve(), Path(git)


def branch(root: Path) -> str:
    """The branch that is checked out, whether it has a commit or not; empty for a detached head."""
    try:
        return told(root, "symbolic-ref", "--quiet", "--short", "HEAD").decode("utf-8", "surrogateescape").strip()
    except GitFailure:
        return ""


def names_in(folder: Path) -> list[str]:
    """What lies in a folder, apart from what a dead run of ours left, which goes."""
    found = []
    for entry in sorted(folder.iterdir()):
        owner = entry.name.removeprefix(_SCRATCH)
        if entry.name.startswith(_SCRATCH) and owner.isdigit() and not lives(int(owner)):
            shutil.rmtree(entry, ignore_errors=True)
        else:
            found.append(entry.name)
    return found


def create(folder: Path, first_branch: str, note: Mapping[str, object]) -> None:
    """Make a repository that holds a note; it comes into being with it, or not at all."""
    scratch = folder / f"{_SCRATCH}{os.getpid()}"
    told(folder, "init", "--quiet", f"--initial-branch={first_branch}", "--", str(scratch))
    _write_note(scratch / ".git", note)
    (scratch / ".git").rename(folder / ".git")
    scratch.rmdir()


def announce(root: Path, note: Mapping[str, object]) -> None:
    """Leave a note in a repository that is there already."""
    _write_note(_git_folder(root), note)


def announced(root: Path) -> Mapping[str, object] | None:
    """The note of a run that has not ended; None where there is none."""
    held = load(_note(_git_folder(root)))
    return held if isinstance(held, dict) else None


def done(root: Path) -> None:
    """Take the note away."""
    git = _git_folder(root)
    _staged(git).unlink(missing_ok=True)
    _note(git).unlink(missing_ok=True)


def name_branch(root: Path, name: str) -> None:
    """Let the first commit of a repository without one come onto this branch."""
    told(root, "symbolic-ref", "HEAD", f"refs/heads/{name}")


def put(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write files, each whole and only where none is; those at whose place something else stands come back."""
    staged = _staged(_git_folder(root))
    other = []
    for path, raw in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.unlink(missing_ok=True)  # after a death it may be the very file that was put last
        staged.write_bytes(raw)
        if not linked(staged, target) and not _is(target, raw):
            other.append(path)
    staged.unlink(missing_ok=True)
    return other


def taken(root: Path, paths: Iterable[str]) -> list[str]:
    """Those of the paths at which something stands, or that a link or a file on the way keeps from being written."""
    return [path for path in paths if _is_taken(root, path)]


def stage(root: Path, common: Path, commit: str, paths: Iterable[str]) -> None:
    """Let the index hold these files as a commit does; whatever else it holds stays."""
    rows = told(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *paths)
    with turn(common) as held:
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                told(root, "update-index", "-z", "--index-info", fed=rows)
            except GitFailure as failure:
                wait_for_lock(failure, held, until)
            else:
                return


def _is_taken(root: Path, path: str) -> bool:
    target = root / path
    ways = [folder for folder in target.parents if folder.is_relative_to(root) and folder != root]
    return os.path.lexists(target) or any(way.is_symlink() or way.is_file() for way in ways)


def _is(target: Path, raw: bytes) -> bool:
    try:
        return not target.is_symlink() and target.read_bytes() == raw
    except OSError:
        return False


def _write_note(git: Path, note: Mapping[str, object]) -> None:
    _note(git).parent.mkdir(exist_ok=True)
    store(_note(git), note)


def _note(git: Path) -> Path:
    return git / "living-manifesto" / "founding.json"


def _staged(git: Path) -> Path:
    return git / "living-manifesto" / "founding.file"


def _git_folder(root: Path) -> Path:
    return Path(told(root, "rev-parse", "--absolute-git-dir").decode("utf-8", "surrogateescape").rstrip("\n"))
