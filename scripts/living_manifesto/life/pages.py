"""A page that comes in: what it brings to the text, the topics and the register, beside what stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum

from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.changes import Change
from living_manifesto.core.kinds import agrees
from living_manifesto.core.nodes import Node
from living_manifesto.core.numbering import section_numbers
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Topics
from living_manifesto.core.values import value
from living_manifesto.documents.filekind import FileKind, file_kind
from living_manifesto.intake import instructions
from living_manifesto.intake.identity import Identified, identify
from living_manifesto.intake.page import Page
from living_manifesto.intake.page.adopted import adopted_in, join
from living_manifesto.intake.page.meeting import Met, meet, received
from living_manifesto.intake.page.page import nameless, text_digest
from living_manifesto.intake.page.placing import Misplaced, Place, numbered_like, place_for, placed, standing
from living_manifesto.intake.page.topics import Discussed, discussed
from living_manifesto.life.drafting import Draft, redrafted
from living_manifesto.life.imports import Intake
from living_manifesto.rules.files import proposal_month, proposal_path
from living_manifesto.rules.tree import Tree

Drafting = Callable[[str, Node, str, str], tuple[Change, ...]]
"""The changes that a body asks for in so many words (body, section, its number, its id); none where it does not."""


class TextNews(StrEnum):
    """What a page means for the text of its section."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    """The text becomes what the page says."""
    LEFT = "left"
    """The page is the one of the last import; the text has moved on since."""
    JOINED = "joined"
    """The text becomes what the page says, but for what was adopted here."""
    APART = "apart"
    """Page and adopted text cannot be joined: the text stays."""


class CannotPlace(Exception):
    """The section has no place; the argument is a ``Misplaced``."""

    def __init__(self, misplaced: Misplaced) -> None:
        super().__init__(f"{misplaced.why} {misplaced.about}")
        self.misplaced = misplaced


class Unreadable(Exception):
    """A file that the page would change cannot be understood; the argument is its path."""


@value
class Wish:
    """A page and what was asked for it. ``over_adopted``: its text counts more than what was adopted here."""

    page: Page
    area: str = ""
    area_title: str = ""
    url: str = ""
    origin: str = ""
    over_adopted: bool = False


@value
class Arrival:
    """What a page brings: for the step of ``main``, and for the report."""

    intake: Intake
    place: Place
    number: int
    news: TextNews
    identified: Identified
    gone: int
    held: tuple[str, ...]
    discussed: Discussed
    met: Met


def arrive(tree: Tree, wish: Wish, *, today: str, why: str, draft: Drafting) -> Arrival:
    """What the page brings to a tree. ``CannotPlace`` where its section has no place in it."""
    page, name = wish.page, wish.page.section.id
    root = _readable(tree, name).root
    place = place_for(root, name, wish.area, wish.area_title)
    if isinstance(place, Misplaced):
        raise CannotPlace(place)
    before = standing(root, name)
    topics = _topics(tree, name)
    read = page.section if before is None else numbered_like(page.section, before)
    identified = identify(read, before)
    news, section, held = _text(tree, wish, identified.node, before, topics)
    after = placed(root, section, place)
    told = discussed(page, topics, _claims(wish, topics, news))
    met, fresh = _proposals(tree, wish, today)
    number = section_numbers(after)[name]
    text = Outline.of(after)
    papers = tuple(_drafted(each, text, section, number, draft) for each in fresh)
    changed = news in (TextNews.NEW, TextNews.CHANGED, TextNews.JOINED)
    intake = Intake(after if changed else None, (told.topics,), papers, why, wish.url or wish.origin)
    return Arrival(intake, place, number, news, identified, _gone(before, section), held, told, met)


def _readable(tree: Tree, name: str) -> Outline:
    """The manifesto, if its list and the section can be understood, so that nothing is written over what cannot."""
    path = tree.section_paths().get(name)
    if tree.manifesto() is None:
        raise Unreadable("manifesto/manifesto.yaml")
    entry = tree.entry(path) if path is not None else None
    if path is not None and (entry is None or entry.section is None):
        raise Unreadable(path)
    return tree.outline()


def _topics(tree: Tree, name: str) -> Topics:
    path = f"proposals/topics/{name}.yaml"
    entry = tree.entry(path)
    if entry is None:
        return Topics(name)
    if not isinstance(entry.value, Topics):
        raise Unreadable(path)
    return entry.value


def _claims(wish: Wish, before: Topics, news: TextNews) -> Mapping[str, object]:
    """What the page says of itself; a text that could not be joined is not remembered, so that it is named again."""
    digest = before.source.get("digest", "") if news is TextNews.APART else text_digest(wish.page.section)
    told = {**wish.page.claims, "digest": digest, "url": wish.url}
    return {key: held for key, held in told.items() if held != ""}


def _text(
    tree: Tree, wish: Wish, page: Node, before: Node | None, topics: Topics
) -> tuple[TextNews, Node, tuple[str, ...]]:
    """What the page means for the text: the news, the section as it shall read, the words of what stays adopted."""
    if before is None:
        return TextNews.NEW, page, ()
    if nameless(page) == nameless(before):
        return TextNews.SAME, before, ()
    if wish.over_adopted:
        return TextNews.CHANGED, page, ()
    if topics.source.get("digest") == text_digest(wish.page.section):
        return TextNews.LEFT, before, ()
    joined = join(before, page, adopted_in(before.id, tuple(_all_proposals(tree))))
    if not joined.whole:
        return TextNews.APART, before, joined.held
    if joined.section == before:
        return TextNews.LEFT, before, joined.held
    return TextNews.JOINED if joined.held else TextNews.CHANGED, joined.section, joined.held


def _gone(before: Node | None, after: Node) -> int:
    """How many places of the text are no more."""
    if before is None:
        return 0
    return len({node.id for node in before.walk()} - {node.id for node in after.walk()})


def _proposals(tree: Tree, wish: Wish, today: str) -> tuple[Met, tuple[Proposal, ...]]:
    told = wish.page.proposals
    days = {each.submitted_on for each in told}
    stand = list(_all_proposals(tree) if "" in days else _proposals_of(tree, days))
    met = meet(told, stand)

    def taken(name: str) -> bool:
        return tree.exists(proposal_path(name))

    return met, received(met.fresh, url=wish.url, today=today, standing=stand, taken=taken)


def _proposals_of(tree: Tree, days: Iterable[str]) -> Iterator[Proposal]:
    """The proposals received on some days: the day begins their ids, so that no other file is read."""
    starts = tuple(sorted(day.replace("-", "") for day in days))
    for folder in sorted({f"proposals/{proposal_month(start)}" for start in starts}):
        names = (name for name in tree.source.names(folder) if name.startswith(starts))
        yield from _read(tree, (f"{folder}/{name}" for name in sorted(names)))


def _all_proposals(tree: Tree) -> Iterator[Proposal]:
    yield from _read(tree, tree.paths())


def _read(tree: Tree, paths: Iterable[str]) -> Iterator[Proposal]:
    for path in paths:
        entry = tree.once(path) if file_kind(path) is FileKind.PROPOSAL else None
        if entry is not None and entry.proposal is not None:
            yield entry.proposal


def _drafted(proposal: Proposal, text: Outline, section: Node, number: int, draft: Drafting) -> Proposal:
    """The proposal with the changes that its words ask for, where they fit the text and its kind; else for a person."""
    body = proposal.body
    changes = draft(body, section, str(number), section.id) if isinstance(body, str) and body else ()
    if not changes or (proposal.kind is not None and not agrees(proposal.kind, changes)):
        return proposal
    made = redrafted(proposal, Draft(changes, "importer"))
    return made if isinstance(apply(text, made.changes or (), section.id), Applied) else proposal


def by_instruction(body: str, section: Node, number: str, home: str) -> tuple[Change, ...]:
    """The changes that a body asks for as an amendment instruction; none where a person must read it."""
    found = instructions.draft(body, section, number, home)
    return found.changes if isinstance(found, instructions.Drafted) else ()
