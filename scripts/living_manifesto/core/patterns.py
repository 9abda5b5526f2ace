"""Patterns that are compiled when they are first asked for.

Compiling the patterns of all rules took longer than starting Python (30 ms against 16); most runs need few of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache


def later(source: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A function that gives the compiled pattern."""
    return cache(lambda: re.compile(source, flags))
