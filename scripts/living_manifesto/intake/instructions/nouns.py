"""Phrases as what they name: a place in the section, words in quotation marks, or both."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.values import replace, value
from living_manifesto.intake.instructions.refusal import Cause, Refused
from living_manifesto.intake.instructions.tokens import Token
from living_manifesto.intake.instructions.words import Noun, Sort, Where


@value
class Numbered:
    """An item (or, without ``item``, a section) by its number, and the heading that is given with it."""

    section: int
    item: int = 0
    heading: str = ""
    at: int = 0
    is_said: bool = False  # 4章: a mere 4 may be anything


@value
class Headed:
    """Something by its heading; ``noun`` is what it is called."""

    heading: str
    noun: Noun | None = None
    at: int = 0


@value
class Counted:
    """A point by its place; -1 is the last."""

    place: int
    at: int = 0


@value
class Called:
    """The vision, the preface, this section, or what was spoken of last."""

    noun: Noun
    at: int = 0


Ref = Numbered | Headed | Counted | Called


@value
class Named:
    """What a phrase names: a way to a place, the words of quotations and what they are called, a side of it."""

    refs: tuple[Ref, ...] = ()
    words: tuple[Token, ...] = ()
    noun: Noun | None = None
    where: Where | None = None
    at: int = 0
    is_forward: bool = False
    is_called: bool = False  # 「A」という, or 文「A」: what follows or stands before is a name for these very words

    def as_place(self) -> tuple[Ref, ...]:
        """The way to a place where the quotation is that of a heading."""
        headed = tuple(Headed(each.text, self.noun, each.start) for each in self.words)
        return (*self.refs, *headed)

    def is_about(self) -> bool:
        """Whether a text about the quoted words is named (「A」の記述), and not these words."""
        return bool(self.words) and self.noun in TEXTS - {Noun.WORDS} and not self.is_called


_PLACES = frozenset((Noun.VISION, Noun.PREFACE, Noun.THAT, Noun.HERE))
TEXTS = frozenset((Noun.WORDS, Noun.TEXT, Noun.BULLET, Noun.SENTENCE))
"""What a piece of the text is called."""


def named(tokens: Sequence[Token]) -> Named | Refused:
    """What a phrase names, or the token at which it names nothing."""
    held = Named(at=tokens[0].start)
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else None
        found = _with(held, token, before)
        if found is None:
            return Refused(Cause.NOT_UNDERSTOOD, "", token.start)
        held = found
    return held


def _with(held: Named, token: Token, before: Token | None) -> Named | None:
    """What is named together with one more token; None if it makes no sense there."""
    if held.where is not None and token.sort is not Sort.OF and not _turns_to_point(held, token):
        return None
    match token.sort:
        case Sort.NUMBER:
            return _numbered(held, token)
        case Sort.QUOTE:
            return _quoted(held, token, before)
        case Sort.BRACKET | Sort.TITLE:
            return _headed(held, token, before)
        case Sort.ORDINAL if isinstance(token.meaning, int):
            place = _scoped(held)
            return replace(place, refs=(*place.refs, Counted(token.meaning, token.start)))
        case Sort.NOUN if isinstance(token.meaning, Noun):
            return _noun(held, token.meaning, token, before)
        case Sort.WHERE if before is None and token.text == "次":
            return replace(held, is_forward=True)
        case Sort.WHERE if isinstance(token.meaning, Where):
            return _where(held, token.meaning)
        case Sort.CALLED:
            return replace(held, is_called=bool(held.words))
        case Sort.OF | Sort.FRESH:
            return held
        case Sort.FORWARD if not held.refs and not held.words:
            return replace(held, is_forward=True)
        case _:
            return None


def _scoped(held: Named) -> Named:
    """A quotation that something else stands in is the heading of a place."""
    return replace(held, refs=held.as_place(), words=(), noun=None, is_called=False) if held.words else held


def _numbered(held: Named, token: Token) -> Named | None:
    place = _scoped(held)
    if place.noun not in (None, Noun.ITEM):
        return None
    section, _, item = token.text.partition("-")
    number = Numbered(int(section), int(item or 0), "", token.start)
    return replace(place, refs=(*place.refs, number), noun=None)


def _quoted(held: Named, token: Token, before: Token | None) -> Named | None:
    if before is None or before.sort in (Sort.QUOTE, Sort.FRESH):
        return replace(held, words=(*held.words, token)) if not held.is_forward else None
    if before.sort is Sort.NUMBER or (before.meaning is Noun.ITEM and held.noun is None):
        return _headed(held, token, before)
    if before.sort is Sort.NOUN and not held.words and held.noun is not None:
        return replace(held, words=(token,), is_called=True)
    place = _scoped(held)
    return replace(place, words=(token,)) if before.sort is Sort.OF and place.noun is None else None


def _headed(held: Named, token: Token, before: Token | None) -> Named | None:
    """A heading that belongs to the number before it, or stands alone without quotation marks."""
    last = held.refs[-1] if held.refs else None
    is_beside = before is not None and (before.sort is Sort.NUMBER or before.meaning is Noun.ITEM)
    if isinstance(last, Numbered) and is_beside and not last.heading and not held.words:
        return replace(held, refs=(*held.refs[:-1], replace(last, heading=token.text)))
    if token.sort is not Sort.TITLE or held.words or held.noun is not None:
        return None
    return replace(held, refs=(*held.refs, Headed(token.text, None, token.start)))


def _noun(held: Named, noun: Noun, token: Token, before: Token | None) -> Named | None:
    if noun is Noun.INSIDE:
        return held
    if noun in _PLACES:
        place = _scoped(held)
        return replace(place, refs=(*place.refs, Called(noun, token.start))) if place.noun is None else None
    if held.where is not None:  # 4-3の最後の箇条書き
        place = _scoped(held)
        count = 1 if held.where is Where.FIRST else -1
        return replace(place, where=None, refs=(*place.refs, Counted(count, token.start)))
    if held.words:
        return replace(held, noun=noun) if held.noun is None else _noun(_scoped(held), noun, token, before)
    if held.refs and noun is not Noun.HEADING:
        return _described(held, noun)
    return replace(held, noun=noun) if held.noun in (None, noun) else None


def _described(held: Named, noun: Noun) -> Named | None:
    """A place with what it is called: 4-3の項目, 外交・防衛の章, 4-3の2つ目の箇条書き."""
    match held.refs[-1]:
        case Numbered(item=0) as number if noun is Noun.SECTION:
            return replace(held, refs=(*held.refs[:-1], replace(number, is_said=True)))
        case Numbered(item=0):
            return None
        case Numbered():
            return held if noun in (Noun.ITEM, Noun.TEXT, Noun.WORDS) else None
        case Counted():
            return held if noun in (Noun.BULLET, Noun.ITEM, Noun.TEXT, Noun.WORDS) else None
        case Headed() as headed if headed.noun is None:
            return replace(held, refs=(*held.refs[:-1], replace(headed, noun=noun)))
        case Called() as called:
            return held if noun in (Noun.TEXT, Noun.WORDS, Noun.PART) and called.noun is not Noun.HERE else None
        case _:
            return None


def _where(held: Named, where: Where) -> Named:
    """A side of a place; an end is that of a place, what is after or before may be any words."""
    place = _scoped(held) if where in (Where.FIRST, Where.LAST) else held
    return replace(place, where=where)


def _turns_to_point(held: Named, token: Token) -> bool:
    is_end = held.where in (Where.FIRST, Where.LAST)
    return is_end and token.sort is Sort.NOUN and token.meaning in (Noun.BULLET, Noun.TEXT) and bool(held.refs)
