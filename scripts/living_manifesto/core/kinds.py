"""The kind of a proposal as its changes tell it, and whether a stated kind agrees with them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import ROOT
from living_manifesto.core.proposals import ProposalKind
from living_manifesto.core.wording import editorial_breaks

__all__ = ["agrees", "computed_kind", "editorial_breaks", "kind_of", "more_than_editorial"]

_STRUCTURE = frozenset(("areas", "sections"))
_REWRITTEN = 0.25
"""The share of a text from which on a change is more than a slip of the pen."""
_LONGEST = 2000


def computed_kind(changes: Sequence[Change]) -> ProposalKind:
    """The kind that the changes add up to; ``other`` when there are none."""
    kinds = {_kind(change) for change in changes}
    if len(kinds) == 1:
        return kinds.pop()
    if not kinds:
        return ProposalKind.OTHER
    if kinds == {ProposalKind.EDITORIAL, ProposalKind.CLARIFICATION}:
        return ProposalKind.CLARIFICATION
    if ProposalKind.RESTRUCTURE in kinds and kinds <= {ProposalKind.RESTRUCTURE, ProposalKind.EDITORIAL}:
        return ProposalKind.RESTRUCTURE
    return ProposalKind.REVISION


def agrees(kind: ProposalKind, changes: Sequence[Change]) -> bool:
    """Whether a stated kind can stand: an addition only adds, a removal only removes, an editorial only replaces.

    Other kinds are a person's judgement and always stand; ``more_than_editorial`` looks into an editorial's words.
    """
    match kind:
        case ProposalKind.ADDITION:
            return all(isinstance(change, Add) or _adds_sentences(change) for change in changes)
        case ProposalKind.REMOVAL:
            return all(isinstance(change, Remove) or _removes_sentences(change) for change in changes)
        case ProposalKind.EDITORIAL:
            return all(isinstance(change, Replace) and change.field != "number" for change in changes)
        case _:
            return True


def kind_of(stated: ProposalKind | None, changes: Sequence[Change]) -> ProposalKind:
    """The kind of a proposal with these changes: the stated one where it can stand, else what they add up to."""
    return stated if stated is not None and agrees(stated, changes) else computed_kind(changes)


def more_than_editorial(changes: Sequence[Change]) -> str:
    """What the replacements change although an editorial may not; empty when they keep to it."""
    found = (_breaks(change) for change in changes if isinstance(change, Replace))
    return " / ".join(filter(None, found))


def _kind(change: Change) -> ProposalKind:
    match change:
        case Add(to=to, list=name):
            return ProposalKind.RESTRUCTURE if to == ROOT or name in _STRUCTURE else ProposalKind.ADDITION
        case Remove():
            return ProposalKind.REMOVAL
        case Move() | Replace(field="number"):
            return ProposalKind.RESTRUCTURE
        case Replace():
            return _kind_of_wording(change)


def _kind_of_wording(change: Replace) -> ProposalKind:
    if change.field == "form":
        return ProposalKind.EDITORIAL
    if _adds_sentences(change):
        return ProposalKind.ADDITION
    if _removes_sentences(change):
        return ProposalKind.REMOVAL
    if _breaks(change):
        return ProposalKind.REVISION
    slip = _is_slip(change.was, change.becomes)
    return ProposalKind.EDITORIAL if slip else ProposalKind.CLARIFICATION


def _breaks(change: Replace) -> str:
    return "" if change.field in ("form", "number") else editorial_breaks(change.was, change.becomes)


def _adds_sentences(change: Change) -> bool:
    return isinstance(change, Replace) and change.field == "text" and _is_inserted(change.was, change.becomes)


def _removes_sentences(change: Change) -> bool:
    return isinstance(change, Replace) and change.field == "text" and _is_inserted(change.becomes, change.was)


def _is_inserted(short: str, long: str) -> bool:
    """Whether ``long`` is ``short`` with whole sentences put in at one place: nothing that stood is said otherwise."""
    if len(short) >= len(long):
        return False
    ahead = _common(short, long)
    behind = _common(short[::-1], long[::-1])
    for cut in range(max(0, len(short) - behind), min(ahead, len(short)) + 1):
        put = long[cut : len(long) - (len(short) - cut)]
        if _ends(short[:cut], put) and _ends(put, short[cut:]):
            return True
    return False


def _ends(before: str, after: str) -> bool:
    return not before or not after or before[-1] in "。.!?！？\n" or after[0] == "\n"


def _common(first: str, second: str) -> int:
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (one, two) in pairs if one != two), min(len(first), len(second)))


def _is_slip(before: str, after: str) -> bool:
    one, two = (unicodedata.normalize("NFKC", text) for text in (before, after))
    ahead = _common(one, two)
    behind = min(_common(one[::-1], two[::-1]), len(one) - ahead, len(two) - ahead)
    inner_one, inner_two = one[ahead : len(one) - behind], two[ahead : len(two) - behind]
    if max(len(inner_one), len(inner_two)) > _LONGEST:
        return False
    from difflib import SequenceMatcher

    changed = 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, inner_one, inner_two, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if _is_other_word(inner_one[i1:i2], inner_two[j1:j2]):
            return False
        changed += max(i2 - i1, j2 - j1)
    return changed <= max(3, _REWRITTEN * len(one))


def _is_other_word(one: str, two: str) -> bool:
    """Whether two or more kanji became two or more others: 検討 to 実施 is no slip."""
    return all(sum("一" <= sign <= "鿿" for sign in text) >= 2 for text in (one, two))
