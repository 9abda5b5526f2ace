"""A tree of files held in memory, and the surroundings of a check of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from living_manifesto.documents.filekind import FileKind
from living_manifesto.documents.schema import Schemas
from living_manifesto.rules.context import Context, Settings
from living_manifesto.rules.tree import Tree

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 3, 1)
SETTINGS = Settings({"policy-team": "政策担当", "secretariat": "事務局"})


class Held:
    """A source of files by path."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)

    def paths(self) -> Iterable[str]:
        return sorted(self.files)

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def names(self, folder: str) -> Iterable[str]:
        start = f"{folder}/"
        return [path[len(start) :] for path in self.files if path.startswith(start) and "/" not in path[len(start) :]]

    def but(self, changes: Mapping[str, bytes | None]) -> Held:
        """The same files with some replaced, added or (None) removed."""
        merged = {**self.files, **changes}
        return Held({path: raw for path, raw in merged.items() if raw is not None})


@cache
def schemas() -> Schemas:
    texts = {kind: (ROOT / f"schemas/{kind.value}.schema.json").read_text(encoding="utf-8") for kind in FileKind}
    return Schemas({kind: json.loads(text) for kind, text in texts.items()})


def context(source: Held, received: Callable[[str], bool] = lambda _path: False, today: date = TODAY) -> Context:
    return Context(Tree(source, schemas()), today, "Asia/Tokyo", SETTINGS, received)


def files_below(folder: Path) -> dict[str, bytes]:
    """The files under a folder by their path in it."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
