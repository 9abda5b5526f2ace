"""Repositories that ``manifesto init`` made, and a machine on which the command is called by its name."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from support.held import ROOT
from support.town import Town


def doorway(folder: Path) -> str:
    """A PATH in which ``manifesto`` is the command line of this checkout."""
    folder.mkdir(parents=True, exist_ok=True)
    door = folder / "manifesto"
    door.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}/scripts" exec "{sys.executable}" -m living_manifesto "$@"\n')
    door.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def begin(folder: Path, *arguments: str, **environ: str) -> Town:
    """A new manifesto in a folder, as init makes it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    done = Town(folder.parent).run(
        "init", folder.name, "--yes", "--title", "みらい町マニフェスト", *arguments, **environ
    )
    assert done.returncode == 0, done.stderr
    return Town(folder)


def copied(made: Town, folder: Path) -> Town:
    """The same repository once more, to be spoilt."""
    shutil.copytree(made.folder, folder, symlinks=True)
    return Town(folder)
