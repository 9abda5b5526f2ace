"""Whether a file could come into the repository by being added."""

from __future__ import annotations

from pathlib import Path

from living_manifesto.gitrepo import GitFailure, NotARepository
from living_manifesto.gitrepo.staged import Asked, git_output


def may_be_committed(path: Path, common: Path) -> bool:
    """Whether a path lies in a work tree of the repository with this common git folder, and is not ignored there."""
    folder = path.parent
    try:
        told = git_output(folder, "rev-parse", "--is-inside-work-tree", "--git-common-dir").decode().splitlines()
    except (NotARepository, GitFailure):
        return False
    if told[0] != "true" or (folder / told[1]).resolve() != common:
        return False
    # It knows no literal paths; a name behind ``./`` is none with a meaning of its own.
    return Asked(folder, "check-ignore", "--quiet", "--", f"./{path.name}", literal=False).code() != 0
