"""Faults in what people wrote, as values: code, place, arguments and the edit that mends them."""

from __future__ import annotations

from collections.abc import Mapping

from living_manifesto.core.codes import CODES, Severity
from living_manifesto.core.values import NOTHING, replace, value

__all__ = ["Argument", "Diagnostic", "Edit", "Severity", "Span"]

Argument = str | int | tuple[str, ...]
"""A word of a message; several candidates stand in a tuple."""


@value
class Span:
    """A place in a text: lines and columns from 1, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@value
class Edit:
    """Replace ``text[start:end]`` (code points from 0) of a file by ``text``."""

    start: int
    end: int
    text: str


@value
class Diagnostic:
    """One fault: what (``code`` and ``variant``), where (``file``, ``span``), with which words (``args``).

    ``fixes`` mend it safely in the same file; ``move_to`` is the path where the file belongs.
    The sentences stand on the page of the code, one a language (``rules/pages``).
    """

    code: str
    file: str
    span: Span | None = None
    args: Mapping[str, Argument] = NOTHING
    variant: str = ""
    fixes: tuple[Edit, ...] = ()
    move_to: str = ""
    severity: Severity = Severity.ERROR

    @staticmethod
    def of(code: str, file: str, span: Span | None = None, /, **args: Argument) -> Diagnostic:
        """The diagnostic with the severity that the table of codes gives it."""
        return Diagnostic(code, file, span, args, severity=CODES[code].severity)

    def but(self, **fields: object) -> Diagnostic:
        """The same diagnostic with other fields (``variant``, ``fixes``, ``move_to``, ``severity``)."""
        return replace(self, **fields)
