"""Files for the office: they hold what must not come into the repository, so they never lie where it could."""

from __future__ import annotations

import os
from pathlib import Path

import click

from living_manifesto.gitrepo.ignored import may_be_committed
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line


def demand_outside(path: Path, common: Path, option: str, say: Speech) -> None:
    """Refuse a file of the office that could be committed, or whose folder is not there."""
    shown = one_line(str(path))
    if not path.absolute().parent.is_dir():
        raise click.UsageError(say("There is no folder for {path}.", path=shown))
    if may_be_committed(path.resolve(), common):
        raise click.UsageError(
            say(
                "{path} would lie in the repository, where it could be published by mistake. "
                "Name a place outside of it with {option}, or let git ignore it (.gitignore).",
                path=shown,
                option=option,
            )
        )


def write_private(path: Path, raw: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all; what a killed run left is written over."""
    scratch = path.with_name(f".{path.name}.part")
    handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
