"""The page of a proposal: what is asked and why, what it changes, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.outline import Outline
from living_manifesto.core.snapshot import differing
from living_manifesto.core.values import value
from living_manifesto.history.proven import only
from living_manifesto.report.acts import ACTS
from living_manifesto.report.history import OUTCOMES as DECIDED
from living_manifesto.report.html import fragment
from living_manifesto.report.places import heading
from living_manifesto.report.rows import Stage, rows
from living_manifesto.report.sentences import sentences
from living_manifesto.report.terms import OUTCOMES, notice
from living_manifesto.site.facts import Standing, Turn
from living_manifesto.site.views.desk import Card, Link, Wing
from living_manifesto.site.words import plain


@value
class MomentView:
    """A line of the timeline."""

    iso: str
    day: str
    what: str
    commit: str


@value
class DecisionView:
    """What was decided, by whom and why; ``of`` leads to the other proposal of a duplicate."""

    outcome: str
    reason: Markup
    by: str
    until: str
    of: Card | None
    link: str


@value
class ProposalView:
    """All that the page of a proposal shows."""

    card: Card
    plain_title: str
    proposer: str
    is_imported: bool
    body: Markup
    reason: Markup
    said: tuple[str, ...]
    table: Markup
    section: Link | None
    places: tuple[Link, ...]
    neighbours: tuple[Card, ...]
    topics: tuple[Link, ...]
    sources: tuple[Card, ...]
    moments: tuple[MomentView, ...]
    decision: DecisionView | None
    reverted_by: Card | None
    reverts: Card | None
    pull: str
    pull_address: str


def proposal_view(wing: Wing, name: str) -> ProposalView:
    """The view of a proposal."""
    standing = wing.facts.standings[name]
    proposal, home = standing.proposal, standing.proposal.section
    turn = standing.turn or _outlook(wing, standing)
    return ProposalView(
        wing.card(name),
        wing.title(standing),
        _proposer(wing, standing),
        proposal.is_imported,
        wing.block(proposal.body),
        wing.block(proposal.reason),
        _said(wing, standing),
        _table(wing, standing, turn),
        Link(Markup.escape(wing.section_title(home)), wing.section(home)) if home in wing.numbers else None,
        tuple(_places(wing, name)),
        wing.cards(other for other, _ in wing.neighbours.of(name)) if standing.is_open else (),
        tuple(_topics(wing, name)),
        wing.cards(each.id for each in proposal.incorporates),
        tuple(_moments(wing, standing)),
        _decision(wing, standing),
        _card(wing, standing.reverted_by),
        _card(wing, proposal.reverts),
        f"#{standing.pull.number}" if standing.pull else "",
        standing.pull.address if standing.pull else "",
    )


def _card(wing: Wing, name: str) -> Card | None:
    return wing.card(name) if name in wing.facts.standings else None


def _proposer(wing: Wing, standing: Standing) -> str:
    who = standing.proposal.proposer
    if isinstance(who, str):
        return plain(who) or wing.say("anonymous")
    return notice(who, wing.say)


def _outlook(wing: Wing, standing: Standing) -> Turn | None:
    """What the changes of an open proposal make of today's text; None where they do not fit it."""
    if not standing.is_open or not standing.changes:
        return None
    outline, proposal = wing.facts.outline, standing.proposal
    found = resolve(None, outline, standing.changes, proposal.section, proposal.id)
    names = differing(outline.root, found.root)
    return Turn(only(outline.root, names), only(found.root, names)) if names else None


def _table(wing: Wing, standing: Standing, turn: Turn | None) -> Markup:
    if turn is None:
        return Markup("")
    stage = Stage.OPEN if standing.is_open else Stage.ADOPTED
    found = rows(Outline.of(turn.before), Outline.of(turn.after), wing.say)
    return Markup(fragment(found, wing.say, stage=stage, text_language=wing.text_language))  # noqa: S704 - escaped there


def _said(wing: Wing, standing: Standing) -> tuple[str, ...]:
    outline = Outline.of(standing.turn.before) if standing.turn else wing.facts.outline
    return sentences(standing.changes, outline, standing.proposal.section, wing.say)


def _places(wing: Wing, name: str) -> Iterator[Link]:
    standing, outline = wing.facts.standings[name], wing.facts.outline
    seen = set()
    for change in standing.changes:
        key = outline.key(getattr(change, "target", "") or getattr(change, "to", ""), standing.proposal.section)
        if key is not None and key not in seen and wing.places(key) is not None:
            seen.add(key)
            yield Link(wing.heading(heading(outline, key, wing.say)), wing.item(key))


def _topics(wing: Wing, name: str) -> Iterator[Link]:
    for section, topic in wing.topics_of.get(name, ()):
        held = next(each for each in wing.facts.topics[section].topics if each.id == topic)
        yield Link(wing.heading(held.title), wing.topic(section, topic))


def _moments(wing: Wing, standing: Standing) -> Iterator[MomentView]:
    for moment in standing.moments:
        words = DECIDED.get(moment.outcome) or ACTS[moment.kind]
        yield MomentView(moment.day, wing.day(moment.day), wing.say(words), moment.commit[:12])


def _decision(wing: Wing, standing: Standing) -> DecisionView | None:
    decision = standing.proposal.decision
    if decision is None:
        return None
    return DecisionView(
        wing.say(OUTCOMES[decision.outcome]),
        wing.block(decision.reason),
        wing.facts.publisher.roles.get(decision.by, plain(decision.by)),
        wing.day(decision.until) if decision.until else "",
        _card(wing, decision.of),
        decision.link if decision.link.startswith(("https://", "http://")) else "",
    )
