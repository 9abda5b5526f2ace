"""The act: a folder becomes a repository with one commit, and whatever stood there stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path

from living_manifesto.core.values import value
from living_manifesto.gitrepo import GitFailure, founding
from living_manifesto.gitrepo.store import Store, identity
from living_manifesto.life.desk import TooBusy
from living_manifesto.life.founding.files import is_essential
from living_manifesto.plan.commits import NewCommit, RefMove
from living_manifesto.rules.source import ROOMS

_TRIES = 20


class Occupied(Exception):
    """A folder without a repository holds something, or one with a repository what would be written; the names."""


class Inside(Exception):
    """The folder lies in the work tree of another repository; the argument is its top."""


class OnAnotherBranch(Exception):
    """The repository has another branch checked out than the one that is to be the manifesto; its name, or empty."""


class EditedSince(Exception):
    """A run that was interrupted cannot be finished: files that it wrote read differently now; their paths."""


@value
class Wanted:
    """What is to be written: the files of one first commit, its message, branch and moment."""

    files: Mapping[str, bytes]
    message: str
    branch: str
    at: datetime


@value
class Founded:
    """What came of it: where, the commit, the files that were written, and those that stood there and were kept."""

    root: Path
    commit: str
    written: tuple[str, ...]
    kept: tuple[str, ...]


def is_unfinished(folder: Path) -> bool:
    """Whether an earlier run begun here and was killed."""
    return _top_is(folder) and founding.announced(folder) is not None


def refuse(folder: Path) -> bool:
    """See, before anybody is asked anything, that a repository can begin here; whether it joins one that is there."""
    standing = _standing(folder)
    identity(standing)
    above = founding.top(standing)
    if above is not None and not (folder.is_dir() and above.samefile(folder)):
        raise Inside(above)
    if above is None and folder.is_dir() and (held := founding.names_in(folder)):
        raise Occupied(held)
    if held := founding.taken(folder, ROOMS if above is not None else ()):
        raise Occupied(held)
    return above is not None


def begin(folder: Path, wanted: Wanted) -> None:
    """Make the folder a repository that knows what is to come; nothing that stands there is touched."""
    if refuse(folder):
        founding.names_in(folder)
        _join(folder, wanted)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        founding.create(folder, wanted.branch, _note(wanted, ()))


def finish(folder: Path, afterwards: Callable[[Founded], object]) -> Founded:
    """Write what is announced and commit it, once; ``afterwards`` belongs to it and is done again after a death."""
    note = founding.announced(folder)
    assert note is not None  # noqa: S101 - who calls this has begun, or asked
    wanted, kept = _read(note)
    made = Founded(folder, _committed(folder, wanted), tuple(wanted.files), kept)
    afterwards(made)
    founding.done(folder)
    return made


def _join(folder: Path, wanted: Wanted) -> None:
    """Announce it in a repository that is there already."""
    held = founding.taken(folder, wanted.files)
    if in_the_way := [path for path in held if is_essential(path)]:
        raise Occupied(in_the_way)
    branch = founding.branch(folder)
    if branch != wanted.branch:
        if not branch or _tip(folder, branch) is not None:
            raise OnAnotherBranch(branch)
        founding.name_branch(folder, wanted.branch)
    founding.announce(folder, _note(wanted, held))


def _committed(folder: Path, wanted: Wanted) -> str:
    ref = f"refs/heads/{wanted.branch}"
    with Store(folder) as store:
        for _ in range(_TRIES):
            tip = store.tip(ref)
            if tip is not None and all(store.source(tip).read(path) is not None for path in wanted.files):
                return tip
            if edited := founding.put(folder, wanted.files):
                raise EditedSince(edited)
            parents = (tip,) if tip is not None else ()
            commit = store.write([NewCommit(parents, wanted.message, wanted.at, wanted.files)])[0]
            founding.stage(folder, store.common, commit, wanted.files)
            if not store.move([RefMove(ref, tip, commit)]):
                return commit
    raise TooBusy


def _top_is(folder: Path) -> bool:
    above = founding.top(folder) if folder.is_dir() else None
    return above is not None and above.samefile(folder)


def _tip(folder: Path, branch: str) -> str | None:
    with Store(folder) as store:
        return store.tip(f"refs/heads/{branch}")


def _standing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.is_dir())


def _note(wanted: Wanted, kept: Collection[str]) -> dict[str, object]:
    files = {path: raw.decode() for path, raw in wanted.files.items() if path not in kept}
    return {
        "files": files,
        "kept": list(kept),
        "message": wanted.message,
        "branch": wanted.branch,
        "at": wanted.at.isoformat(),
    }


def _read(note: Mapping[str, object]) -> tuple[Wanted, tuple[str, ...]]:
    match note:
        case {"files": dict(files), "kept": [*kept], "message": str(message), "branch": str(branch), "at": str(at)}:
            held = {str(path): str(text).encode() for path, text in files.items()}
            return Wanted(held, message, branch, datetime.fromisoformat(at)), tuple(map(str, kept))
    raise GitFailure("founding.json")
