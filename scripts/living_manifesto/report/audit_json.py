"""What an audit found, for programs: one JSON object whose form stays the same within a version."""

from __future__ import annotations

import json
from typing import Any

from living_manifesto.core.outline import Outline
from living_manifesto.core.values import as_dict
from living_manifesto.history.audit import Report
from living_manifesto.history.faults import Fault
from living_manifesto.history.ledger import Later
from living_manifesto.history.steps import Mark
from living_manifesto.locale import Speech
from living_manifesto.report.audit import cure, result
from living_manifesto.report.messages import Pages, message
from living_manifesto.report.rows import rows

VERSION = 1
"""Raised when a field changes its meaning or goes away; new fields may come without."""


def render(found: Report, checkpoint: str, speech: Speech, pages: Pages) -> str:
    """Result, counts, what is open and mended, later baselines with their rows, and the checkpoint, in ASCII."""
    plain = {
        "version": VERSION,
        "result": _result(found),
        "message": result(found, speech),
        "checkpoint": checkpoint,
        "tip": as_dict(found.tip),
        "first": _mark(found.first),
        "since": _mark(found.since),
        "steps": found.steps,
        "judged": found.judged,
        "acts": dict(found.acts),
        "open": [_fault(each, speech, pages) for each in found.open],
        "mended": [_fault(each, speech, pages) for each in found.mended],
        "baselines": [_baseline(each, speech) for each in found.later],
    }
    return json.dumps(plain, indent=2) + "\n"


def _result(found: Report) -> str:
    if found.first is None:
        return "no_baseline"
    return "open" if found.open else "mended" if found.mended else "sound"


def _mark(step: Mark | None) -> dict[str, object] | None:
    return None if step is None else as_dict(step)


def _fault(fault: Fault, speech: Speech, pages: Pages) -> dict[str, Any]:
    diagnostic = fault.diagnostic
    said = message(diagnostic, pages(diagnostic.code, speech.language), speech)
    return {
        "step": as_dict(fault.mark),
        "code": diagnostic.code,
        "variant": diagnostic.variant,
        "file": diagnostic.file,
        "nodes": list(fault.nodes),
        "message": said.fault,
        "cure": cure(fault, speech) if fault.mended is None else "",
        "args": dict(diagnostic.args),
        "mended_by": _mark(fault.mended),
    }


def _baseline(later: Later, speech: Speech) -> dict[str, Any]:
    table = rows(Outline.of(later.before), Outline.of(later.after), speech)
    return {"id": later.baseline, "step": as_dict(later.mark), "rows": [as_dict(row) for row in table]}
