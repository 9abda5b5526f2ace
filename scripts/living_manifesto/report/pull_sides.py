"""Old and new below each other, as narrow as a telephone: place, 現行, 提案後, with the changed words marked."""

from __future__ import annotations

from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import Form, Node
from living_manifesto.core.outline import Key, section_of
from living_manifesto.core.proposals import Redaction
from living_manifesto.core.tokens import Stroke
from living_manifesto.core.values import value
from living_manifesto.locale import Speech
from living_manifesto.report.markdown import both_sides_in_short, headed, in_short, quotation, within
from living_manifesto.report.places import FORMS, heading
from living_manifesto.report.pull_deeds import Scene, cited, moved_to, standing
from living_manifesto.report.rows import Stage, column_heads
from living_manifesto.report.terms import notice

MOST = 3
"""How many pairs stand above the fold."""
_MOST_NODES = 6
_MOST_SIGNS = 1_500


@value
class Pair:
    """A place with the lines that stand there and that shall stand there, all of it Markdown."""

    place: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def pair(change: Change, scene: Scene, hidden: Redaction | None) -> Pair:
    """Old and new of one resolved change; the notice in place of the new words where the proposal is hidden."""
    match change:
        case Add():
            lines = _subtree(change.node, Stroke.NEW, scene.speech)
            new = lines if hidden is None else (notice(hidden, scene.speech),)
            return Pair(_list_of(scene.added(change), scene), (scene.speech("(new)"),), new)
        case Remove():
            key = scene.key(change.target) or change.target
            lines = _subtree(scene.node(key), Stroke.OLD, scene.speech)
            return Pair(_heading(key, scene), lines, (scene.speech("(removed)"),))
        case Move():
            return _moved(change, scene)
        case Replace():
            return _replaced(change, scene, hidden)


def told(pair: Pair, speech: Speech) -> str:
    """The pair as it stands in the text of a pull request."""
    today, proposed = column_heads(Stage.OPEN, speech)
    label = speech("Place")
    sides = headed(today, quotation(pair.old)), headed(proposed, quotation(pair.new))
    return "\n\n".join((f"**{label}** {pair.place}", *sides))


def _replaced(change: Replace, scene: Scene, hidden: Redaction | None) -> Pair:
    speech = scene.speech
    where = _heading(scene.key(change.target) or change.target, scene)
    match change.field:
        case "form":
            was, becomes = (speech(FORMS[Form(each or Form.BULLET)]) for each in (change.was, change.becomes))
            return Pair(speech("{place} (form)", place=where), (was,), (becomes,))
        case "number":
            was, becomes = (within(each) or speech("(by position)") for each in (change.was, change.becomes))
            return Pair(speech("{place} (number)", place=where), (was,), (becomes,))
        case "title":
            where = _titled(scene.key(change.target) or change.target, scene)
    if hidden is not None:
        return Pair(where, tuple(in_short(change.was)), (notice(hidden, speech),))
    old, new = both_sides_in_short(change.was, change.becomes)
    nothing = speech("(nothing)")
    return Pair(where, tuple(old) if change.was else (nothing,), tuple(new) if change.becomes else (nothing,))


def _moved(change: Move, scene: Scene) -> Pair:
    """A node that moves keeps its words; the new side says where it stands."""
    speech, key = scene.speech, scene.key(change.target) or change.target
    node = scene.node(key)
    target = moved_to(change, scene)
    there = _list_of(target, scene) if target in scene.after.places else ""
    where = standing(target, scene).strip() if there else ""
    becomes = speech("→ {place} ({where})", place=there, where=where) if there else speech("elsewhere")
    return Pair(_heading(key, scene), _subtree(node, Stroke.KEPT, speech), (becomes,))


def _subtree(node: Node, stroke: Stroke, speech: Speech) -> tuple[str, ...]:
    """The words of a node and of what stands below it, the first few of them."""
    nodes = [each for each in node.walk() if each.title or each.text]
    lines = list[str]()
    for count, each in enumerate(nodes):
        words = in_short(each.title or each.text, stroke)
        if count == _MOST_NODES or (lines and sum(map(len, [*lines, *words])) > _MOST_SIGNS):
            rest = len(nodes) - count
            lines.append(speech.count("… and one more sentence", "… and {number} more sentences", rest))
            break
        lines += words if each is node else [f"・{words[0]}", *words[1:]]
    return tuple(lines)


def _heading(key: Key, scene: Scene) -> str:
    """The way to a place with numbers and titles, as it is cited before the merge."""
    return within(heading(scene.before, key, scene.speech) if key in scene.before.places else scene.at(key))


def _titled(key: Key, scene: Scene) -> str:
    """The way to a title alone, which is not repeated in it."""
    own = scene.speech("the title of {place}", place=cited(scene.at(key), scene.speech)).strip()
    section = section_of(key)
    return " › ".join((_heading(section, scene), own)) if section else own


def _list_of(key: Key, scene: Scene) -> str:
    """The way to the list in which a node stands."""
    held = scene.after.places[key]
    way = _heading(held.parent, scene)
    match held.list:
        case "vision":
            return " › ".join((way, scene.speech("the vision")))
        case "preface":
            return " › ".join((way, scene.speech("the preface")))
        case _:
            return way
