"""Diagnostics for programs: one JSON object whose form stays the same within a version."""

from __future__ import annotations

import json
from collections.abc import Iterable

from living_manifesto.core.codes import CODES
from living_manifesto.core.diagnostics import Diagnostic, Severity
from living_manifesto.core.values import as_dict
from living_manifesto.locale import Speech
from living_manifesto.report.messages import Pages, message

VERSION = 1
"""Raised when a field changes its meaning or goes away; new fields may come without."""


def render(diagnostics: Iterable[Diagnostic], speech: Speech, pages: Pages) -> str:
    """``version``, ``counts`` by severity and ``diagnostics`` in the order given, in ASCII.

    Offsets of fixes are code points from 0; lines and columns start at 1, the end is exclusive.
    """
    found = list(diagnostics)
    counts = {severity.value: sum(each.severity is severity for each in found) for severity in Severity}
    plain = {"version": VERSION, "counts": counts, "diagnostics": [_plain(each, speech, pages) for each in found]}
    return json.dumps(plain, indent=2) + "\n"


def _plain(diagnostic: Diagnostic, speech: Speech, pages: Pages) -> dict[str, object]:
    said = message(diagnostic, pages(diagnostic.code, speech.language), speech)
    return {
        "code": diagnostic.code,
        "name": CODES[diagnostic.code].name,
        "severity": diagnostic.severity.value,
        "file": diagnostic.file,
        "span": as_dict(diagnostic.span) if diagnostic.span else None,
        "message": said.fault,
        "cure": said.cure,
        "command": said.command,
        "args": dict(diagnostic.args),
        "variant": diagnostic.variant,
        "fixes": [as_dict(edit) for edit in diagnostic.fixes],
        "move_to": diagnostic.move_to,
    }
