"""``manifesto merge-driver``: what git calls when two people changed one section file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.core.amend.resolution import Note
    from living_manifesto.plan.driving import Apart, Merged
    from living_manifesto.wiring import Workplace

_SHOWN = 60


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "merge-driver",
        help=say(
            "Merge three versions of a section file sentence by sentence; git calls it. "
            "BASE, OURS and THEIRS are files, PATH is what they are called in the repository."
        ),
        epilog=say("Example: manifesto merge-driver %O %A %B %P"),
    )
    @click.argument("base", type=click.Path(path_type=Path))
    @click.argument("ours", type=click.Path(path_type=Path))
    @click.argument("theirs", type=click.Path(path_type=Path))
    @click.argument("path")
    def merge_driver(*, base: Path, ours: Path, theirs: Path, path: str) -> int:
        from living_manifesto.gitrepo.merging import merged_lines
        from living_manifesto.plan.driving import Merged

        place = find_workplace(say)
        lines, is_clean = merged_lines(place.root, *(each.absolute() for each in (ours, base, theirs)))
        versions = [each.read_bytes() for each in (base, ours, theirs)]
        outcome = _merged(place, path, versions, lines if is_clean else None)
        if outcome is None:
            ours.write_bytes(lines)
            return CLEAN if is_clean else FAULTS
        for line in _told(outcome, path, say):
            click.echo(line, err=True)
        if isinstance(outcome, Merged):
            ours.write_bytes(outcome.text.encode())
            return CLEAN
        ours.write_bytes(lines)
        return FAULTS

    return merge_driver


def _merged(place: Workplace, path: str, versions: list[bytes], lines: bytes | None) -> Merged | Apart | None:
    """What comes of it by sentences; None for a file that is no section, of which git knows as much as we."""
    from living_manifesto.documents.filekind import FileKind, file_kind
    from living_manifesto.plan.driving import Apart, merge_sections
    from living_manifesto.rules.source import Nothing, Overlay
    from living_manifesto.rules.tree import Tree

    if file_kind(path) is not FileKind.SECTION:
        return None
    read = [Tree(Overlay(Nothing(), {path: raw}), place.schemas).entry(path) for raw in versions]
    by_lines = Tree(Overlay(Nothing(), {path: lines}), place.schemas).entry(path) if lines is not None else None
    base, ours, theirs = read
    if base is None or ours is None or theirs is None:
        return Apart()
    return merge_sections(base, ours, theirs, by_lines)


def _told(outcome: Merged | Apart, path: str, say: Speech) -> list[str]:
    from living_manifesto.plan.driving import Merged
    from living_manifesto.report.display import one_line

    name = one_line(path)
    if isinstance(outcome, Merged):
        head = say("{path}: two edits were joined. Read these before you commit:", path=name)
        return [head, *map(_words, outcome.notes)] if outcome.notes else []
    if outcome.notes:
        head = say("{path}: both sides changed the same, so a person must decide:", path=name)
        return [head, *map(_words, outcome.notes)]
    return [say("{path}: merged line by line, since one version cannot be understood here.", path=name)]


def _words(note: Note) -> str:
    from living_manifesto.report.display import clip, one_line

    return "  " + clip(one_line(note.becomes or note.stands or note.was or note.reference), _SHOWN)
