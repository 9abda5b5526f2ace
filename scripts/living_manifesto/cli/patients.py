"""A repository as ``doctor`` looks at it: whatever cannot be read is a finding there, and no failure."""

from __future__ import annotations

from pathlib import Path

from living_manifesto import locale
from living_manifesto.gitrepo.founding import folders
from living_manifesto.gitrepo.worktree import WorkTree
from living_manifesto.life.health.patient import Patient
from living_manifesto.wiring import (
    SETTINGS,
    SettingsMalformed,
    Workplace,
    in_path,
    packaged_schemas,
    program,
    settings_table,
)

_NO_TOML = "pyproject.toml"
_CATALOGUE = Path(locale.__file__).parent / "ja" / "LC_MESSAGES" / "manifesto.mo"


def patient(place: Workplace) -> Patient:
    """The repository with all that the checks must know of the world around it."""

    def tidy() -> None:
        with place.desk() as desk:
            desk.tidy()

    malformed = _malformed(place)
    top, common, git = folders(place.root)
    return Patient(
        place.root,
        top or place.root,
        common,
        git,
        "main" if malformed else place.main_ref.removeprefix("refs/heads/"),
        {} if _NO_TOML in malformed else settings_table(place.pyproject),
        SETTINGS,
        tuple(malformed.items()),
        None if malformed else place.context(WorkTree(place.root)),
        packaged_schemas(),
        _CATALOGUE,
        tidy,
        program,
        in_path,
    )


def _malformed(place: Workplace) -> dict[str, str]:
    """The settings that cannot be read, each with what is wrong."""
    found: dict[str, str] = {}
    for name in ("settings", "main_ref", "approvals"):
        try:
            getattr(place, name)
        except SettingsMalformed as error:
            found.setdefault(*error.args)
    return found
