"""The check of a whole work tree: remembered verdicts first, the rest on every core."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from living_manifesto.cli.questions import in_last_commit
from living_manifesto.gitrepo.remembered import (
    Memory,
    Row,
    Stamp,
    content_digest,
    looked_too_early,
    memory_folder,
    rests_digest,
    stamp,
    stamps_digest,
)
from living_manifesto.gitrepo.worktree import WorkTree

if TYPE_CHECKING:
    from living_manifesto.core.diagnostics import Diagnostic
    from living_manifesto.rules.context import Context
    from living_manifesto.rules.engine import Finding
    from living_manifesto.wiring import Workplace

_WORTH_ANOTHER_PROCESS = 400


def check_work_tree(place: Workplace) -> Sequence[Diagnostic]:
    """All faults of the work tree, in order; a verdict that still holds is not worked out again."""
    taken = time.time_ns()
    source = WorkTree(place.root)
    stamps = {path: stamp(stat) for path, stat in sorted(source.stats())}
    tree = stamps_digest(stamps.items())
    memory = Memory.open(memory_folder(place.root))
    if memory.tree == tree and memory.key == _key(place, memory.zone) and not _racy(stamps.values(), memory.taken):
        return memory.faults
    context = place.context(source, in_last_commit(place))
    fresh = Memory(memory.folder, _key(place, context.zone), taken, tree, context.zone)
    if memory.key == fresh.key:
        memory.load_rows()
    digests = {path: _digest(source, path, held, memory) for path, held in stamps.items()}
    fresh.rows = _rows(memory.rows, stamps, digests, context)
    fresh.faults = tuple(_all_faults(fresh.rows, context))
    if _forget_unsettled(fresh.rows):
        fresh.tree = ""
    fresh.save()
    return fresh.faults


def _key(place: Workplace, zone: str) -> str:
    return f"{place.key()} {place.today(zone)}"


def _racy(stamps: Iterable[Stamp], taken: int) -> bool:
    return any(looked_too_early(held, taken) for held in stamps)


def _digest(source: WorkTree, path: str, held: Stamp, memory: Memory) -> str:
    row = memory.rows.get(path)
    if row is not None and row.stamp == held and not looked_too_early(held, memory.taken):
        return row.digest
    return content_digest(source.read(path) or b"")


def _rows(
    remembered: Mapping[str, Row], stamps: Mapping[str, Stamp], digests: Mapping[str, str], context: Context
) -> dict[str, Row]:
    rows = {}
    for path, row in remembered.items():
        if row.digest == digests.get(path) and row.rests_digest == rests_digest(row.rests_on, digests):
            row.stamp = stamps[path]
            rows[path] = row
    for path, found in _findings([path for path in stamps if path not in rows], context):
        resting = rests_digest(found.rests_on, digests)
        rows[path] = Row(stamps[path], digests[path], found.rests_on, resting, found.fingerprint, found.faults)
    return rows


def _all_faults(rows: Mapping[str, Row], context: Context) -> list[Diagnostic]:
    from living_manifesto.rules.engine import check_together, ordered

    together = check_together(rows.keys(), {path: row.fingerprint for path, row in rows.items()}, context)
    return ordered([*(fault for row in rows.values() for fault in row.faults), *together])


def _forget_unsettled(rows: dict[str, Row]) -> bool:
    """Drop the rows whose verdict rests on more than files; whether there was one."""
    from living_manifesto.rules.tree import MORE_THAN_FILES

    unsettled = [path for path, row in rows.items() if MORE_THAN_FILES in row.rests_on]
    for path in unsettled:
        del rows[path]
    return bool(unsettled)


_context: Context | None = None


def _findings(paths: Sequence[str], context: Context) -> Iterator[tuple[str, Finding]]:
    global _context  # what a forked process inherits need not be sent to it
    _context = context
    cores = os.cpu_count() or 1
    if len(paths) < _WORTH_ANOTHER_PROCESS or cores == 1 or not hasattr(os, "fork"):
        yield from map(_finding, paths)
        return
    from multiprocessing import get_context

    context.tree.outline()  # read once, before the processes part
    with get_context("fork").Pool(cores) as pool:
        yield from pool.imap(_finding, paths, chunksize=min(250, len(paths) // cores + 1))


def _finding(path: str) -> tuple[str, Finding]:
    from living_manifesto.rules.engine import check_file

    assert _context is not None  # noqa: S101 - set by _findings in this process or its parent
    return path, check_file(path, _context)
