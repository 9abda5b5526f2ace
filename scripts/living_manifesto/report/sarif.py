"""Diagnostics as SARIF 2.1.0: the form that code hosts and editors read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from living_manifesto.core.codes import CODES
from living_manifesto.core.diagnostics import Diagnostic, Edit, Severity, Span
from living_manifesto.locale import Speech
from living_manifesto.report.display import octets
from living_manifesto.report.messages import Page, Pages, message

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_Json = dict[str, object]


def render(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, str], speech: Speech, pages: Pages, *, version: str
) -> str:
    """One run with its rules and results, in ASCII; ``version`` is the tool's.

    Fixes are given for files whose text is in ``sources``.
    """
    found = list(diagnostics)
    codes = sorted({each.code for each in found})
    ranks = {code: rank for rank, code in enumerate(codes)}
    driver = {
        "name": "manifesto",
        "semanticVersion": version,
        "rules": [_rule(code, pages(code, speech.language)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "language": speech.language,
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, ranks[each.code], sources, speech, pages) for each in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, page: Page) -> _Json:
    return {
        "id": code,
        "name": CODES[code].name,
        "shortDescription": {"text": page.title},
        "help": {"text": page.body, "markdown": page.body},
        "defaultConfiguration": {"level": _LEVELS[CODES[code].severity]},
    }


def _result(diagnostic: Diagnostic, rank: int, sources: Mapping[str, str], speech: Speech, pages: Pages) -> _Json:
    said = message(diagnostic, pages(diagnostic.code, speech.language), speech)
    place: _Json = {"artifactLocation": _artifact(diagnostic.file)}
    if diagnostic.span:
        place["region"] = _region(diagnostic.span)
    result: _Json = {
        "ruleId": diagnostic.code,
        "ruleIndex": rank,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": "\n".join(filter(None, (said.fault, said.cure)))},
        "locations": [{"physicalLocation": place}],
    }
    source = sources.get(diagnostic.file)
    if diagnostic.fixes and source is not None:
        replacements = [_replacement(edit, source) for edit in diagnostic.fixes]
        change = {"artifactLocation": _artifact(diagnostic.file), "replacements": replacements}
        result["fixes"] = [{"artifactChanges": [change]}]
    if diagnostic.move_to:
        result["properties"] = {"moveTo": diagnostic.move_to}
    return result


def _artifact(file: str) -> _Json:
    # A colon in the first part of a relative address would read as a scheme: quote() escapes it.
    return {"uri": quote(octets(file), safe="/")}


def _region(span: Span) -> _Json:
    return {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column}


def _replacement(edit: Edit, source: str) -> _Json:
    line, column = _position(source, edit.start)
    end_line, end_column = _position(source, edit.end)
    region = _region(Span(line, column, end_line, end_column))
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _position(source: str, offset: int) -> tuple[int, int]:
    before = source[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
