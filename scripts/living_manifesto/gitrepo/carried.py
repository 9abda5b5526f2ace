"""The audit of yesterday, kept beside the repository's objects, so that the next one judges only what is new.

One sealed file holds the commit that was judged last and all that was open then; it is used only by the same tool
with the same schemas, and only if that commit lies on today's line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.values import replace
from living_manifesto.documents import decode, encode
from living_manifesto.gitrepo.remembered import diagnostic, load, plain_diagnostic, store
from living_manifesto.history.consolidations import Consolidations
from living_manifesto.history.faults import Fault
from living_manifesto.history.ledger import Later, Ledger
from living_manifesto.history.proven import Proven
from living_manifesto.history.records import Records
from living_manifesto.history.register import PATH, Register
from living_manifesto.history.steps import Mark
from living_manifesto.history.text import Text

_FILE = "audit.json"
Plain = dict[str, Any]


def remember(folder: Path | None, key: str, tip: Mark, ledger: Ledger) -> None:
    """Keep the state after the step ``tip``; a folder that cannot be written to is left alone."""
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        store(folder / _FILE, {"key": key, "tip": _mark(tip), "ledger": plain(ledger)})
    except OSError:
        return


def recall(folder: Path | None, key: str) -> tuple[Mark, Ledger] | None:
    """The step judged last and the state after it; None where nothing fits to go on from."""
    held = load(folder / _FILE) if folder is not None else None
    if not isinstance(held, dict) or held.get("key") != key:
        return None
    try:
        return Mark(*held["tip"]), restored(held["ledger"])
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return None


def plain(ledger: Ledger) -> Plain:
    """The state as JSON can hold it."""
    text, register, records = ledger.text, ledger.register, ledger.records
    return {
        "first": ledger.first and _mark(ledger.first),
        "counts": [ledger.steps, ledger.judged, dict(ledger.acts)],
        "open": [_fault(fault) for fault in ledger.open],
        "mended": [_fault(fault) for fault in ledger.mended],
        "later": [
            [each.baseline, _mark(each.mark), encode.node(each.before), encode.node(each.after)]
            for each in ledger.later
        ],
        "structure": text.proven.structure and encode.node(text.proven.structure),
        "sections": {name: node and encode.node(node) for name, node in text.proven.sections.items()},
        "dark": sorted(text.dark),
        "fields": {name: _fields(name, fields) for name, fields in register.fields.items()},
        "unseen": {name: [encode.proposal(held), path] for name, (held, path) in register.unseen.items()},
        "baselines": {name: [encode.baseline(held), records.paths[name]] for name, held in records.known.items()},
        "altered": sorted(records.altered),
        "false": {name: dict(digests) for name, digests in records.false.items()},
        "unsettled": ledger.consolidations.unsettled,
        "unreadable": sorted(ledger.unreadable),
    }


def restored(held: Mapping[str, Any]) -> Ledger:
    """The state again; any of the usual errors where it is not what ``plain`` gave."""
    ledger = Ledger()
    ledger.first = Mark(*held["first"]) if held["first"] else None
    ledger.steps, ledger.judged, acts = held["counts"]
    ledger.acts = Counter(acts)
    ledger.open = [_fault_again(row) for row in held["open"]]
    ledger.mended = [_fault_again(row) for row in held["mended"]]
    ledger.later = [
        Later(name, Mark(*mark), decode.node(before), decode.node(after)) for name, mark, before, after in held["later"]
    ]
    ledger.text = Text(Proven(_node(held["structure"]), _nodes(held["sections"])), held["dark"])
    ledger.register = Register(
        {name: _fields_again(row) for name, row in held["fields"].items()},
        {name: (decode.proposal(value), path) for name, (value, path) in held["unseen"].items()},
    )
    ledger.records = Records()
    ledger.records.known = {name: decode.baseline(value) for name, (value, _) in held["baselines"].items()}
    ledger.records.paths = {name: path for name, (_, path) in held["baselines"].items()}
    ledger.records.altered, ledger.records.false = set(held["altered"]), dict(held["false"])
    ledger.consolidations = Consolidations(held["unsettled"])
    ledger.unreadable = set(held["unreadable"])
    return ledger


def _mark(mark: Mark) -> list[str]:
    return [mark.commit, mark.committer, mark.at, mark.subject]


def _fault(fault: Fault) -> list[object]:
    mended = _mark(fault.mended) if fault.mended else None
    return [_mark(fault.mark), plain_diagnostic(fault.diagnostic), fault.nodes, mended]


def _fault_again(row: list[Any]) -> Fault:
    mark, fault, nodes, mended = row
    return Fault(Mark(*mark), diagnostic(fault), tuple(nodes), Mark(*mended) if mended else None)


def _node(value: Plain | None) -> Node | None:
    return decode.node(value) if value else None


def _nodes(held: Mapping[str, Plain | None]) -> dict[str, Node | None]:
    return {name: _node(value) for name, value in held.items()}


def _fields(name: str, fields: Mapping[str, object]) -> list[object]:
    """Single fields of a proposal, written as a proposal that has no others."""
    held = {field: value for field, value in fields.items() if field != PATH}
    return [sorted(held), encode.proposal(replace(_blank(name), **held)), fields.get(PATH)]


def _fields_again(row: list[Any]) -> dict[str, object]:
    names, value, path = row
    proposal = decode.proposal(value)
    held: dict[str, object] = {name: getattr(proposal, name) for name in names}
    return held if path is None else {**held, PATH: path}


def _blank(name: str) -> Proposal:
    return Proposal(name, "none", "2000-01-01")
