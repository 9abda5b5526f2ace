"""The hook before a commit: whether git runs one, whose it is, and having pre-commit put it there."""

from __future__ import annotations

import os
import subprocess
from enum import StrEnum
from pathlib import Path

from living_manifesto.core.values import value
from living_manifesto.gitrepo import GitFailure
from living_manifesto.gitrepo.plumbing import told

_OURS = (b"pre-commit", b"manifesto check")


class State(StrEnum):
    """What stands where git looks for the hook."""

    SET = "set"
    ABSENT = "absent"
    ASLEEP = "asleep"
    FOREIGN = "foreign"


@value
class Hook:
    """The file that git runs before a commit. ``elsewhere``: the settings of git name another folder for hooks."""

    path: Path
    state: State
    elsewhere: str = ""


def hook(root: Path) -> Hook:
    """The hook of a repository as it is."""
    said = told(root, "rev-parse", "--git-path", "hooks/pre-commit").decode("utf-8", "surrogateescape").rstrip("\n")
    path = root / said
    try:
        elsewhere = told(root, "config", "--get", "core.hooksPath").decode("utf-8", "surrogateescape").strip()
    except GitFailure:
        elsewhere = ""
    return Hook(path, _state(path), elsewhere)


def install(root: Path, program: str) -> None:
    """Let pre-commit put its hook there; a ``GitFailure`` with what it said when it does not."""
    done = subprocess.run([program, "install"], cwd=root, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise GitFailure((done.stdout + done.stderr).decode("utf-8", "replace").strip())


def _state(path: Path) -> State:
    try:
        text = path.read_bytes()
    except OSError:
        return State.ABSENT
    if not any(word in text for word in _OURS):
        return State.FOREIGN
    return State.SET if os.access(path, os.X_OK) else State.ASLEEP
