"""Receipt: proposal files come into the register on ``main``, and nothing else with them."""

from __future__ import annotations

from collections.abc import Mapping

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.steps import ActKind, judge
from living_manifesto.core.values import value
from living_manifesto.documents.filekind import FileKind, file_kind
from living_manifesto.life.desk import Desk
from living_manifesto.rules import snapshots


@value
class Received:
    """What came of files: ids that are new on ``main``, ids that stood there, and faults by path."""

    new: tuple[str, ...]
    known: tuple[str, ...]
    refused: Mapping[str, tuple[Diagnostic, ...]]


def receive(desk: Desk, files: Mapping[str, bytes]) -> Received:
    """Put proposal files into the register, all in one step; what has a fault stays outside and is named.

    A file that stands on ``main`` already is known, whatever it says now: what was received does not change this way.
    """
    wanted = {path: raw for path, raw in files.items() if file_kind(path) is FileKind.PROPOSAL}
    outcome: list[Received] = []

    def plan(tip: str) -> Mapping[str, bytes | None]:
        stands = {path for path in wanted if desk.tree(tip).source.read(path) is not None}
        fresh, refused = sifted(desk, tip, {path: raw for path, raw in wanted.items() if path not in stands})
        outcome[:] = [Received(_ids(fresh), _ids(stands), refused)]
        return fresh

    def message() -> str:
        return desk.speech.count("Receive a proposal", "Receive {number} proposals", len(outcome[0].new))

    desk.advance(plan, message)
    return outcome[0]


def sifted(
    desk: Desk, tip: str, files: Mapping[str, bytes]
) -> tuple[dict[str, bytes | None], dict[str, tuple[Diagnostic, ...]]]:
    """The files that could be received together at a commit, and the faults of the others, by path."""
    fresh: dict[str, bytes | None] = dict(files)
    refused = dict[str, tuple[Diagnostic, ...]]()
    while fresh and (found := _faults(desk, tip, fresh)):
        refused |= found
        fresh = {path: raw for path, raw in fresh.items() if path not in found}
    return fresh, refused


def _faults(desk: Desk, tip: str, fresh: Mapping[str, bytes | None]) -> dict[str, tuple[Diagnostic, ...]]:
    """The faults by file; a file that does more than to be received has one too."""
    found: dict[str, list[Diagnostic]] = {}
    for fault in desk.faults(tip, fresh):
        found.setdefault(fault.file, []).append(fault)
    if found:
        # A fault that names no file of ours would come again for ever.
        return {path: tuple(faults) for path, faults in found.items() if path in fresh} or {
            path: tuple(fault for faults in found.values() for fault in faults) for path in fresh
        }
    after = desk.with_files(tip, fresh)
    judged = judge(*snapshots.step(desk.tree(tip), after.tree, fresh))
    return {
        _path(act.subject, fresh): (
            Diagnostic.of("LM710", _path(act.subject, fresh), proposal=act.subject, outcome=""),
        )
        for act in judged.acts
        if act.kind is not ActKind.RECEIPT
    }


def _path(name: str, files: Mapping[str, bytes | None]) -> str:
    return next((path for path in files if path.endswith(f"/{name}.yaml")), name)


def _ids(paths: Mapping[str, bytes | None] | set[str]) -> tuple[str, ...]:
    return tuple(sorted(path.rpartition("/")[2].removesuffix(".yaml") for path in paths))
