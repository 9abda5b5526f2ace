"""Clauses as instructions: what each phrase is for, by the verb that it stands with."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.values import value
from living_manifesto.intake.instructions.clauses import Clause
from living_manifesto.intake.instructions.nouns import TEXTS, Called, Named, Numbered, Ref, named
from living_manifesto.intake.instructions.quoted import reads_as_sentence
from living_manifesto.intake.instructions.refusal import Cause, Refused
from living_manifesto.intake.instructions.tokens import Token
from living_manifesto.intake.instructions.verbs import Act
from living_manifesto.intake.instructions.words import Case, Noun, Where


@value
class Spot:
    """Where something goes: a place, and the side of it or of quoted words in it."""

    refs: tuple[Ref, ...] = ()
    where: Where | None = None
    anchor: Token | None = None
    noun: Noun | None = None


@value
class AddItem:
    """A new item under each heading; ``number`` is the one that it is to have."""

    headings: tuple[Token, ...]
    spot: Spot
    at: int
    number: Numbered | None = None


@value
class AddText:
    """Each quotation becomes a point (or goes beside words); ``spot`` None: where the instruction before left off.

    ``is_text``: it is called a text, so that it need not read like a sentence.
    """

    texts: tuple[Token, ...]
    spot: Spot | None
    is_text: bool
    is_linked: bool
    at: int


@value
class Rewrite:
    """Words, or a whole point or heading where none are quoted, put otherwise."""

    refs: tuple[Ref, ...]
    words: Token | None
    noun: Noun | None
    becomes: Token
    into: Noun | None
    at: int


@value
class Delete:
    """Words, or a whole place where none are quoted, taken away."""

    refs: tuple[Ref, ...]
    words: Token | None
    noun: Noun | None
    at: int


@value
class Relocate:
    """An item or a point put elsewhere."""

    refs: tuple[Ref, ...]
    words: Token | None
    noun: Noun | None
    spot: Spot
    at: int


Instruction = AddItem | AddText | Rewrite | Delete | Relocate


@value
class _Said:
    """A phrase with what it names."""

    case: Case
    what: Named


def meant(clause: Clause) -> tuple[Instruction, ...] | Refused:
    """The instructions of a clause, or why it cannot be told what it asks for."""
    said: list[_Said] = []
    for phrase in clause.phrases:
        found = named(phrase.tokens)
        if isinstance(found, Refused):
            return found
        said.append(_Said(phrase.case, found))
    around, said = _around(said, clause.act)
    if any(each.case is Case.WITHIN for each in said):
        return _unfit(clause)
    match clause.act:
        case Act.ADD:
            return _addition(clause, around, said)
        case Act.REWRITE | Act.MAKE:
            return _rewriting(clause, around, said)
        case Act.DELETE:
            return _deletion(clause, around, said)
        case Act.MOVE:
            return _relocation(clause, around, said)


def _unfit(clause: Clause, cause: Cause = Cause.NOT_UNDERSTOOD) -> Refused:
    return Refused(cause, "", clause.at)


def _around(said: Sequence[_Said], act: Act) -> tuple[tuple[Ref, ...], list[_Said]]:
    """The place that all others stand in (4-3において), and the phrases that are left."""
    refs: tuple[Ref, ...] = ()
    rest: list[_Said] = []
    for each in said:
        what = each.what
        is_bare = not what.words and not what.is_forward and what.where is None and bool(what.refs)
        is_place = what.where is None and bool(what.refs or what.words) and what.noun is not Noun.HEADING
        if (each.case is Case.WITHIN or (each.case is Case.FROM and act in (Act.DELETE, Act.MOVE))) and is_place:
            refs += what.as_place()
        elif each.case is Case.TOPIC and is_bare and what.noun is None and act is Act.ADD:
            refs += what.refs
        else:
            rest.append(each)
    return refs, rest


def _addition(clause: Clause, around: tuple[Ref, ...], said: Sequence[_Said]) -> tuple[Instruction, ...] | Refused:
    to = [each.what for each in said if each.case is Case.TO]
    objects = [each for each in said if each.case in (Case.OBJECT, Case.AS, Case.TOPIC)]
    roles = [each.what for each in said if each.case is Case.ROLE]
    if len(to) > 1 or len(objects) > 1 or len(roles) > 1 or len(to) + len(objects) + len(roles) < len(said):
        return _unfit(clause)
    what = objects[0].what if objects else Named(at=clause.at)
    if what.where is not None or what.refs:
        return _unfit(clause, Cause.AMBIGUOUS)
    words = what.words or clause.following
    if not words or (what.words and clause.following):
        return _unfit(clause, Cause.UNQUOTED)
    role = roles[0] if roles else None
    number = _number(role)
    if role is not None and (role.words or role.where is not None or (role.refs and number is None)):
        return _unfit(clause)
    noun = Noun.ITEM if number is not None else what.noun or (role.noun if role is not None else None)
    spot = _spot(around, to[0] if to else None)
    if noun is Noun.ITEM:
        return (AddItem(words, spot, clause.at, number),)
    if noun is not None and noun not in TEXTS:
        return _unfit(clause)
    where = spot if to or around else None
    is_text = bool(clause.following) or what.is_called
    return (AddText(words, where, is_text, clause.linked, clause.at),)


def _number(role: Named | None) -> Numbered | None:
    """The number that a new item is to have: 4-4として."""
    only = role.refs[0] if role is not None and len(role.refs) == 1 else None
    return only if isinstance(only, Numbered) and only.item and not only.heading else None


def _spot(around: tuple[Ref, ...], to: Named | None) -> Spot:
    if to is None:
        return Spot(around)
    if to.where in (Where.AFTER, Where.BEFORE):
        return Spot((*around, *to.refs), to.where, to.words[0] if to.words else None, to.noun)
    return Spot((*around, *to.as_place()), to.where)


def _rewriting(clause: Clause, around: tuple[Ref, ...], said: Sequence[_Said]) -> tuple[Instruction, ...] | Refused:
    made: list[Instruction] = []
    old: Named | None = None
    for each in said:
        what = each.what
        if old is None and each.case is Case.TO and what.where is None and not what.is_forward:
            around = (*around, *what.as_place())  # 4-3に「A」とあるのを
        elif old is None and each.case in (Case.OBJECT, Case.ARROW, Case.TOPIC) and what.where is None:
            old = what
        elif old is not None and each.case in (Case.TO, Case.AS) and not what.refs and what.where is None:
            new = clause.following if what.is_forward else what.words
            if len(new) != 1 or len(old.words) > 1:
                return _unfit(clause, Cause.AMBIGUOUS if new else Cause.UNQUOTED)
            if refused := _about_a_term(old):
                return refused
            made.append(_changed(clause, around, old, new[0], what.noun))
            old = None
        else:
            return _unfit(clause)
    if old is not None or not made:
        return _unfit(clause, Cause.UNQUOTED)
    return tuple(made)


def _changed(clause: Clause, around: tuple[Ref, ...], old: Named, new: Token, into: Noun | None) -> Instruction:
    """Words put otherwise; or, where only the text of what was added is named (内容は「A」とする), that text."""
    if not old.words and not old.refs and not around and old.noun in TEXTS and clause.act is Act.MAKE:
        return AddText((new,), Spot((Called(Noun.THAT, clause.at),)), True, clause.linked, clause.at)  # noqa: FBT003
    words = old.words[0] if old.words else None
    return Rewrite((*around, *old.refs), words, old.noun, new, into, clause.at)


def _about_a_term(what: Named) -> Refused | None:
    """Why a text about something cannot be told from the quoted term: 「A」の記述 may be any sentence about A."""
    token = next((each for each in what.words if not reads_as_sentence(each.text.strip())), None)
    return Refused(Cause.TERM, token.text, token.start) if token is not None and what.is_about() else None


def _deletion(clause: Clause, around: tuple[Ref, ...], said: Sequence[_Said]) -> tuple[Instruction, ...] | Refused:
    if len(said) != 1 or said[0].case not in (Case.OBJECT, Case.TOPIC):
        return _unfit(clause)
    what = said[0].what
    if what.is_forward and not what.refs and not what.words:
        return tuple(Delete(around, token, what.noun, clause.at) for token in clause.following)
    if what.where is not None or clause.following or not (what.words or what.refs):
        return _unfit(clause, Cause.UNQUOTED if not what.words else Cause.NOT_UNDERSTOOD)
    if refused := _about_a_term(what):
        return refused
    refs = (*around, *what.refs)
    return tuple(Delete(refs, token, what.noun, clause.at) for token in what.words) or (
        Delete(refs, None, what.noun, clause.at),
    )


def _relocation(clause: Clause, around: tuple[Ref, ...], said: Sequence[_Said]) -> tuple[Instruction, ...] | Refused:
    objects = [each.what for each in said if each.case in (Case.OBJECT, Case.TOPIC)]
    to = [each.what for each in said if each.case is Case.TO]
    if len(objects) != 1 or len(to) != 1 or len(said) != 2 or clause.following:
        return _unfit(clause)
    what = objects[0]
    if what.where is not None or len(what.words) > 1 or not (what.words or what.refs):
        return _unfit(clause)
    words = what.words[0] if what.words else None
    return (Relocate((*around, *what.refs), words, what.noun, _spot((), to[0]), clause.at),)
