"""Each change as one sentence: 「4-3 の2つ目の『…』を『…』に改める」, 'In point 2 of 4-3, change “…” to “…”'."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from living_manifesto.core.changes import FIRST, LAST, Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import CHILD_KIND, LISTS, Form, Kind, Node
from living_manifesto.core.outline import Key, Outline, section_of
from living_manifesto.core.values import NOTHING, value
from living_manifesto.locale import Speech
from living_manifesto.report.display import clip, one_line
from living_manifesto.report.phrases import phrases
from living_manifesto.report.places import FORMS, beside, list_place, place

__all__ = ["list_of", "place", "sentence", "sentences"]

_QUOTED = 80
_PHRASES = 3


@value
class _Scene:
    """What a sentence is about: the text it speaks of, the home of the proposal and the nodes it adds."""

    outline: Outline
    home: str
    speech: Speech
    added: Mapping[str, Node] = NOTHING

    def place(self, reference: str) -> str:
        """The place that a reference means, ready to stand inside a sentence."""
        return self.at(self.outline.key(reference, self.home) or reference)

    def at(self, key: Key) -> str:
        """The same for an address, whether it stands in the text, is only being added, or is nowhere."""
        speech = self.speech
        if key in self.outline.places:
            return beside(place(self.outline, key, speech, home=self.home), speech)
        node = self.added.get(key.rpartition("/")[2])
        if node is None:
            return place(self.outline, key, speech)
        return speech("the new “{words}”", words=clip(one_line(node.title or node.text), _QUOTED // 2))


def sentence(change: Change, outline: Outline, home: str, speech: Speech) -> str:
    """The change as one sentence without a full stop; ``outline`` is the text before it, ``home`` the proposal's."""
    return _said(change, _Scene(outline, home, speech))


def sentences(changes: Iterable[Change], outline: Outline, home: str, speech: Speech) -> tuple[str, ...]:
    """One sentence a change; places among the nodes that the same changes add are named by their words."""
    changes = tuple(changes)
    added = {node.id: node for change in changes if isinstance(change, Add) for node in change.node.walk()}
    scene = _Scene(outline, home, speech, added)
    return tuple(_said(change, scene) for change in changes)


def _said(change: Change, scene: _Scene) -> str:
    match change:
        case Add():
            said = _add(change, scene)
        case Replace():
            said = _replace(change, scene)
        case Remove():
            said = scene.speech("Remove {what}", what=_what(change.target, scene))
        case Move():
            said = _move(change, scene)
    return said.strip()


def _add(change: Add, scene: _Scene) -> str:
    speech = scene.speech
    name, where = _where(change, change.node, scene)
    title = clip(one_line(change.node.title), _QUOTED)
    match CHILD_KIND.get(name, Kind.POINT):
        case Kind.ITEM:
            what = speech("the item “{title}”", title=title)
        case Kind.PART:
            what = speech("the heading “{title}”", title=title)
        case Kind.SECTION:
            what = speech("the section “{title}”", title=title)
        case Kind.AREA:
            what = speech("the area “{title}”", title=title)
        case _:
            what = speech("“{text}”", text=clip(one_line(change.node.text), _QUOTED))
    return speech("Add {what} {where}", what=what + _below(change.node, speech), where=where)


def _move(change: Move, scene: _Scene) -> str:
    key = scene.outline.key(change.target, scene.home)
    node = scene.outline.places[key].node if key else Node(change.target)
    _, where = _where(change, node, scene)
    what = _what(change.target, scene) if node.text else scene.place(change.target)
    return scene.speech("Move {what} so that it stands {where}", what=what, where=where)


def _replace(change: Replace, scene: _Scene) -> str:
    speech, where = scene.speech, scene.place(change.target)
    match change.field:
        case "form":
            was, becomes = (speech(FORMS[_form(value)]) for value in (change.was, change.becomes))
            return speech("Turn {place} from {was} into {becomes}", place=where, was=was, becomes=becomes)
        case "number":
            return _renumber(change, where, speech)
        case "title":
            return _reword(change, beside(speech("the title of {place}", place=where), speech), speech)
        case _:
            return _reword(change, where, speech)


def _reword(change: Replace, where: str, speech: Speech) -> str:
    old, new = clip(one_line(change.was), _QUOTED), clip(one_line(change.becomes), _QUOTED)
    if not old:
        return speech("Write “{new}” in {place}", new=new, place=where)
    if not new:
        return speech("Empty {place}, which reads “{old}”", old=old, place=where)
    places = phrases(change.was, change.becomes)
    if not places:
        return speech("Leave {place} as it is", place=where)
    pairs = [speech("“{old}” to “{new}”", old=each.old, new=each.new) for each in places[:_PHRASES]]
    said = speech("In {place}, change {pairs}", place=where, pairs=speech(", ").join(pairs))
    rest = len(places) - _PHRASES
    return said if rest <= 0 else said + speech.count(" (and one more place)", " (and {number} more places)", rest)


def _renumber(change: Replace, where: str, speech: Speech) -> str:
    was, becomes = one_line(change.was), one_line(change.becomes)
    if not becomes:
        return speech("Number {place} by its position again", place=where)
    if not was:
        return speech("Give {place} the number {becomes}", place=where, becomes=becomes)
    return speech("Change the number of {place} from {was} to {becomes}", place=where, was=was, becomes=becomes)


def _form(value: str) -> Form:
    return Form(value) if value in set(Form) else Form.BULLET


def _what(reference: str, scene: _Scene) -> str:
    """The node of a reference with its words."""
    speech = scene.speech
    key = scene.outline.key(reference, scene.home)
    if key is None:
        return scene.place(reference)
    held = scene.outline.places[key]
    where = place(scene.outline, key, speech, home=scene.home)
    if held.kind is Kind.ITEM:
        title = clip(one_line(held.node.title), _QUOTED)
        where = speech("{place} “{title}”", place=where, title=title)
    if held.kind is Kind.POINT:
        text = clip(one_line(held.node.text), _QUOTED)
        where = speech("{place}, “{text}”", place=where, text=text)
    return beside(where + _below(held.node, speech), speech)


def _below(node: Node, speech: Speech) -> str:
    points = sum(1 for each in node.walk() if each.text) - bool(node.text)
    return speech.count(" (with {number} point)", " (with {number} points)", points) if points else ""


def _where(change: Add | Move, node: Node, scene: _Scene) -> tuple[str, str]:
    """The list into which a node goes, and the place in words."""
    speech = scene.speech
    parent = scene.outline.key(change.to, scene.home)
    name = list_of(change, node, parent, scene.outline)
    if change.after in {FIRST, LAST}:
        if parent is None:
            into = scene.place(change.to)
        else:
            into = beside(list_place(scene.outline, parent, name, speech, home=scene.home), speech)
        if change.after == FIRST:
            return name, speech("at the beginning of {place}", place=into)
        return name, speech("at the end of {place}", place=into)
    return name, speech("after {place}", place=scene.at(_sibling(change.after, parent, scene.outline)))


def _sibling(after: str, parent: Key | None, outline: Outline) -> Key:
    if parent is None or outline.places[parent].kind in {Kind.MANIFESTO, Kind.AREA}:
        return after
    return f"{section_of(parent) or parent}/{after}"


def list_of(change: Add | Move, node: Node, parent: Key | None, outline: Outline) -> str:
    """The list that is meant, also where only one fits and none is named."""
    if change.list:
        return change.list
    if parent is None:
        return "items" if node.title else "points"
    held = outline.places[parent]
    fitting = [name for name in LISTS[held.kind] if (CHILD_KIND[name] is Kind.POINT) is not bool(node.title)]
    holding = (name for name in fitting if any(each.id == change.after for each in held.node.children(name)))
    return next(holding, fitting[-1] if fitting else "points")
