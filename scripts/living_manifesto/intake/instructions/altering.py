"""Instructions about what stands: put otherwise, taken away, put elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.changes import FIRST, LAST, Move, Remove
from living_manifesto.core.nodes import Kind
from living_manifesto.core.outline import Key
from living_manifesto.intake.instructions.edits import Put
from living_manifesto.intake.instructions.meaning import Delete, Relocate, Rewrite
from living_manifesto.intake.instructions.nouns import TEXTS, Numbered
from living_manifesto.intake.instructions.places import Found, Ground, NewItem, Site, labelled
from living_manifesto.intake.instructions.quoted import heading_of, text_of
from living_manifesto.intake.instructions.refusal import Cause, Refused
from living_manifesto.intake.instructions.sides import References, Side, beside, in_list
from living_manifesto.intake.instructions.words import Noun, Where

_TITLED = frozenset((Kind.SECTION, Kind.ITEM, Kind.PART))
_MOVABLE = frozenset((Kind.ITEM, Kind.PART, Kind.POINT))
_TEXTS = frozenset((None, *TEXTS))


def alteration(
    asked: Rewrite | Delete | Relocate,
    ground: Ground,
    names: References,
    that: Site | NewItem | None,
    new: Sequence[str],
) -> Put | Remove | Move | Refused:
    """The edit or change that the instruction asks for."""
    site = ground.site(asked.refs, that, new)
    if isinstance(site, Refused):
        return site
    if isinstance(site, NewItem):
        return Refused(Cause.AMBIGUOUS, "", asked.at)
    match asked:
        case Rewrite():
            return _rewritten(asked, ground, site)
        case Delete():
            return _deleted(asked, ground, names, site)
        case Relocate():
            return _moved(asked, ground, names, site, that)


def _rewritten(asked: Rewrite, ground: Ground, site: Site) -> Put | Refused:
    found = _rewritten_part(asked, ground, site)
    if isinstance(found, Refused):
        return found
    if found.field == "title":
        return _renamed(asked, ground, found)
    text = text_of(asked.becomes)
    if isinstance(text, Refused):
        return text
    stands = ground.node(found.key).text
    # The full stop behind the words is not written twice.
    is_stopped = text.endswith("。") and stands[found.end : found.end + 1] == "。"
    if stands[: found.start].endswith("*") and text.startswith("*"):
        return Refused(Cause.AMBIGUOUS, asked.becomes.text, asked.becomes.start)
    return Put(Found(found.key, "text", found.start, found.end + is_stopped), text)


def _renamed(asked: Rewrite, ground: Ground, found: Found) -> Put | Refused:
    title = heading_of(asked.becomes)
    if isinstance(title, Refused):
        return title
    section, item, rest = labelled(title)
    if section and ground.is_whole(found):
        if not rest or ground.number_of(found.key) != (section, item):
            return Refused(Cause.DISAGREE, asked.becomes.text, asked.becomes.start)
        title = rest
    return Put(found, title)


def _rewritten_part(asked: Rewrite, ground: Ground, site: Site) -> Found | Refused:
    """What is put otherwise: quoted words, a heading, or a whole point."""
    if asked.words is None:
        return _whole(asked, ground, site)
    if asked.noun is Noun.HEADING or (asked.noun is Noun.ITEM and asked.into in (Noun.ITEM, Noun.HEADING)):
        headed = ground.site((ground.headed(asked.words, None),), None, ())
        if isinstance(headed, Site) and ground.is_within(headed.key, site):
            return ground.all_of(headed.key)
        return headed if isinstance(headed, Refused) else Refused(Cause.NOT_FOUND, asked.words.text, asked.words.start)
    if asked.noun not in _TEXTS:
        return Refused(Cause.AMBIGUOUS, "", asked.at)
    return ground.only(asked.words, site)


def _whole(asked: Rewrite, ground: Ground, site: Site) -> Found | Refused:
    """A point or heading that is named by its place; of an item only the heading, where it is called so or quoted."""
    kind = ground.outline.places[site.key].kind
    if site.list:
        return Refused(Cause.AMBIGUOUS, "", asked.at)
    last = asked.refs[-1] if asked.refs else None
    is_quoted = isinstance(last, Numbered) and bool(last.heading) and bool(last.item)
    if (kind is Kind.POINT and asked.noun in _TEXTS) or (kind in _TITLED and (asked.noun is Noun.HEADING or is_quoted)):
        return ground.all_of(site.key) if asked.refs else Refused(Cause.NO_PLACE, "", asked.at)
    return Refused(Cause.AMBIGUOUS, "", asked.at)


def _deleted(asked: Delete, ground: Ground, names: References, site: Site) -> Put | Remove | Refused:
    if asked.words is None:
        kind = ground.outline.places[site.key].kind
        is_one = kind in _MOVABLE and not site.list and asked.noun in (None, Noun.ITEM, *_TEXTS)
        return names.remove(site.key) if is_one else Refused(Cause.AMBIGUOUS, "", asked.at)
    if asked.noun in (Noun.ITEM, Noun.PART):
        headed = ground.site((*asked.refs, ground.headed(asked.words, asked.noun)), None, ())
        is_one = isinstance(headed, Site) and ground.outline.places[headed.key].kind in _MOVABLE and not headed.list
        if isinstance(headed, Site):
            return names.remove(headed.key) if is_one else Refused(Cause.AMBIGUOUS, "", asked.at)
        return headed if isinstance(headed, Refused) else Refused(Cause.CONTRADICTION, "", asked.at)
    if asked.noun not in _TEXTS:
        return Refused(Cause.AMBIGUOUS, "", asked.at)
    found = ground.only(asked.words, site)
    if isinstance(found, Refused):
        return found
    if not ground.is_whole(found):
        return _cut(found, ground, asked)
    is_alone = found.field == "text" and not ground.node(found.key).lists
    return names.remove(found.key) if is_alone else Refused(Cause.AMBIGUOUS, "", asked.at)


def _cut(found: Found, ground: Ground, asked: Delete) -> Put | Refused:
    """Words taken out of a sentence, or a sentence with its full stop; not the end of one, it would hang in the air."""
    if found.field == "title":
        return Put(found, "")
    text = ground.node(found.key).text
    is_stopped = text[found.end : found.end + 1] == "。" and text[found.end - 1] != "。"
    if is_stopped or text[found.end - 1] == "。" or found.end == len(text):
        if text[: found.start].rstrip()[-1:] not in ("。", ""):
            return Refused(Cause.AMBIGUOUS, "", asked.at)
        return Put(Found(found.key, found.field, found.start, found.end + is_stopped), "")
    return Put(found, "")


def _moved(
    asked: Relocate, ground: Ground, names: References, site: Site, that: Site | NewItem | None
) -> Move | Refused:
    key = _movable(asked, ground, site)
    if isinstance(key, Refused):
        return key
    side = _destination(asked, ground, key, that)
    return side if isinstance(side, Refused) else names.move(key, side)


def _movable(asked: Relocate, ground: Ground, site: Site) -> Key | Refused:
    """The item or point that is to move."""
    key = site.key
    if asked.words is not None:
        headed = ground.site((*asked.refs, ground.headed(asked.words, asked.noun)), None, ())
        if isinstance(headed, Site) and asked.noun in (None, Noun.ITEM, Noun.PART) and not headed.list:
            key = headed.key
        else:
            found = ground.only(asked.words, site)
            if isinstance(found, Refused):
                return found
            if found.field != "text" or not ground.is_whole(found):
                return Refused(Cause.AMBIGUOUS, "", asked.at)
            key = found.key
    is_one = ground.outline.places[key].kind in _MOVABLE and not (site.list and key == site.key)
    return key if is_one else Refused(Cause.AMBIGUOUS, "", asked.at)


def _destination(asked: Relocate, ground: Ground, key: Key, that: Site | NewItem | None) -> Side | Refused:
    """Where it goes: beside one of its like, to an end of a place, or of where it stands."""
    spot, kind = asked.spot, ground.outline.places[key].kind
    refs = spot.refs if spot.anchor is None else (*spot.refs, ground.headed(spot.anchor, spot.noun))
    site = ground.site(refs, that, ())
    if isinstance(site, Refused):
        return site
    if isinstance(site, NewItem) or site.key == key:
        return Refused(Cause.AMBIGUOUS, "", asked.at)
    if spot.where in (Where.AFTER, Where.BEFORE):
        is_like = ground.outline.places[site.key].kind is kind and not site.list
        return beside(ground, site.key, spot.where) if is_like else Refused(Cause.AMBIGUOUS, "", asked.at)
    after = FIRST if spot.where is Where.FIRST else LAST
    if kind is Kind.ITEM and site == Site(ground.section) and spot.where is not None:
        return Side(ground.section, "items", after)
    is_place = kind is Kind.POINT and bool(refs) and ground.outline.places[site.key].kind is not Kind.POINT
    return in_list(ground, site, after, asked.at, is_text=True) if is_place else Refused(Cause.AMBIGUOUS, "", asked.at)
