"""Whether a document has the shape of its kind: a fast verdict first, an explanation only of what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.documents.filekind import FileKind
from living_manifesto.documents.reader import Document

if TYPE_CHECKING:
    import jsonschema_rs

    from living_manifesto.documents.refusals import Refusals

Schema = Mapping[str, Any]
"""A JSON Schema (2020-12) as decoded from its file."""


class Schemas:
    """The schemas by kind of file; each validator is built when the first file of its kind is looked at."""

    __slots__ = ("_by_kind", "_explainers", "_judges")

    def __init__(self, by_kind: Mapping[FileKind, Schema]) -> None:
        self._by_kind = by_kind
        self._judges: dict[FileKind, jsonschema_rs.Draft202012Validator] = {}
        self._explainers: dict[FileKind, Refusals] = {}

    def faults(self, document: Document, kind: FileKind) -> list[Diagnostic]:
        """What keeps the document from being one of its kind, in reading order; empty if it could not be understood."""
        if document.value is None:
            return []
        judge = self._judges.get(kind) or self._judge(kind)
        if judge.is_valid(document.value):
            return []
        return self._explain(document, kind)

    def _judge(self, kind: FileKind) -> jsonschema_rs.Draft202012Validator:
        import jsonschema_rs

        judge = jsonschema_rs.Draft202012Validator(dict(self._by_kind[kind]), validate_formats=True, offline=True)
        self._judges[kind] = judge
        return judge

    def _explain(self, document: Document, kind: FileKind) -> list[Diagnostic]:
        from living_manifesto.documents.refusals import Refusals, wrong_form

        explainer = self._explainers.get(kind) or Refusals(self._by_kind[kind])
        self._explainers[kind] = explainer
        found = explainer.explain(document)
        if found:
            return [fault for fault in found if not _is_echo(fault, document)]
        # The two libraries read a pattern differently at the edges: Python's `$` admits a final line break.
        errors = self._judges[kind].iter_errors(document.value)
        places = dict.fromkeys(tuple(error.instance_path) for error in errors if error.instance is not None)
        return [wrong_form(document, place) for place in places]


def _is_echo(fault: Diagnostic, document: Document) -> bool:
    """Whether the reader has said already what is wrong there: of one place, or why a key seems to be missing."""
    if fault.code == "LM201":
        return any(said.code in _LOSING_KEYS for said in document.faults)
    place = _start(fault)
    return any(said.code in _UNREADABLE_VALUES and _start(said) == place for said in document.faults)


_LOSING_KEYS = frozenset({"LM105", "LM106", "LM110"})
_UNREADABLE_VALUES = frozenset({"LM103", "LM104"})


def _start(fault: Diagnostic) -> tuple[int, int] | None:
    return (fault.span.line, fault.span.column) if fault.span is not None else None
