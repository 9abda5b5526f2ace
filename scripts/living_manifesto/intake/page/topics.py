"""The topics of a page over those that stand: who is who, what goes, and what the page claims about itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from living_manifesto.core.ids import short_hash
from living_manifesto.core.snapshot import Topic, Topics
from living_manifesto.core.values import replace, value
from living_manifesto.intake.page.page import Page

_CLAIMED = frozenset({"announced", "shown", "note", "topics_note", "order", "digest"})
_SHORTEST, _LONGEST = 6, 32


@value
class Discussed:
    """The topics as they shall stand; titles of those that are new, that are gone, and that stay without the page."""

    topics: Topics
    new: tuple[str, ...]
    gone: tuple[str, ...]
    kept: tuple[str, ...]


def discussed(page: Page, before: Topics, claims: Mapping[str, object]) -> Discussed:
    """The topics of the page; one that stood keeps its id and its proposals.

    A topic that has gone from the page goes, unless somebody put proposals under it: then it stays behind the others.
    """
    known = _known(page.topics, before.topics)
    taken = {topic.id for topic in before.topics}
    topics = list[Topic]()
    for place, topic in enumerate(page.topics):
        stood = known.get(place)
        name = stood.id if stood is not None else _fresh(before.section, topic.title, taken)
        taken.add(name)
        topics.append(replace(topic, id=name, proposals=stood.proposals if stood is not None else ()))
    left = [topic for topic in before.topics if topic.id not in {each.id for each in topics}]
    kept = [topic for topic in left if topic.proposals]
    source = {key: held for key, held in before.source.items() if key not in _CLAIMED} | dict(claims)
    return Discussed(
        Topics(before.section, (*topics, *kept), source),
        _titles(topic for place, topic in enumerate(page.topics) if place not in known),
        _titles(topic for topic in left if not topic.proposals),
        _titles(kept),
    )


def _titles(topics: Iterable[Topic]) -> tuple[str, ...]:
    return tuple(topic.title for topic in topics)


def _known(told: Sequence[Topic], standing: Sequence[Topic]) -> dict[int, Topic]:
    """The standing topic of each on the page, by its place there: known by its title, else by its summary."""
    free = list(standing)
    known: dict[int, Topic] = {}
    for same in (_same_title, _same_summary):
        for place, topic in enumerate(told):
            other = next((each for each in free if same(topic, each)), None)
            if place not in known and other is not None:
                known[place] = other
                free.remove(other)
    return known


def _same_title(one: Topic, other: Topic) -> bool:
    return "".join(one.title.split()) == "".join(other.title.split())


def _same_summary(one: Topic, other: Topic) -> bool:
    return bool(one.summary) and "".join(one.summary.split()) == "".join(other.summary.split())


def _fresh(section: str, title: str, taken: set[str]) -> str:
    for length in range(_SHORTEST, _LONGEST + 1):
        name = short_hash(section, "topic", title, length=length)
        if name not in taken:
            return name
    raise ValueError(f"no id is free for a topic of {section}")
