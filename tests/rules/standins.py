"""A file and its surroundings as the rules see them, without any reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from living_manifesto.core.diagnostics import Span
from living_manifesto.core.proposals import Proposal

ID = "20260128-k3f9tw"


@dataclass(frozen=True)
class File:
    """A file with everything on its first line."""

    text: str = "x"
    value: object = None

    def span(self, path: tuple[str | int, ...], *, of: str = "value") -> Span:
        return Span(1, 1, 1, 2)

    def offsets(self, path: tuple[str | int, ...]) -> tuple[int, int]:
        return 0, 1


@dataclass(frozen=True)
class Read:
    """A file that was understood."""

    value: object = None
    path: str = f"proposals/2026-01/{ID}.yaml"
    document: File = field(default_factory=File)

    @property
    def proposal(self) -> Proposal | None:
        return self.value if isinstance(self.value, Proposal) else None


@dataclass(frozen=True)
class Around:
    """The surroundings, which are their own settings."""

    new: bool = True
    today: date = date(2026, 2, 1)
    roles: Mapping[str, str] = field(default_factory=dict)
    allowed_words: frozenset[str] = frozenset()

    @property
    def settings(self) -> Around:
        return self

    def is_new(self, path: str) -> bool:
        return self.new
