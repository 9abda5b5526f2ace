"""Pull requests on the village of ``intake.markdown.village``, in our own words, as an export gives them."""

from __future__ import annotations

import difflib
import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from intake.markdown.village import VILLAGE
from living_manifesto.intake.pulls.patch import blob_id

TRANSPORT = "11_交通.md"
VALUES = {"title": "バスの提案", "body": "夜もバスがほしい。", "state": "open", "author": "bot:helper"}


def patch_of(before: str, after: str, around: int = 3) -> str:
    """The hunks of git's diff between two texts."""
    lines = difflib.unified_diff(_lines(before), _lines(after), n=around)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    ).partition("+++ \n")[2]


def _lines(text: str) -> list[str]:
    *whole, rest = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([rest] if rest else [])]


def file(path: str, after: str | None, before: str | None = "", old_path: str | None = None) -> dict[str, Any]:
    """One file of a record; ``before`` is that of the village if it is not given."""
    stood = VILLAGE.get(old_path or path) if before == "" else before
    status = "R" if old_path else "A" if stood is None else "D" if after is None else "M"
    names = {"path": path, "old_path": old_path, "status": status}
    blobs = {"before": blob_id(stood) if stood is not None else None, "after": after and blob_id(after)}
    return {**names, **blobs, "patch": patch_of(stood or "", after or "")}


def record(number: int, *files: Mapping[str, Any], **other: Any) -> dict[str, Any]:
    """One record."""
    moments = {"created_at": "2026-02-01T23:30:00Z", "merged_at": None, "closed_at": None}
    return {"number": number, **VALUES, **moments, "commit_messages": [], "files": list(files), **other}


def replaced(old: str, new: str, path: str = TRANSPORT, **other: str) -> dict[str, Any]:
    """A file of the village with other words in one place."""
    assert VILLAGE[path].count(old) == 1
    return file(path, VILLAGE[path].replace(old, new), **other)


def line(held: Mapping[str, Any]) -> str:
    """A record as a line of the export."""
    return json.dumps(held, ensure_ascii=False)


def export(folder: Path, *held: Mapping[str, Any]) -> Path:
    """The export of some records with the texts before beside it."""
    blobs = folder / "before"
    blobs.mkdir(parents=True, exist_ok=True)
    for text in VILLAGE.values():
        (blobs / f"{blob_id(text)}.md.gz").write_bytes(gzip.compress(text.encode()))
    path = folder / "pulls.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(line, held)).encode()))
    return path
