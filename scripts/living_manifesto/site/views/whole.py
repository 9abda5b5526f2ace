"""The pages about the whole: home, topics, all proposals, the history, how it works."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from living_manifesto.core.outline import Outline
from living_manifesto.core.snapshot import Topic
from living_manifesto.core.values import value
from living_manifesto.report.audit import result
from living_manifesto.report.display import one_line
from living_manifesto.report.html import fragment
from living_manifesto.report.rows import Stage, rows
from living_manifesto.site.facts import Turn
from living_manifesto.site.views.desk import Card, Link, Wing
from living_manifesto.site.words import plain

_LATELY = 8


@value
class SectionLine:
    """A section in a list, with the number of its open proposals."""

    link: Link
    open: int


@value
class AreaView:
    """An area with its sections."""

    title: Markup
    sections: tuple[SectionLine, ...]


@value
class StepView:
    """A step of the manifesto: what it adopted, and the baselines that it recorded."""

    iso: str
    day: str
    commit: str
    adopted: tuple[Card, ...]
    baselines: tuple[BaselineView, ...]


@value
class BaselineView:
    """A baseline with what it changed."""

    id: str
    iso: str
    day: str
    why: str
    source: str
    is_first: bool
    table: Markup


@value
class HomeView:
    """The first page."""

    areas: tuple[AreaView, ...]
    steps: tuple[StepView, ...]
    received: int
    open: int
    adopted: int
    decided: int


@value
class TopicPage:
    """A topic with its proposals."""

    title: Markup
    plain_title: str
    summary: Markup
    section: Link
    proposals: tuple[Card, ...]


@value
class GroupView:
    """The proposals of one section."""

    id: str
    title: str
    cards: tuple[Card, ...]


@value
class AboutView:
    """How it works: the result of the audit in words and all that it rests on."""

    result: str
    is_sound: bool
    day: str
    checkpoint: str
    judged: int
    open: int
    mended: int
    baselines: tuple[BaselineView, ...]
    contact: str
    license: str
    terms: str


def home_view(wing: Wing) -> HomeView:
    """The first page."""
    held = wing.facts.standings.values()
    is_open = sum(each.is_open for each in held)
    areas = tuple(AreaView(wing.heading(area.title), tuple(_lines(wing, area.id))) for area in wing.areas)
    lately = tuple(steps(wing))[:_LATELY]
    adopted = sum(each.state == "adopted" for each in held)
    return HomeView(areas, lately, len(held), is_open, adopted, len(held) - is_open)


def _lines(wing: Wing, area: str) -> Iterator[SectionLine]:
    for section in wing.facts.outline.places[area].node.children("sections"):
        if section.title:
            names = wing.by_section.get(section.id, ())
            count = sum(wing.facts.standings[name].is_open for name in names)
            yield SectionLine(Link(wing.heading(wing.section_title(section.id)), wing.section(section.id)), count)


def steps(wing: Wing) -> Iterator[StepView]:
    """The adoptions and baselines, the latest first."""
    known = {each.id: each for each in baselines(wing)}
    for step in reversed(wing.facts.steps):
        recorded = tuple(known[name] for name in step.baselines if name in known)
        yield StepView(step.day, wing.day(step.day), step.commit[:12], wing.cards(step.adopted), recorded)


def baselines(wing: Wing) -> Iterator[BaselineView]:
    """Every baseline, the first first."""
    for place, each in enumerate(wing.facts.baselines):
        record = each.record
        why, source = plain(record.why), plain(record.source)
        table = _table(wing, each.turn)
        yield BaselineView(record.id, each.day, wing.day(each.day), why, source, place == 0, table)


def _table(wing: Wing, turn: Turn | None) -> Markup:
    if turn is None:
        return Markup("")
    found = rows(Outline.of(turn.before), Outline.of(turn.after), wing.say)
    drawn = fragment(found, wing.say, stage=Stage.ADOPTED, text_language=wing.text_language)
    return Markup(drawn)  # noqa: S704 - escaped there


def topic_view(wing: Wing, section: str, topic: Topic) -> TopicPage:
    """The page of a topic."""
    link = Link(wing.heading(wing.section_title(section)), wing.section(section))
    title = one_line(plain(topic.title))
    return TopicPage(wing.heading(title), title, wing.block(topic.summary), link, wing.cards(topic.proposals))


def groups(wing: Wing) -> tuple[GroupView, ...]:
    """All proposals by section, in the order of the manifesto; those without one last."""
    order = [*(name for name in wing.numbers if name in wing.by_section)]
    order += sorted(name for name in wing.by_section if name not in wing.numbers)
    return tuple(GroupView(name, wing.section_title(name), wing.cards(wing.by_section[name])) for name in order)


def about_view(wing: Wing) -> AboutView:
    """How it works."""
    proof, publisher = wing.facts.proof, wing.facts.publisher
    report = proof.report
    return AboutView(
        result(report, wing.say),
        not report.open and report.first is not None,
        wing.day(wing.facts.day),
        proof.checkpoint,
        report.judged,
        len(report.open),
        len(report.mended),
        tuple(baselines(wing)),
        publisher.contact if publisher.contact.startswith(("https://", "http://", "mailto:")) else "",
        publisher.license,
        publisher.terms if publisher.terms.startswith(("https://", "http://")) else "",
    )
