"""What merging does, in clauses that are exact: 「4-3 の最後に文が1つ加わります」."""

from __future__ import annotations

from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import Form, Kind, Node
from living_manifesto.core.numbering import item_numbers, section_numbers
from living_manifesto.core.outline import Key, Outline, section_of
from living_manifesto.core.values import value
from living_manifesto.locale import Speech
from living_manifesto.report.cutting import cut
from living_manifesto.report.display import one_line
from living_manifesto.report.markdown import within
from living_manifesto.report.places import FORMS, beside, list_place, place

_LONGEST_TITLE = 60


@value
class Scene:
    """The texts before and after the merge, for whose home the references are written, and whether words may show."""

    before: Outline
    after: Outline
    home: str
    speech: Speech
    hidden: bool = False

    def key(self, reference: str) -> Key | None:
        """The address that a reference of resolved changes means."""
        return self.before.key(reference, self.home) or self.after.key(reference, self.home)

    def at(self, key: Key) -> str:
        """A place as it is cited before the merge, or, of what the merge brings, after it."""
        if key in self.before.places:
            return place(self.before, key, self.speech)
        return self.speech("what is new") if self.hidden else place(self.after, key, self.speech)

    def node(self, key: Key) -> Node:
        """The node of an address as it stands before the merge."""
        held = self.before.places.get(key) or self.after.places.get(key)
        return held.node if held is not None else Node(key)

    def added(self, change: Add) -> Key:
        """The address of what a change adds."""
        parent = self.key(change.to) or change.to
        section = section_of(parent)
        if not section:
            held = self.after.places.get(parent)
            section = parent if held is not None and held.kind is Kind.SECTION else ""
        return f"{section}/{change.node.id}" if section else change.node.id


def clause(change: Change, scene: Scene) -> str:
    """What one resolved change does, as Markdown without a full stop."""
    match change:
        case Add():
            said = _added(change, scene)
        case Replace():
            said = _replaced(change, scene)
        case Remove():
            said = _removed(change, scene)
        case Move():
            said = _moved(change, scene)
    return said.strip()


def numbered_anew(scene: Scene) -> str:
    """A sentence on the numbers that counting on changes; empty where none does."""
    speech = scene.speech
    old, new = (
        {**section_numbers(outline.root), **item_numbers(outline.root)} for outline in (scene.before, scene.after)
    )
    pairs = [(was, new[key]) for key, was in old.items() if new.get(key, was) != was]
    if not pairs:
        return ""
    was, becomes = pairs[0]
    if len(pairs) == 1:
        return speech("Numbers follow the order: {was} becomes {becomes}.", was=was, becomes=becomes)
    return speech.count(
        "Numbers follow the order: {was} becomes {becomes}, and one more changes.",
        "Numbers follow the order: {was} becomes {becomes}, and {number} more change.",
        len(pairs) - 1,
        was=was,
        becomes=becomes,
    )


def standing(key: Key, scene: Scene) -> str:
    """Where a node stands after the merge: 「4-3 の最後に」, 「4-3 の1つ目の後に」."""
    speech, after = scene.speech, scene.after
    held = after.places[key]
    siblings = after.places[held.parent].node.children(held.list)
    rank = next(rank for rank, node in enumerate(siblings) if node.id == held.node.id)
    if 0 < rank < len(siblings) - 1:
        prefix = key.removesuffix(held.node.id)
        return speech("after {place}", place=cited(scene.at(prefix + siblings[rank - 1].id), speech))
    if held.parent in scene.before.places:
        into = cited(list_place(scene.before, held.parent, held.list, speech), speech)
    else:
        into = cited(scene.at(held.parent), speech)
    if rank or len(siblings) == 1:
        return speech("at the end of {place}", place=into)
    return speech("at the beginning of {place}", place=into)


def moved_to(change: Move, scene: Scene) -> Key:
    """The address at which a moved node stands after the merge; in another section it is another one."""
    name = change.target.rpartition("/")[2]
    parent = scene.after.key(change.to, scene.home) or ""
    section = section_of(parent) or (parent if f"{parent}/{name}" in scene.after.places else "")
    return f"{section}/{name}" if section else name


def cited(text: str, speech: Speech) -> str:
    """A place as it stands inside a sentence in Markdown."""
    return within(beside(text, speech))


def node_named(kind: Kind, title: str, speech: Speech) -> str:
    """A titled node with its words, or, without a title, what it is."""
    title = within(cut(one_line(title), _LONGEST_TITLE))
    match kind:
        case Kind.ITEM:
            return speech("the item “{title}”", title=title) if title else speech("an item")
        case Kind.PART:
            return speech("the heading “{title}”", title=title) if title else speech("a heading")
        case Kind.SECTION:
            return speech("the section “{title}”", title=title) if title else speech("a section")
        case _:
            return speech("the area “{title}”", title=title) if title else speech("an area")


def _added(change: Add, scene: Scene) -> str:
    speech, key = scene.speech, scene.added(change)
    kind, where = scene.after.places[key].kind, standing(key, scene).lstrip()
    if kind is Kind.POINT:
        count = _sentences(change.node)
        return speech.count("one sentence is added {where}", "{number} sentences are added {where}", count, where=where)
    what = node_named(kind, "" if scene.hidden else change.node.title, speech) + _below(change.node, speech)
    return speech("{what} is added {where}", what=what, where=where)


def _replaced(change: Replace, scene: Scene) -> str:
    speech, where = scene.speech, _cited_target(change.target, scene)
    match change.field:
        case "form":
            was, becomes = (speech(FORMS[Form(value or Form.BULLET)]) for value in (change.was, change.becomes))
            return speech("{place} turns from {was} into {becomes}", place=where, was=was, becomes=becomes)
        case "number" if change.becomes:
            return speech("{place} gets the number {becomes}", place=where, becomes=within(change.becomes))
        case "number":
            return speech("{place} is numbered by its position again", place=where)
        case "title":
            titled = cited(speech("the title of {place}", place=where).strip(), speech)
            return speech("{place} is reworded as shown below", place=titled)
        case _:
            return speech("{place} is reworded as shown below", place=where)


def _removed(change: Remove, scene: Scene) -> str:
    below = _below(scene.node(scene.key(change.target) or change.target), scene.speech)
    return scene.speech("{place} is removed", place=_cited_target(change.target, scene) + below)


def _moved(change: Move, scene: Scene) -> str:
    speech, key = scene.speech, moved_to(change, scene)
    where = standing(key, scene) if key in scene.after.places else speech("elsewhere")
    return speech("{place} moves {where}", place=_cited_target(change.target, scene), where=where)


def _cited_target(reference: str, scene: Scene) -> str:
    return cited(scene.at(scene.key(reference) or reference), scene.speech)


def _below(node: Node, speech: Speech) -> str:
    count = _sentences(node) - bool(node.text)
    return speech.count(" (with {number} point)", " (with {number} points)", count) if count else ""


def _sentences(node: Node) -> int:
    return sum(1 for each in node.walk() if each.text)
