"""Diagnostics as annotations of GitHub Actions: workflow commands, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from living_manifesto.core.diagnostics import Diagnostic, Severity
from living_manifesto.locale import Speech
from living_manifesto.report.display import visible
from living_manifesto.report.messages import Page, Pages, message

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render(diagnostics: Iterable[Diagnostic], speech: Speech, pages: Pages) -> str:
    """One ``::error …::`` line a diagnostic; nothing that a file holds can begin a command of its own."""
    return "".join(_line(each, pages(each.code, speech.language), speech) + "\n" for each in diagnostics)


def _line(diagnostic: Diagnostic, page: Page, speech: Speech) -> str:
    said = message(diagnostic, page, speech)
    properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(diagnostic, page))
    text = "\n".join(filter(None, (said.fault, said.cure)))
    return f"::{_LEVELS[diagnostic.severity]} {properties}::{_data(text)}"


def _properties(diagnostic: Diagnostic, page: Page) -> Iterator[tuple[str, str]]:
    yield "file", diagnostic.file
    if span := diagnostic.span:
        yield "line", str(span.line)
        yield "endLine", str(span.end_line)
        # GitHub refuses columns on an annotation of several lines.
        if span.line == span.end_line:
            yield "col", str(span.column)
            yield "endColumn", str(max(span.end_column, span.column))
    yield "title", f"{diagnostic.code} {page.title}"


def _data(text: str) -> str:
    return visible(text, "\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
