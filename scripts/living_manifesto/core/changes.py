"""Changes: the four operations of which every proposal is made.

References (``to``, ``target``) are addresses as written: ``section/node``, a bare node of the
proposal's home section, or the bare id of a section, an area or ``manifesto``.
"""

from __future__ import annotations

from living_manifesto.core.nodes import Node
from living_manifesto.core.values import value

FIRST = "first"
LAST = "last"
FIELDS = ("title", "text", "form", "number")
"""What a replacement may replace; ``form`` and ``number`` as text, empty for none."""


@value
class Add:
    """Put ``node`` into a list of ``to`` (``list`` empty: the only one that fits), after a sibling, first or last."""

    to: str
    after: str
    node: Node
    list: str = ""


@value
class Replace:
    """Put ``becomes`` (``with`` in the file) where ``was`` stands in a field of ``target``."""

    target: str
    field: str
    was: str
    becomes: str


@value
class Remove:
    """Take ``target`` and all below it away; ``was`` is the digest of what the proposer saw, empty if not stated."""

    target: str
    was: str = ""


@value
class Move:
    """Put ``target`` with all below it elsewhere; ``was`` as in ``Remove``."""

    target: str
    to: str
    after: str
    list: str = ""
    was: str = ""


Change = Add | Replace | Remove | Move
