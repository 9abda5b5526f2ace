"""A forge without a pull request, for acts that need none."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from living_manifesto.forge.port import Merge
from living_manifesto.plan.actions import Action
from living_manifesto.plan.pulls import Pull


class NoForge:
    """Holds nothing and takes nothing."""

    def pulls(self, proposals: Collection[str] | None = None) -> dict[str, Pull]:
        return {}

    def apply(self, actions: Sequence[Action]) -> None:
        assert not actions

    def merge(self, onto: str, merges: Sequence[Merge]) -> tuple[str, ...]:
        raise AssertionError(onto, merges)
