"""Edits of texts and headings, gathered so that all of one node are one change."""

from __future__ import annotations

from living_manifesto.core.changes import Replace
from living_manifesto.core.outline import Key
from living_manifesto.core.values import value
from living_manifesto.intake.instructions.places import Found, Ground
from living_manifesto.intake.instructions.refusal import Cause, Refused


@value
class Put:
    """Words to stand where others were found, or, where the stretch is empty, between them."""

    found: Found
    words: str


class Edits:
    """What is to stand where, by address: stretches of the text as it was, each with its new words."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._held: dict[Key, list[tuple[int, int, str]]] = {}

    def put(self, put: Put, at: int) -> Refused | None:
        """Keep an edit; two may not touch the same letters."""
        found = put.found
        held = self._held.setdefault(found.key, [])
        for start, end, _ in held:
            if (found.start < end and start < found.end) or (found.start, found.end) == (start, end):
                return Refused(Cause.CONTRADICTION, "", at)
        held.append((found.start, found.end, put.words))
        return None

    def change(self, key: Key, reference: str) -> Replace:
        """The one change for all edits of a node."""
        node = self._ground.node(key)
        field, was = ("title", node.title) if node.title else ("text", node.text)
        pieces: list[str] = []
        at = 0
        for start, end, words in sorted(self._held[key]):
            pieces += [was[at:start], words]
            at = end
        return Replace(reference, field, was, "".join(pieces) + was[at:])
