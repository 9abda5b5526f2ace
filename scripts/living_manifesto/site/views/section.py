"""The page of a section: what its exported page says, in the same order, and where each sentence came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from living_manifesto.core.nodes import Form, Node
from living_manifesto.core.values import value
from living_manifesto.history.blame import Cause, Origin, Sentence
from living_manifesto.site.views.desk import Card, Link, Wing, gap, section_heading

IN_FULL = 30
PER_PAGE = 50
_NAMED = 10


@value
class Run:
    """Sentences of one origin that follow each other; ``origin`` leads to what brought them."""

    words: Markup
    origin: Link | None = None


@value
class PointView:
    """A point with what stands below it."""

    id: str
    form: str
    runs: tuple[Run, ...]
    below: tuple[PointView, ...]


@value
class Group:
    """Points of one shape that follow each other: a list, or a paragraph alone."""

    tag: str
    points: tuple[PointView, ...]


@value
class PartView:
    """A titled node: an item with its number, or a part; ``cards`` are open proposals about it, ``open`` how many."""

    id: str
    number: str
    title: Markup
    origin: Link | None
    groups: tuple[Group, ...]
    parts: tuple[PartView, ...]
    open: int = 0
    cards: tuple[Card, ...] = ()


@value
class TopicView:
    """A topic in a section."""

    title: Markup
    summary: Markup
    to: str
    proposals: int


@value
class FullProposal:
    """A proposal in full."""

    card: Card
    label: str
    body: Markup
    reason: Markup


@value
class SectionView:
    """All that the page of a section shows."""

    id: str
    title: Markup
    plain_title: str
    origin: Link | None
    preface: tuple[Group, ...]
    vision: tuple[Group, ...]
    parts: tuple[PartView, ...]
    items: tuple[PartView, ...]
    topics: tuple[TopicView, ...]
    topics_note: Markup
    count: int
    listed: int
    note: Markup
    proposals: tuple[FullProposal, ...]
    all_pages: tuple[Link, ...]


def section_view(wing: Wing, name: str) -> SectionView | None:
    """The view of a section; None where its file cannot be read."""
    node = wing.section_node(name)
    if node is None or not node.title:
        return None
    draw = _Drawing(wing, name)
    number = wing.numbers[name]
    topics, listing = wing.facts.topics.get(name), wing.facts.listings[name]
    claims = topics.source if topics else {}
    titled = section_heading(number, node.title)
    return SectionView(
        name,
        wing.heading(titled),
        titled,
        draw.origin(name),
        draw.groups(node.children("preface")),
        draw.groups(node.children("vision")),
        tuple(draw.part(part, "") for part in node.children("parts")),
        tuple(draw.part(item, f"{number}-{place}") for place, item in enumerate(node.children("items"), start=1)),
        tuple(
            TopicView(
                wing.heading(topic.title), wing.block(topic.summary), wing.topic(name, topic.id), len(topic.proposals)
            )
            for topic in (topics.topics if topics else ())
        ),
        wing.block(str(claims.get("topics_note", ""))),
        listing.count,
        len(listing.shown),
        wing.block(str(claims.get("note", ""))),
        tuple(full(wing, each, listing.labels[each]) for each in _newest(wing, listing.shown)),
        pages_of(wing, name),
    )


def _newest(wing: Wing, names: Sequence[str]) -> list[str]:
    """The newest, in the order of the listing."""
    held = wing.facts.standings
    ranked = sorted(names, key=lambda name: (held[name].proposal.submitted_on, name), reverse=True)
    kept = set(ranked[:IN_FULL])
    return [name for name in names if name in kept]


def full(wing: Wing, name: str, label: str = "") -> FullProposal:
    """A proposal with its words; a kind that an imported page named in its own way is said as it was there."""
    proposal, card = wing.facts.standings[name].proposal, wing.card(name)
    own = label if wing.say.language == wing.text_language else ""
    return FullProposal(card, own or card.kind, wing.block(proposal.body), wing.block(proposal.reason))


def pages_of(wing: Wing, section: str) -> tuple[Link, ...]:
    """The pages on which all proposals of a section stand."""
    count = len(wing.by_section.get(section, ()))
    pages = range(1, (count + PER_PAGE - 1) // PER_PAGE + 1)
    return tuple(Link(Markup.escape(str(page)), wing.listing(section, page)) for page in pages)


def page_of(wing: Wing, section: str, number: int) -> tuple[FullProposal, ...]:
    """The proposals on one of these pages, the newest first."""
    names = wing.by_section[section][::-1][(number - 1) * PER_PAGE : number * PER_PAGE]
    return tuple(full(wing, name) for name in names)


class _Drawing:
    def __init__(self, wing: Wing, section: str) -> None:
        self._wing = wing
        self._section = section

    def part(self, node: Node, number: str) -> PartView:
        key = f"{self._section}/{node.id}"
        concerned = self._wing.concerned.get(key, ()) if number else ()
        return PartView(
            node.id,
            f"{number}.{gap(node.title)}" if number else "",
            self._wing.heading(node.title),
            self.origin(key),
            self.groups(node.children("points")),
            tuple(self.part(part, "") for part in node.children("parts")),
            len(concerned),
            self._wing.cards(concerned[:_NAMED]),
        )

    def groups(self, points: Sequence[Node]) -> tuple[Group, ...]:
        found: list[tuple[str, list[PointView]]] = []
        for point in points:
            tag = _TAGS.get(point.form, "p")
            if tag == "p" or not found or found[-1][0] != tag:
                found.append((tag, []))
            found[-1][1].append(self._point(point))
        return tuple(Group(tag, tuple(held)) for tag, held in found)

    def _point(self, node: Node) -> PointView:
        below = tuple(self._point(point) for point in node.children("points"))
        runs = tuple(self._runs(f"{self._section}/{node.id}", node.text))
        return PointView(node.id, node.form.value, runs, below)

    def _runs(self, key: str, text: str) -> Iterator[Run]:
        held = self._wing.facts.origins.get(key, ())
        pieces = _pieces(text, held)
        if pieces is None:
            yield Run(self._wing.inline(text))
            return
        for words, origin in pieces:
            yield Run(self._wing.inline(words), self._link(origin))

    def origin(self, key: str) -> Link | None:
        """What brought a title."""
        held = self._wing.facts.origins.get(key, ())
        return self._link(held[0].origin) if held else None

    def _link(self, origin: Origin) -> Link | None:
        wing = self._wing
        match origin.cause:
            case Cause.ADOPTION if origin.name in wing.facts.standings:
                return Link(Markup.escape(wing.say("Where this sentence came from")), wing.proposal(origin.name))
            case Cause.LATER:
                words = wing.say("Recorded as a new starting version")
                return Link(Markup.escape(words), f"{wing.prefix}history/#{origin.name}")
            case Cause.SILENT if origin.mark.commit in wing.stating:
                words = wing.say("Changed without a proposal, stated by one afterwards")
                return Link(Markup.escape(words), wing.proposal(wing.stating[origin.mark.commit]))
            case Cause.SILENT:
                return Link(Markup.escape(wing.say("Changed without a proposal")), f"{wing.prefix}about/#audit")
            case _:
                return None


_TAGS = {Form.BULLET: "ul", Form.NUMBERED: "ol"}


def _pieces(text: str, held: Sequence[Sentence]) -> list[tuple[str, Origin]] | None:
    """The text cut where the origin changes; None where its sentences cannot be found in it."""
    cuts: list[tuple[int, Origin]] = []
    at = 0
    for sentence in held:
        start = text.find(sentence.text, at)
        if start < 0:
            return None
        at = start + len(sentence.text)
        if not cuts or cuts[-1][1] != sentence.origin:
            cuts.append((start if cuts else 0, sentence.origin))
    if not cuts:
        return None
    ends = [start for start, _ in cuts[1:]] + [len(text)]
    return [(text[start:end], origin) for (start, origin), end in zip(cuts, ends, strict=True)]
