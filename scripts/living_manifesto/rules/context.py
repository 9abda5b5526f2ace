"""What the rules are told beside the files: settings, the day, and what is new in the change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from living_manifesto.core.values import NOTHING, value
from living_manifesto.rules.tree import MORE_THAN_FILES, Tree


@value
class Settings:
    """``[tool.living-manifesto]``: roles that decide (id to title) and words that hygiene lets pass."""

    roles: Mapping[str, str] = NOTHING
    allowed_words: frozenset[str] = frozenset()


NO_SETTINGS = Settings()
"""No roles, no allowed words."""


def never(_path: str) -> bool:
    """Nothing is received yet: a tree with nothing before it."""
    return False


@value
class Context:
    """The surroundings of one check: ``today`` in the manifesto's time zone ``zone``."""

    tree: Tree
    today: date
    zone: str = "UTC"
    settings: Settings = NO_SETTINGS
    received: Callable[[str], bool] = never
    redrafted: Callable[[str], bool] = never

    @property
    def allowed_words(self) -> frozenset[str]:
        """Words of the settings that hygiene lets pass."""
        return self.settings.allowed_words

    def is_new(self, file: str) -> bool:
        """Whether the proposal of a file is not received yet, so that its words can still be mended."""
        self.tree.looked_up.add(MORE_THAN_FILES)
        return not self.received(file)
