"""The checks gathered: which rule looks at which kind of file, and the rules that look at many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.values import value
from living_manifesto.documents.filekind import FileKind, file_kind
from living_manifesto.rules import changes, dates, decisions, duplicates, files, hygiene, kinds, references
from living_manifesto.rules.context import Context
from living_manifesto.rules.tree import Entry

Check = Callable[[Entry, Context], Iterator[Diagnostic]]


RULES: Mapping[FileKind, tuple[Check, ...]] = {
    FileKind.MANIFESTO: (references.place_ids_unique, dates.zone_is_known, hygiene.check),
    FileKind.SECTION: (files.named_by_id, references.node_ids_unique, hygiene.check),
    FileKind.PROPOSAL: (
        files.named_by_id,
        references.home_exists,
        references.proposals_exist,
        changes.apply_today,
        kinds.check,
        decisions.check,
        dates.check,
        hygiene.check,
    ),
    FileKind.TOPICS: (
        files.named_by_id,
        references.home_exists,
        references.proposals_exist,
        references.members_belong,
        hygiene.check,
    ),
    FileKind.BASELINE: (files.named_by_id, dates.check),
}


@value
class Finding:
    """What one file gave: its faults, its fingerprint, and the paths whose content the verdict rests on."""

    faults: tuple[Diagnostic, ...]
    fingerprint: str
    rests_on: tuple[str, ...]


def check_file(path: str, context: Context) -> Finding:
    """Everything that can be said of one file."""
    tree = context.tree
    tree.looked_up.clear()
    if file_kind(path) is None:
        return Finding(tuple(files.stray(path)), "", ())
    entry = tree.once(path)
    if entry is None:
        return Finding(tuple(files.stray(path)), "", ())
    faults = list(entry.faults)
    if entry.value is not None:
        for rule in RULES[entry.kind]:
            faults += rule(entry, context)
    faults.sort(key=_place)
    return Finding(tuple(faults), duplicates.fingerprint(entry), tuple(sorted(tree.looked_up - {path})))


def check_together(paths: Collection[str], fingerprints: Mapping[str, str], context: Context) -> Iterator[Diagnostic]:
    """What can only be said of all files together."""
    yield from files.sections_listed(paths, paths, context)
    yield from duplicates.identical(fingerprints)


def check_all(context: Context) -> list[Diagnostic]:
    """Every fault of a tree, in order."""
    findings = {path: check_file(path, context) for path in context.tree.source.paths()}
    together = check_together(findings.keys(), {path: found.fingerprint for path, found in findings.items()}, context)
    return ordered([*(fault for found in findings.values() for fault in found.faults), *together])


def _place(fault: Diagnostic) -> tuple[int, int, str]:
    return (fault.span.line, fault.span.column, fault.code) if fault.span else (0, 0, fault.code)


def ordered(faults: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Faults by file and place."""
    return sorted(faults, key=lambda fault: (fault.file, *_place(fault)))
