"""Mending files in place: the safe edits of the checks, round after round until nothing more is found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.places import write
from living_manifesto.cli.questions import expanded
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.core.diagnostics import Diagnostic
    from living_manifesto.wiring import Workplace

_ROUNDS = 8


def mend(place: Workplace, chosen: Sequence[str], say: Speech) -> list[str]:
    """Mend the chosen files (all when none is named) and tell what was done; the chosen paths as they are now."""
    from living_manifesto.gitrepo.worktree import WorkTree
    from living_manifesto.report.messages import shell_word

    files = expanded(chosen, [*WorkTree(place.root).paths()]) if chosen else [*WorkTree(place.root).paths()]
    moved: dict[str, str] = {}
    mended: dict[str, set[str]] = {}
    for path in files:
        _mend_file(place, path, moved, mended)
    for path, codes in mended.items():
        click.echo(say("Mended {path}: {codes}", path=shell_word(path), codes=" ".join(sorted(codes))))
    for old, new in moved.items():
        click.echo(say("Moved {old} to {new}", old=shell_word(old), new=new))
    if not mended and not moved:
        click.echo(say("There was nothing that the tool may mend by itself."))
    return [moved.get(path, path) for path in chosen]


def _mend_file(place: Workplace, path: str, moved: dict[str, str], mended: dict[str, set[str]]) -> None:
    from living_manifesto.documents.fixing import fix
    from living_manifesto.gitrepo.worktree import WorkTree
    from living_manifesto.rules.engine import check_file

    for _ in range(_ROUNDS):
        source = WorkTree(place.root)
        faults = [*check_file(path, place.context(source)).faults]
        raw = source.read(path)
        fixes = [fault for fault in faults if fault.fixes]
        if fixes and raw is not None:
            text = raw.decode("utf-8", "surrogateescape")
            write(place, path, fix(text, fixes))
            mended.setdefault(path, set()).update(fault.code for fault in fixes)
        elif target := _free_target(place, faults):
            (place.root / target).parent.mkdir(parents=True, exist_ok=True)
            (place.root / path).rename(place.root / target)
            moved[path] = target
            path = target
        else:
            return


def _free_target(place: Workplace, faults: Sequence[Diagnostic]) -> str:
    targets = [fault.move_to for fault in faults if fault.move_to]
    return targets[0] if targets and not (place.root / targets[0]).exists() else ""
