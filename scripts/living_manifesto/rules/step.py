"""A change between two trees: the touched files checked, old debt told apart from new, the step judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from living_manifesto.core.diagnostics import Diagnostic, Severity
from living_manifesto.core.steps import judge
from living_manifesto.core.values import replace
from living_manifesto.rules import snapshots
from living_manifesto.rules.context import Context
from living_manifesto.rules.engine import check_file, ordered
from living_manifesto.rules.files import sections_listed, stray
from living_manifesto.rules.references import node_ids


def check_step(before: Context, after: Context, changed: Iterable[str]) -> list[Diagnostic]:
    """The faults of the touched files, and of the step as a whole; what stood there before is only a hint."""
    paths = sorted(set(changed))
    faults = [fault for path in paths for fault in _of_file(path, before, after)]
    if any(path.startswith("manifesto/") for path in paths):
        faults += sections_listed(list(after.tree.source.paths()), paths, after)
    verdict = judge(*snapshots.step(before.tree, after.tree, paths))
    judged = list(zip(verdict.faults, verdict.nodes, strict=True))
    placed = [_placed(fault, key, after) for fault, key in judged if not _follows(fault, key, judged, faults)]
    moved = {fault.file for fault in placed if fault.code == "LM715"}
    return ordered([*(fault for fault in faults if not (fault.code == "LM322" and fault.file in moved)), *placed])


def _follows(
    fault: Diagnostic, key: str, judged: Sequence[tuple[Diagnostic, str]], faults: Sequence[Diagnostic]
) -> bool:
    """Whether the fault only says again, of the whole step, what another one says where it can be mended."""
    match fault.code:
        case "LM714":
            return any(each.file == fault.file and each.severity is Severity.ERROR for each in faults)
        case "LM701":
            return any(each.code == "LM705" and node == key != "" for each, node in judged)
        case _:
            return False


_PLACES = {
    "LM704": ("decision",),
    "LM705": ("decision",),
    "LM707": ("id",),
    "LM709": ("id",),
    "LM710": ("decision",),
    "LM711": ("incorporates", "decision"),
    "LM715": ("id",),
}
"""The key at which a fault of a whole file is shown: the first that is there."""


def _placed(fault: Diagnostic, key: str, after: Context) -> Diagnostic:
    """The fault at the place of its node or key, where that still stands in the file."""
    entry = after.tree.entry(fault.file)
    if entry is None:
        return fault
    if fault.code == "LM715":
        fault = fault.but(move_to=str(fault.args["expected"]))
    if fault.code == "LM708":
        return replace(fault, span=entry.document.span(("digests", str(fault.args["section"]))))
    name = key.rpartition("/")[2]
    path = next((path for path, held in node_ids(entry.plain) if held == name), None) if name else None
    if path is not None:
        told = (*path[:-1], fault.variant)
        return replace(fault, span=entry.document.span(told if fault.variant in ("text", "title") else path))
    fields = (str(fault.args["field"]),) if "field" in fault.args else _PLACES.get(fault.code, ())
    field = next((each for each in fields if each in entry.plain), None)
    return fault if field is None else replace(fault, span=entry.document.span((field,), of="key"))


def _of_file(path: str, before: Context, after: Context) -> Iterator[Diagnostic]:
    if after.tree.source.read(path) is None:
        folder, _, name = path.rpartition("/")
        if name in after.tree.source.names(folder):  # a link, a submodule, a name with a line break: no file of ours
            yield from stray(path)
        return
    # Who drafts anew drafts for today's text, however long ago the proposal was received.
    redrafted = replace(after, redrafted=lambda file: _redrafted(file, before, after))
    faults = check_file(path, redrafted).faults
    debt = Counter(map(_what, check_file(path, before).faults)) if faults and _stood(path, before) else Counter()
    for fault in faults:
        if debt[_what(fault)] > 0:
            debt[_what(fault)] -= 1
            yield fault.but(severity=Severity.HINT)
        else:
            yield fault


def _redrafted(path: str, before: Context, after: Context) -> bool:
    old, new = before.tree.entry(path), after.tree.entry(path)
    if old is None or new is None or old.proposal is None or new.proposal is None:
        return False
    return (old.proposal.section, old.proposal.changes) != (new.proposal.section, new.proposal.changes)


def _stood(path: str, before: Context) -> bool:
    return before.tree.source.read(path) is not None


def _what(fault: Diagnostic) -> tuple[str, str, str]:
    return (fault.code, fault.variant, repr(sorted(fault.args.items())))


def at_commit_time(faults: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The same faults as the hook says them: an edited section may still get its proposal, so it is a hint."""
    return [_at_commit_time(fault) if fault.code == "LM701" else fault for fault in faults]


def _at_commit_time(fault: Diagnostic) -> Diagnostic:
    # An id never changes, with a proposal or without one.
    return fault if fault.variant == "id" else fault.but(variant="staged", severity=Severity.HINT)
