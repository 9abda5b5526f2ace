"""Which kind of file a path of the repository names."""

from __future__ import annotations

import re
from enum import StrEnum


class FileKind(StrEnum):
    """The five kinds of files that people and tools write; the value names the schema."""

    MANIFESTO = "manifesto"
    SECTION = "section"
    PROPOSAL = "proposal"
    TOPICS = "topics"
    BASELINE = "baseline"


_PATHS = (
    (re.compile(r"manifesto/manifesto\.yaml"), FileKind.MANIFESTO),
    (re.compile(r"manifesto/[^/]+/[^/]+\.yaml"), FileKind.SECTION),
    (re.compile(r"proposals/topics/[^/]+\.yaml"), FileKind.TOPICS),
    (re.compile(r"proposals/baselines/[^/]+\.yaml"), FileKind.BASELINE),
    (re.compile(r"proposals/[^/]+/[^/]+\.yaml"), FileKind.PROPOSAL),
)


def file_kind(path: str) -> FileKind | None:
    """The kind of the file at a path relative to the repository (with ``/``); None for a stray file."""
    return next((kind for pattern, kind in _PATHS if pattern.fullmatch(path)), None)
