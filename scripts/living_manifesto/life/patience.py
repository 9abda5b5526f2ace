"""Bulk work without Python's search for cycles at every turn."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 50_000


@contextmanager
def few_collections() -> Iterator[None]:
    """Let garbage be looked for rarely.

    Documents and values hold no cycles, yet reading thousands of them made Python walk over all that stands in
    memory again and again: a quarter of the time of handing in 2,000 proposals, for a twentieth of the memory.
    """
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
