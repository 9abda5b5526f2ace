"""What all pages of one language share: the facts, the speech, the addresses, and the ways of writing things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from markupsafe import Markup

from living_manifesto.core.changes import Add, Move
from living_manifesto.core.kinds import computed_kind
from living_manifesto.core.nodes import Node
from living_manifesto.core.numbering import section_numbers
from living_manifesto.core.outline import Key, section_of
from living_manifesto.core.proposals import ProposalKind, Words
from living_manifesto.core.snapshot import Topic
from living_manifesto.core.values import value
from living_manifesto.locale import Language, Speech, speech_for
from living_manifesto.plan.neighbours import Neighbours, neighbours
from living_manifesto.report.display import clip, one_line
from living_manifesto.report.standing import STATES
from living_manifesto.report.terms import KINDS, day, notice
from living_manifesto.site.facts import Facts, Standing
from living_manifesto.site.words import block, heading, inline, plain

_TITLE = 70


@value
class Link:
    """Words that lead somewhere: a path in the site, or a whole address."""

    words: Markup
    to: str


@value
class Card:
    """A proposal in a list: its title, kind, day and state in words, and where it stands."""

    id: str
    title: Markup
    kind: str
    day: str
    state: str
    state_id: str
    to: str
    section: str


class Wing:
    """All pages of one language. Paths are from the root of the site, of folders, ending with a slash."""

    def __init__(self, facts: Facts, language: Language, prefix: str) -> None:
        self.facts = facts
        self.say: Speech = speech_for(language)
        self.prefix = prefix
        self.text_language = facts.publisher.language

    def section(self, name: str) -> str:
        """The page of a section."""
        return f"{self.prefix}sections/{name}/"

    def proposal(self, name: str) -> str:
        """The page of a proposal."""
        return f"{self.prefix}proposals/{name}/"

    def topic(self, section: str, topic: str) -> str:
        """The page of a topic."""
        return f"{self.prefix}topics/{section}/{topic}/"

    def listing(self, section: str, number: int) -> str:
        """One of the pages with all proposals of a section."""
        return f"{self.section(section)}proposals/{number}/"

    def item(self, key: Key) -> str:
        """A node on the page of its section."""
        section = section_of(key)
        return f"{self.section(section)}#n-{key.partition('/')[2]}" if section else self.section(key)

    def places(self, reference: str) -> str | None:
        """Where a link of a text leads: the node's place, None where it is nowhere."""
        section = section_of(reference) or reference
        return self.item(reference) if section in self.numbers and reference in self.facts.outline.places else None

    def inline(self, text: str) -> Markup:
        """A text of the manifesto."""
        return inline(text, self.places, self.text_language)

    def block(self, words: Words) -> Markup:
        """What a citizen or the office wrote, or the notice in its place."""
        if isinstance(words, str):
            return block(words, self.places, self.text_language)
        return Markup('<p class="notice" lang="{}">{}</p>').format(self.say.language, notice(words, self.say))

    def heading(self, text: str) -> Markup:
        """A title."""
        return heading(text, self.text_language)

    def day(self, iso: str) -> str:
        """A day in words."""
        return day(iso, self.say)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The numbers of the sections that can be read; the others have no page."""
        places = self.facts.outline.places
        return {
            name: number for name, number in section_numbers(self.facts.outline.root).items() if places[name].node.title
        }

    def section_node(self, name: str) -> Node | None:
        """A section as it stands in the text, None where it is none."""
        place = self.facts.outline.places.get(name)
        return place.node if place is not None and name in self.numbers else None

    def section_title(self, name: str) -> str:
        """Number and title of a section; in words where a proposal has none yet."""
        node = self.section_node(name)
        return section_heading(self.numbers[name], node.title) if node is not None else self.say("No section yet")

    def title(self, standing: Standing) -> str:
        """The title of a proposal, or the beginning of its words, or the notice in their place."""
        proposal = standing.proposal
        words = proposal.title or proposal.body or proposal.reason
        if isinstance(words, str):
            return clip(one_line(plain(words)), _TITLE) or proposal.id
        return notice(words, self.say)

    def kind(self, standing: Standing) -> str:
        """The kind of a proposal in words."""
        held = standing.proposal.kind
        return self.say(KINDS[held or (computed_kind(standing.changes) if standing.changes else ProposalKind.OTHER)])

    def card(self, name: str) -> Card:
        """A proposal in a list."""
        standing = self.facts.standings[name]
        proposal = standing.proposal
        return Card(
            name,
            self.heading(self.title(standing)),
            self.kind(standing),
            self.day(proposal.submitted_on),
            self.say(STATES[standing.state]),
            standing.state,
            self.proposal(name),
            self.section_title(proposal.section),
        )

    def cards(self, names: Iterable[str]) -> tuple[Card, ...]:
        """Those of the proposals that stand in the register."""
        return tuple(self.card(name) for name in names if name in self.facts.standings)

    @cached_property
    def concerned(self) -> Mapping[Key, tuple[str, ...]]:
        """The open proposals that would change a node or something in it, by address."""
        found: dict[Key, dict[str, None]] = {}
        for name, standing in self.facts.standings.items():
            if standing.is_open:
                for key in self._touched(standing):
                    found.setdefault(key, {})[name] = None
        return {key: tuple(names) for key, names in found.items()}

    def _touched(self, standing: Standing) -> Iterable[Key]:
        outline, home = self.facts.outline, standing.proposal.section
        references = [change.to for change in standing.changes if isinstance(change, Add | Move)]
        references += [change.target for change in standing.changes if not isinstance(change, Add)]
        for reference in references:
            key = outline.key(reference, home)
            while key:
                yield key
                key = outline.places[key].parent

    @cached_property
    def stating(self) -> Mapping[str, str]:
        """For silent edits (commit) the adopted proposal that states them afterwards."""
        held = self.facts.standings.items()
        return {each.proposal.mends: name for name, each in held if each.proposal.mends and each.state == "adopted"}

    @cached_property
    def neighbours(self) -> Neighbours:
        """Which open proposals are about the same node or place."""
        held = self.facts.standings
        changes = {name: (each.changes, each.proposal.section) for name, each in held.items() if each.is_open}
        return neighbours(changes, places=[*self.numbers, *(area.id for area in self.areas)])

    @property
    def areas(self) -> tuple[Node, ...]:
        """The areas of the manifesto."""
        return self.facts.outline.root.children("areas")

    @cached_property
    def by_section(self) -> Mapping[str, tuple[str, ...]]:
        """All proposals by their home, in their order."""
        found: dict[str, list[str]] = {}
        for name, standing in self.facts.standings.items():
            found.setdefault(standing.proposal.section, []).append(name)
        return {section: tuple(names) for section, names in found.items()}

    @cached_property
    def topics(self) -> tuple[tuple[str, Topic], ...]:
        """All topics, each with its section."""
        held = self.facts.topics.items()
        return tuple((section, topic) for section, topics in held if section in self.numbers for topic in topics.topics)

    @cached_property
    def topics_of(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """The topics (section and id) under which a proposal is put."""
        found: dict[str, list[tuple[str, str]]] = {}
        for section, topic in self.topics:
            for name in topic.proposals:
                found.setdefault(name, []).append((section, topic.id))
        return {name: tuple(held) for name, held in found.items()}


def section_heading(number: int, title: str) -> str:
    """Number and title as a page writes them: no blank before a bracket that brings its own."""
    return f"{number}.{gap(title)}{one_line(plain(title))}"


def gap(title: str) -> str:
    """What stands between a number and a title."""
    return "" if title.startswith(tuple("「『【（(〈《")) else " "
