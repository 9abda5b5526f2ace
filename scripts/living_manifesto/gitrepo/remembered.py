"""Verdicts of earlier checks, kept beside the repository's objects and keyed by everything they rest on.

Two files: a small one for "nothing at all has changed", and one with a row for every file. A row is
used again only if the file itself and every file that its verdict rests on have the same bytes, and
the key (tool, schemas, settings, day) is the same. A file counts as unchanged when size, times and
inode are, unless it was written so shortly before the last look that its times could lie (as git does).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from living_manifesto.core.diagnostics import Diagnostic, Edit, Severity, Span

_RACY_NS = 2_000_000_000

Stamp = tuple[int, int, int, int]
"""Size, time of change, time of status change and inode of a file."""


def stamp(stat: os.stat_result) -> Stamp:
    """What tells at a glance that a file is the same."""
    return (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def stamps_digest(stamps: Iterable[tuple[str, Stamp]]) -> str:
    """One digest over the paths and stamps of a whole tree, in order."""
    text = "\n".join([f"{path} {held}" for path, held in stamps])
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def content_digest(raw: bytes) -> str:
    """A digest of the bytes of a file."""
    return blake2b(raw, digest_size=16).hexdigest()


def looked_too_early(held: Stamp, taken: int) -> bool:
    """Whether a file was written so near to the look at ``taken`` (ns) that it may have changed unseen."""
    return max(held[1], held[2]) >= taken - _RACY_NS


@dataclass(slots=True)
class Row:
    """The verdict on one file, with its stamp, the digest of its bytes and of the bytes that it rests on."""

    stamp: Stamp
    digest: str
    rests_on: tuple[str, ...]
    rests_digest: str
    fingerprint: str
    faults: tuple[Diagnostic, ...]


@dataclass(slots=True)
class Memory:
    """What is remembered of a tree; ``rows`` are read from disk when first asked for."""

    folder: Path | None
    key: str = ""
    taken: int = 0
    tree: str = ""
    zone: str = ""
    faults: tuple[Diagnostic, ...] = ()
    rows: dict[str, Row] = field(default_factory=dict)

    @staticmethod
    def open(folder: Path | None) -> Memory:
        """Read the small file; an absent or damaged memory is an empty one."""
        memory = Memory(folder)
        held = load(folder / "tree.json") if folder is not None else None
        if isinstance(held, dict):
            try:
                memory.key, memory.taken, memory.tree, memory.zone = (
                    held["key"],
                    held["taken"],
                    held["tree"],
                    held["zone"],
                )
                memory.faults = tuple(map(diagnostic, held["faults"]))
            except (KeyError, TypeError, ValueError):
                return Memory(folder)
        return memory

    def load_rows(self) -> None:
        """Read the large file."""
        held = load(self.folder / "files.json") if self.folder is not None else None
        if not isinstance(held, dict) or held.get("key") != self.key or held.get("taken") != self.taken:
            return
        try:
            self.rows = {
                path: Row(tuple(row[0]), row[1], tuple(row[2]), row[3], row[4], tuple(map(diagnostic, row[5])))
                for path, row in held["rows"].items()
            }
        except (KeyError, TypeError, ValueError, IndexError):
            self.rows = {}

    def save(self) -> None:
        """Write both files, each whole or not at all; a folder that cannot be written to is left alone."""
        if self.folder is None:
            return
        rows = {
            path: [
                row.stamp,
                row.digest,
                row.rests_on,
                row.rests_digest,
                row.fingerprint,
                [*map(plain_diagnostic, row.faults)],
            ]
            for path, row in self.rows.items()
        }
        small = {"key": self.key, "taken": self.taken, "tree": self.tree, "zone": self.zone}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            store(self.folder / "files.json", {"key": self.key, "taken": self.taken, "rows": rows})
            store(self.folder / "tree.json", {**small, "faults": list(map(plain_diagnostic, self.faults))})
        except OSError:
            return


def rests_digest(paths: Sequence[str], digests: Mapping[str, str]) -> str:
    """One digest over what a verdict rests on; an absent file counts as absent."""
    text = "\n".join([f"{path} {digests.get(path, '-')}" for path in paths])
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def forget(folder: Path) -> None:
    """Drop all that is remembered in a folder; a lost memory costs time only."""
    for file in folder.glob("*.json"):
        file.unlink(missing_ok=True)


def memory_folder(root: Path) -> Path | None:
    """Where verdicts are kept: in the git folder of the repository, nowhere without one."""
    git = root / ".git"
    if git.is_file():
        line = git.read_text(encoding="utf-8", errors="replace").partition("gitdir:")[2].strip()
        git = root / line if line else git
    return git / "living-manifesto" if git.is_dir() else None


def load(path: Path) -> object:
    """What a file holds; None where there is none or its bytes are not those that were written."""
    try:
        seal, _, text = path.read_bytes().partition(b"\n")
        return json.loads(text) if seal.decode("ascii", "replace") == content_digest(text) else None
    except (OSError, ValueError):
        return None


def store(path: Path, value: object) -> None:
    """Write a value with a seal, whole or not at all."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True).encode("ascii")
    temporary.write_bytes(content_digest(text).encode("ascii") + b"\n" + text)
    temporary.replace(path)


def plain_diagnostic(fault: Diagnostic) -> list[object]:
    """A diagnostic as JSON can hold it."""
    span = fault.span and [fault.span.line, fault.span.column, fault.span.end_line, fault.span.end_column]
    fixes = [[edit.start, edit.end, edit.text] for edit in fault.fixes]
    return [fault.code, fault.file, span, dict(fault.args), fault.variant, fixes, fault.move_to, fault.severity.value]


def diagnostic(row: list[object]) -> Diagnostic:
    """The diagnostic again."""
    code, file, span, args, variant, fixes, move_to, severity = row
    return Diagnostic(
        str(code),
        str(file),
        Span(*span) if isinstance(span, list) else None,
        {name: tuple(held) if isinstance(held, list) else held for name, held in _mapping(args).items()},
        str(variant),
        tuple(Edit(*edit) for edit in fixes) if isinstance(fixes, list) else (),
        str(move_to),
        Severity(str(severity)),
    )


def _mapping(value: object) -> dict[str, str | int | list[str]]:
    return value if isinstance(value, dict) else {}
