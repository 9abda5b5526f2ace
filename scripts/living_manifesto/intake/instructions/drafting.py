"""From what somebody wrote to changes: all of it, or nothing and the reason."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.amend.apply import apply
from living_manifesto.core.amend.conflict import Cause as Misfit
from living_manifesto.core.amend.conflict import Conflict
from living_manifesto.core.changes import Change
from living_manifesto.core.ids import ProposalId
from living_manifesto.core.nodes import ROOT, Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.submission import with_node_ids
from living_manifesto.core.values import replace, value
from living_manifesto.intake.instructions.clauses import Clause, clauses
from living_manifesto.intake.instructions.letters import QUOTES, Pairs, pairs
from living_manifesto.intake.instructions.making import changes_of
from living_manifesto.intake.instructions.meaning import Instruction, meant
from living_manifesto.intake.instructions.places import Ground
from living_manifesto.intake.instructions.refusal import Cause, Refused
from living_manifesto.intake.instructions.sentences import Span, instructions_of
from living_manifesto.intake.instructions.tokens import Stray, Token, tokens
from living_manifesto.intake.instructions.verbs import Act, stems_of
from living_manifesto.intake.instructions.words import ALTERNATIVES, CONDITION, VAGUE, Sort

_STAND_IN = ProposalId("20000101-zzzzzzzz")
_THERE = frozenset((Misfit.ALREADY_THERE, Misfit.CHANGES_NOTHING))


@value
class Drafted:
    """Changes that apply to the section; nodes that they add have no ids yet (``core.submission`` gives them)."""

    changes: tuple[Change, ...]


def draft(body: str, section: Node, number: int | str, home: str) -> Drafted | Refused:
    """The changes that a text asks for, of the section with that displayed number, in a proposal of ``home``.

    Only what is understood whole is drafted: one sentence that is no instruction, or that can be read in two ways,
    and nothing is. ``section`` has the ids of today's text.
    """
    found = pairs(body)
    if found.open >= 0:
        return _told(Refused(Cause.OPEN_QUOTE, "", found.open), body, found)
    spans = instructions_of(body, found)
    if not spans:
        return Refused(Cause.NOTHING)
    outline = Outline.of(_around(section))
    instructions = _instructions(body, found, spans, outline)
    if isinstance(instructions, Refused):
        return _told(instructions, body, found)
    changes = changes_of(instructions, Ground(outline, section.id, int(number)), home)
    if isinstance(changes, Refused):
        return _told(changes, body, found)
    unfit = _proved(changes, outline, home)
    return Drafted(changes) if unfit is None else _told(replace(unfit, at=spans[0][0]), body, found)


def _around(section: Node) -> Node:
    """The smallest manifesto with this section in it."""
    area = Node("area" if section.id != "area" else "around", lists=(("sections", (section,)),))
    return Node(ROOT, lists=(("areas", (area,)),))


def _instructions(body: str, found: Pairs, spans: Sequence[Span], outline: Outline) -> list[Instruction] | Refused:
    read: list[Token] = []
    titles = [place.node.title for place in outline.places.values() if place.node.title]
    for token in tokens(body, found, titles, spans):
        if isinstance(token, Stray):
            start = _begun(read, token)
            return Refused(Cause.NOT_UNDERSTOOD, body[start : token.end], start)
        read.append(token)
    parsed = clauses(read)
    return parsed if isinstance(parsed, Refused) else _all_meant(parsed)


def _begun(read: Sequence[Token], stray: Stray) -> int:
    """Where strange words begin: a particle that no phrase stands before is part of them (も of もっと)."""
    if not read or read[-1].sort is not Sort.CASE or read[-1].end != stray.start:
        return stray.start
    is_behind = len(read) > 1 and read[-2].sort in _PHRASES
    return stray.start if is_behind else read[-1].start


_PHRASES = frozenset((Sort.QUOTE, Sort.BRACKET, Sort.TITLE, Sort.NUMBER, Sort.ORDINAL, Sort.NOUN, Sort.WHERE))


def _all_meant(parsed: Sequence[Clause]) -> list[Instruction] | Refused:
    instructions: list[Instruction] = []
    for clause in parsed:
        found = meant(clause)
        if isinstance(found, Refused):
            return found
        instructions += found
    return instructions or Refused(Cause.NOTHING)


def _proved(changes: Sequence[Change], outline: Outline, home: str) -> Refused | None:
    """Why the changes do not apply; None if they do."""
    applied = apply(outline, with_node_ids(tuple(changes), _STAND_IN), home)
    if not isinstance(applied, Conflict):
        return None
    return Refused(Cause.ALREADY_THERE if applied.cause in _THERE else Cause.CONTRADICTION)


def _told(refused: Refused, body: str, found: Pairs) -> Refused:
    """The refusal with the words that it is about, and the cause as far as known words tell it."""
    start, end = _sentence(body, found, refused.at)
    words = refused.words or body[refused.at : end].strip()
    if refused.cause is not Cause.NOT_UNDERSTOOD:
        return replace(refused, words=words)
    places = _outside(body, found, start, end)
    outside = "".join(body[place] for place in places)
    for cause, signs in ((Cause.VAGUE, VAGUE), (Cause.ALTERNATIVES, ALTERNATIVES), (Cause.CONDITION, CONDITION)):
        if sign := next((sign for sign in signs if sign in outside), ""):
            return Refused(cause, sign, places[outside.index(sign)])
    if (
        _SWAP not in outside
        and not any(sign in outside for sign in QUOTES)
        and any(stem in outside for stem in stems_of(Act.ADD, Act.REWRITE))
    ):
        return Refused(Cause.UNQUOTED, body[start:end].strip(), start)
    return replace(refused, words=words)


_SWAP = "入れ替"


def _sentence(body: str, found: Pairs, at: int) -> Span:
    """The sentence around a place: from the full stop or line end before it to the one behind."""
    start = place = 0
    while place < len(body):
        sign = body[place]
        after = found.closes.get(place, place) + 1
        if sign in "。\n" and place >= at:
            return start, after
        if sign in "。\n":
            start = after
        place = after
    return start, len(body)


def _outside(body: str, found: Pairs, start: int, end: int) -> list[int]:
    """The places of a sentence that are not inside a quotation."""
    places: list[int] = []
    while start < end:
        places.append(start)
        is_quoted = start in found.closes and body[start] in QUOTES
        start = (found.closes[start] if is_quoted else start) + 1
    return places
