"""What the terminal can show."""

from __future__ import annotations

import os
import sys

_WIDEST = 120


def colour() -> bool:
    """Whether colour is wanted and can be shown."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def columns() -> int:
    """How many columns a table may take."""
    from shutil import get_terminal_size

    return min(get_terminal_size((80, 24)).columns, _WIDEST)
