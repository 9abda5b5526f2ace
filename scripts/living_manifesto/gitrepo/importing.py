"""What ``git fast-import`` is told, and what it leaves behind when it dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_END_OF_REPORT = b"END OF CRASH REPORT\n"
SCRATCH = "refs/living-manifesto/writing-"
"""What the refs begin with that exist only while a run of ours writes; its number follows."""


def sweep(common: Path) -> None:
    """Remove the crash reports that git wrote because we died while it listened, and those that found no room."""
    for report in reports(common):
        with suppress(OSError):
            report.unlink()


def reports(common: Path) -> Iterator[Path]:
    """The crash reports that go back to us."""
    for report in common.glob("fast_import_crash_*"):
        with suppress(OSError):
            told = report.read_bytes()
            if SCRATCH.encode() in told or not told.endswith(_END_OF_REPORT):
                yield report


def quoted(path: str) -> bytes:
    """A path as the stream spells it."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return b'"' + escaped.encode("utf-8", "surrogateescape") + b'"'
