"""Which proposals of a page have been received already, and which are new."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence

from living_manifesto.core.proposals import Proposal, Redaction, Source
from living_manifesto.core.submission import numbered
from living_manifesto.core.values import replace, value

_LONGEST = 32


@value
class Met:
    """Ids of those that stand, in the order of the page; those whose words may be the ones erased here; the new."""

    known: tuple[str, ...]
    erased: tuple[tuple[str, Proposal], ...]
    fresh: tuple[Proposal, ...]


def meet(told: Sequence[Proposal], standing: Iterable[Proposal]) -> Met:
    """Tell the proposals of a page from those that stand; a proposal that stands is met once.

    What counts are the words and the day; a place on the page, a kind or a section may have changed since.
    Words that were erased here must not come back by the page: what could be they stays outside and is named.
    """
    by_words: dict[tuple[str, ...], list[Proposal]] = {}
    blank: list[Proposal] = []
    for each in standing:
        (blank if _has_notice(each) else by_words.setdefault(_key(each), [])).append(each)
    known: dict[int, str] = {}
    erased: dict[int, str] = {}
    for asks in (_same_place, _fits):
        _pair(told, lambda each: by_words.get(_key(each), []), known, asks)
    for asks in (_erased_there, _perhaps_erased):
        _pair(told, lambda _: blank, erased, asks, known)
    fresh = tuple(each for at, each in enumerate(told) if at not in known and at not in erased)
    return Met(tuple(known[at] for at in sorted(known)), tuple((erased[at], told[at]) for at in sorted(erased)), fresh)


def _pair(
    told: Sequence[Proposal],
    near: Callable[[Proposal], list[Proposal]],
    found: dict[int, str],
    asks: Callable[[Proposal, Proposal], bool],
    besides: Container[int] = (),
) -> None:
    """Give each that has no partner yet the first of those near it that fits; a partner is free for no other."""
    for at, each in enumerate(told):
        if at in found or at in besides:
            continue
        free = near(each)
        place = next((place for place, stands in enumerate(free) if asks(each, stands)), None)
        if place is not None:
            found[at] = free.pop(place).id


def _same_place(told: Proposal, stands: Proposal) -> bool:
    """Whether one of the same words may be the same; staff may have found another section for what was imported."""
    fits = told.section == stands.section or stands.is_imported
    return fits and _same_day(told, stands) and _position(told) == _position(stands)


def _fits(told: Proposal, stands: Proposal) -> bool:
    return told.section == stands.section and _same_day(told, stands)


def _same_day(told: Proposal, stands: Proposal) -> bool:
    return not told.submitted_on or told.submitted_on == stands.submitted_on


def _erased_there(told: Proposal, stands: Proposal) -> bool:
    return _perhaps_erased(told, stands) and _position(told) == _position(stands)


def _perhaps_erased(told: Proposal, stands: Proposal) -> bool:
    """Whether what was left of an imported proposal is the same."""
    if not stands.is_imported or not _fits(told, stands):
        return False
    pairs = zip(_words(told), _words(stands), (stands.body, stands.reason), strict=True)
    return all(isinstance(held, Redaction) or one == other for one, other, held in pairs)


def _has_notice(proposal: Proposal) -> bool:
    return isinstance(proposal.body, Redaction) or isinstance(proposal.reason, Redaction)


def _position(proposal: Proposal) -> int | None:
    return proposal.source.position if proposal.source is not None else None


def _key(proposal: Proposal) -> tuple[str, ...]:
    """The words that tell two proposals apart; where there are none, the heading of the page that stands as title."""
    words = _words(proposal)
    return words if any(words) else (*words, str(proposal.title))


def _words(proposal: Proposal) -> tuple[str, str]:
    """Body and reason for comparison, since white space differs between two copies of one page."""
    body, reason = ("".join(text.split()) if isinstance(text, str) else "" for text in (proposal.body, proposal.reason))
    return body, reason


def received(
    fresh: Sequence[Proposal], *, url: str, today: str, standing: Iterable[Proposal], taken: Callable[[str], bool]
) -> tuple[Proposal, ...]:
    """New proposals with their ids and places; ``taken`` tells whether an id is another proposal's already.

    A place that another proposal of that day has is not given twice: the new one comes behind all of them.
    """
    places: dict[str, set[int]] = {}
    for each in standing:
        if (position := _position(each)) is not None and each.is_imported:
            places.setdefault(each.submitted_on, set()).add(position)
    made: dict[str, Proposal] = {}
    for each in fresh:
        day = each.submitted_on or today
        held = places.setdefault(day, set())
        position = _position(each) or 1
        position = position if position not in held else max(held) + 1
        held.add(position)
        source = Source("import", url, position)
        proposal = _with_an_id(
            replace(each, source=source, submitted_on=day), day, lambda name: name in made or taken(name)
        )
        made[proposal.id] = proposal
    return tuple(made.values())


def _with_an_id(proposal: Proposal, day: str, taken: Callable[[str], bool]) -> Proposal:
    for length in range(6, _LONGEST + 1):
        made = numbered(proposal, day, length=length)
        if not taken(made.id):
            return made
    raise ValueError(f"no id is free for a proposal of {day}")
