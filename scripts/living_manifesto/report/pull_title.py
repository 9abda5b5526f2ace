"""The title of a pull request: 「4-3 に追加:…」, "4-3, addition: …". Place and deed first, at most 60 signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import CHILD_KIND, Kind
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Proposal, Redaction, Words
from living_manifesto.locale import Speech
from living_manifesto.report.cutting import cut
from living_manifesto.report.display import one_line
from living_manifesto.report.places import beside, list_place, place
from living_manifesto.report.sentences import list_of
from living_manifesto.report.terms import notice, public

LONGEST = 60
"""The most code points of a title."""
_LONGEST_PLACE = 24
# Titles become subjects of commits, where forges look for mentions, references and words in brackets ([skip ci]).
_QUIET = str.maketrans("@#`<>[]", "＠＃'＜＞［］")
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))


def title(proposal: Proposal, changes: Sequence[Change], before: Outline, speech: Speech) -> str:
    """Place, deed and the proposal's words; ``before`` is the text to which ``changes`` (none: undrafted) apply."""
    said = _deed(proposal, changes, before, speech)
    found = ((_plain(each, speech), each) for each in _words(proposal, changes, before))
    words, origin = next((pair for pair in found if pair[0]), ("", ""))
    if proposal.reverts and changes:
        said = speech("Taken back: {deed}", deed=said)
    if isinstance(origin, Redaction):
        # A notice is worth nothing without its ground and day.
        said = cut(said, max(LONGEST - len(words) - 2, 1))
    return cut(speech("{deed}: {words}", deed=said, words=words) if words else said, LONGEST)


def _plain(words: Words, speech: Speech) -> str:
    return _quiet(notice(words, speech) if isinstance(words, Redaction) else words)


def _quiet(text: str) -> str:
    """The text on one line, with nothing that a forge would act on and nothing that cannot be seen."""
    return " ".join(one_line(text.translate(_JOINERS)).translate(_QUIET).replace("://", "：//").split())


def _words(proposal: Proposal, changes: Sequence[Change], before: Outline) -> Iterator[Words]:
    """What the proposal could be called, the best first."""
    if proposal.hidden is not None:
        yield proposal.hidden
    yield proposal.title
    for change in changes:
        match change:
            case Add(node=node):
                yield node.title or node.text
            case Replace(field="title" | "text", becomes=becomes):
                yield becomes
            case _:
                pass
    yield public(proposal.body, proposal)
    yield from (_standing(change, proposal, before) for change in changes)


def _standing(change: Change, proposal: Proposal, before: Outline) -> str:
    """The words that stand where something is removed or moved."""
    key = None if isinstance(change, Add) else before.key(change.target, proposal.section)
    return "" if key is None else before.places[key].node.title or before.places[key].node.text


def _deed(proposal: Proposal, changes: Sequence[Change], before: Outline, speech: Speech) -> str:
    if not changes:
        return speech("To be drafted")
    places = list(dict.fromkeys(_place(change, proposal.section, before, speech) for change in changes))
    deeds = {_done(change, proposal.section, before, speech, places[0]) for change in changes}
    if len(places) > 1:
        return speech.count(
            "{place} and {number} more place, changed",
            "{place} and {number} more places, changed",
            len(places) - 1,
            place=places[0],
        ).strip()
    return (deeds.pop() if len(deeds) == 1 else speech("{place}, changed", place=places[0])).strip()


def _place(change: Change, home: str, before: Outline, speech: Speech) -> str:
    """Where the change is made, short enough for a title; today's text alone gives the words."""
    if isinstance(change, Add):
        parent = before.key(change.to, home)
        if parent is not None:
            name = list_of(change, change.node, parent, before)
            return _short(list_place(before, parent, name, speech), speech)
    else:
        key = before.key(change.target, home)
        if key is not None:
            return _short(place(before, key, speech), speech)
    return _short(place(before, home if home in before.places else "manifesto", speech), speech)


def _short(text: str, speech: Speech) -> str:
    return beside(cut(_quiet(text), _LONGEST_PLACE), speech)


def _done(change: Change, home: str, before: Outline, speech: Speech, where: str) -> str:
    match change:
        case Add(node=node):
            parent = before.key(change.to, home)
            return _added(CHILD_KIND.get(list_of(change, node, parent, before), Kind.POINT), where, speech)
        case Replace(field="title"):
            return speech("{place}, new title", place=where)
        case Replace(field="form"):
            return speech("{place}, new form", place=where)
        case Replace(field="number"):
            return speech("{place}, new number", place=where)
        case Replace():
            return speech("{place}, new wording", place=where)
        case Remove():
            return speech("{place}, removal", place=where)
        case Move():
            return speech("{place}, move", place=where)


def _added(kind: Kind, where: str, speech: Speech) -> str:
    match kind:
        case Kind.ITEM:
            return speech("{place}, new item", place=where)
        case Kind.PART:
            return speech("{place}, new heading", place=where)
        case Kind.SECTION:
            return speech("{place}, new section", place=where)
        case Kind.AREA:
            return speech("{place}, new area", place=where)
        case _:
            return speech("{place}, addition", place=where)
