"""What killed runs left behind: locks, notes, scratch refs, half-written files, memories that cannot be read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from living_manifesto.gitrepo import founding, turns
from living_manifesto.gitrepo.importing import SCRATCH, reports
from living_manifesto.gitrepo.index import is_ours
from living_manifesto.gitrepo.refs import branches, move
from living_manifesto.gitrepo.remembered import load
from living_manifesto.life.health.patient import Finding, Patient
from living_manifesto.locale import Speech
from living_manifesto.plan.commits import RefMove
from living_manifesto.rules.source import ROOMS

_ROOM = "living-manifesto"
_SCRATCH_FILE = re.compile(r"\..+\.(\d+)|.+\.json\.(\d+)|\.manifesto-init-(\d+)")
_FIX = "manifesto doctor --fix"


def begun(patient: Patient, say: Speech) -> Iterator[Finding]:
    """No ``init`` and no move of a branch was interrupted."""
    if patient.git is None:
        return
    if founding.announced(patient.root) is not None:
        yield Finding(str(patient.root), say("The making of this repository was interrupted."), "manifesto init")
    if (patient.git / _ROOM / "carrying").exists() or is_ours(patient.git / "index.lock"):
        fault = say("A branch has moved, and a run was killed before the files here followed.")
        yield Finding(_place(patient.git, patient), fault, _FIX, patient.tidy)


def locks(patient: Patient, say: Speech) -> Iterator[Finding]:
    """No dead process holds a lock of git."""
    if patient.common is None:
        return
    for lock in _locks(patient.common):
        if not is_ours(lock) and turns.owner_is_dead(lock, patient.common):
            fault = say("A lock of git whose owner is dead: nobody can write while it stands.")
            yield Finding(_place(lock, patient), fault, _FIX, _clearing(patient.common, lock))


def refs(patient: Patient, say: Speech) -> Iterator[Finding]:
    """No scratch ref is left."""
    if patient.common is None:
        return
    for ref, held in branches(patient.root, "refs/living-manifesto").items():
        if ref.startswith(SCRATCH) and _is_dead(ref.removeprefix(SCRATCH)):
            yield Finding(ref, say("A ref of a run that was killed."), _FIX, _removing_ref(patient, ref, held.commit))


def files(patient: Patient, say: Speech) -> Iterator[Finding]:
    """No half-written file is left."""
    fault = say("A file of a run that was killed.")
    for path in _half_written(patient):
        yield Finding(_place(path, patient), fault, _FIX, _removing(path))
    for path in reports(patient.common) if patient.common is not None else ():
        yield Finding(_place(path, patient), fault, _FIX, _removing(path))


def memory(patient: Patient, say: Speech) -> Iterator[Finding]:
    """What was remembered can be read."""
    for folder in dict.fromkeys(each / _ROOM for each in (patient.common, patient.git) if each is not None):
        for path in sorted(folder.glob("*.json")):
            if load(path) is None:
                fault = say("What was remembered of earlier runs cannot be read; it is worked out anew.")
                yield Finding(_place(path, patient), fault, _FIX, _removing(path))


def _locks(common: Path) -> Iterator[Path]:
    for pattern in ("*.lock", "refs/**/*.lock", "worktrees/*/*.lock"):
        yield from sorted(common.glob(pattern))


def _half_written(patient: Patient) -> Iterator[Path]:
    folders = [folder / _ROOM for folder in (patient.common, patient.git) if folder is not None]
    found = [path for folder in dict.fromkeys(folders) for path in folder.glob("*.json.*")]
    found += [path for room in ROOMS for path in (patient.root / room).rglob(".*")]
    found += patient.root.glob(".manifesto-init-*")
    for path in sorted(found):
        owner = _SCRATCH_FILE.fullmatch(path.name)
        if (owner is not None and _is_dead(next(filter(None, owner.groups())))) or path.name.endswith(".yaml.carried"):
            yield path


def _is_dead(owner: str) -> bool:
    return owner.isdigit() and not turns.lives(int(owner))


def _clearing(common: Path, lock: Path) -> Callable[[], object]:
    def clear() -> None:
        with turns.turn(common) as held:
            held.clear(lock)

    return clear


def _removing_ref(patient: Patient, ref: str, commit: str) -> Callable[[], object]:
    def remove() -> None:
        assert patient.common is not None  # noqa: S101 - who found it had one
        move(patient.root, patient.common, [RefMove(ref, commit, None)])

    return remove


def _removing(path: Path) -> Callable[[], object]:
    def remove() -> None:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    return remove


def _place(path: Path, patient: Patient) -> str:
    return str(path.relative_to(patient.root)) if path.is_relative_to(patient.root) else str(path)
