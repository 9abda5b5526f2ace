"""The page of one pull request: what is shown now. It is replaced in place, so that an erased text leaves the tree."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from living_manifesto.core.values import as_dict, value
from living_manifesto.forge.local.log import is_moment
from living_manifesto.forge.local.words import whole
from living_manifesto.forge.port import ForgeFailure
from living_manifesto.plan.pulls import Comment
from living_manifesto.rules.source import LIMIT

_NOTE = frozenset({"by", "at", "text", "key"})


@value
class Page:
    """Title, body, readiness and labels, and the comments of the tool, which are edited in place."""

    title: str = ""
    body: str = ""
    draft: bool = False
    labels: frozenset[str] = frozenset()
    notes: tuple[Comment, ...] = ()


def written(page: Page) -> bytes:
    """The page as a file."""
    told = as_dict(page) | {"labels": sorted(page.labels), "notes": [as_dict(note) for note in page.notes]}
    raw = json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
    if len(raw) > LIMIT:  # it could not be read back
        raise ForgeFailure(f"too long for a pull request: {page.title}")
    return raw


def read(raw: bytes) -> Page:
    """The page of a file; whatever cannot be read is empty, so that the next edit makes it good."""
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError):
        return Page()
    if not isinstance(told, dict):
        return Page()
    return Page(
        title=_text(told.get("title")),
        body=_text(told.get("body")),
        draft=told.get("draft") is True,
        labels=frozenset(_text(label) for label in _rows(told.get("labels"))),
        notes=tuple(_notes(_rows(told.get("notes")))),
    )


def _text(held: object) -> str:
    return whole(held) if isinstance(held, str) else ""


def _rows(held: object) -> list[Any]:
    return held if isinstance(held, list) else []


def _notes(rows: Iterable[object]) -> Iterable[Comment]:
    for row in rows:
        if isinstance(row, dict) and set(row) == _NOTE and all(isinstance(held, str) for held in row.values()):
            note = Comment(**{name: whole(held) for name, held in row.items()})
            if note.key and is_moment(note.at):
                yield note
