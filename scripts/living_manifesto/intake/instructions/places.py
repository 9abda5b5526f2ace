"""The places of a section as instructions name them: by number, by heading, by their place in a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from living_manifesto.core.nodes import Form, Kind, Node
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.values import value
from living_manifesto.intake.instructions.letters import folded, plain
from living_manifesto.intake.instructions.nouns import Called, Counted, Headed, Numbered, Ref
from living_manifesto.intake.instructions.refusal import Cause, Refused
from living_manifesto.intake.instructions.tokens import Token
from living_manifesto.intake.instructions.words import Noun


@value
class Site:
    """A node of the section by its address; ``list`` where one of the section's own lists is meant."""

    key: Key
    list: str = ""


@value
class NewItem:
    """An item that the same text adds, by its place among those."""

    place: int


@value
class Found:
    """Where words stand: the node, its field, and from where to where."""

    key: Key
    field: str
    start: int
    end: int


_VISIONS = {"ビジョン": "vision", "前文": "preface"}


class Ground:
    """A section and its places."""

    def __init__(self, outline: Outline, section: str, number: int) -> None:
        self.outline = outline
        self.section = section
        self.number = number
        self._headed: dict[str, list[Key]] = defaultdict(list)
        for key, place in outline.places.items():
            if place.kind in (Kind.SECTION, Kind.ITEM, Kind.PART):
                self._headed[plain(place.node.title)].append(key)

    def node(self, key: Key) -> Node:
        """The node of an address."""
        return self.outline.places[key].node

    def children(self, key: Key, name: str) -> list[Key]:
        """The addresses in a list of a node."""
        return [f"{self.section}/{child.id}" for child in self.node(key).children(name)]

    def site(self, refs: Sequence[Ref], that: Site | NewItem | None, new: Sequence[str]) -> Site | NewItem | Refused:
        """The place that is meant; ``that`` is what was spoken of last, ``new`` the headings that were added."""
        held: Site | NewItem = Site(self.section)
        for place, ref in enumerate(refs):
            if isinstance(held, NewItem):
                return Refused(Cause.UNKNOWN_PLACE, "", ref.at)
            found = self._that(ref, place, that) or self._next(held, ref)
            if isinstance(found, Refused) and isinstance(ref, Headed) and place == len(refs) - 1:
                found = _added(ref, new, found)
            if isinstance(found, Refused):
                return found
            held = found
        return held

    def _that(self, ref: Ref, place: int, that: Site | NewItem | None) -> Site | NewItem | Refused | None:
        """What そこ stands for; None where another place is named."""
        if not isinstance(ref, Called) or ref.noun is not Noun.THAT:
            return None
        return that if that is not None and place == 0 else Refused(Cause.NO_PLACE, "", ref.at)

    def _next(self, held: Site, ref: Ref) -> Site | Refused:
        match ref:
            case Numbered():
                return self._numbered(held, ref)
            case Headed():
                return self._headed_by(held, ref)
            case Counted():
                return self._counted(held, ref)
            case Called(noun=Noun.VISION | Noun.PREFACE):
                return self._list(held, "vision" if ref.noun is Noun.VISION else "preface", ref.at)
            case Called():
                return held if held == Site(self.section) else Refused(Cause.AMBIGUOUS, "", ref.at)

    def _numbered(self, held: Site, ref: Numbered) -> Site | Refused:
        if ref.section != self.number:
            return Refused(Cause.OTHER_SECTION, "", ref.at)
        if held != Site(self.section):
            return Refused(Cause.DISAGREE, "", ref.at)
        items = self.children(self.section, "items")
        if ref.item > len(items):
            return Refused(Cause.UNKNOWN_PLACE, "", ref.at)
        key = items[ref.item - 1] if ref.item else self.section
        if not ref.item and not ref.heading and not ref.is_said:
            return Refused(Cause.AMBIGUOUS, "", ref.at)
        is_told = not ref.heading or plain(labelled(ref.heading)[2]) == plain(self.node(key).title)
        return Site(key) if is_told else Refused(Cause.DISAGREE, "", ref.at)

    def _headed_by(self, held: Site, ref: Headed) -> Site | Refused:
        """The node under a heading, as far as it stands below the place that was named before it."""
        if found := [key for key in self._headed.get(plain(ref.heading), ()) if self._stands_in(key, held, ref)]:
            return Site(found[0]) if len(found) == 1 else Refused(Cause.SEVERAL, "", ref.at)
        section, item, rest = labelled(ref.heading)
        if section:
            return self._numbered(held, Numbered(section, item, rest, ref.at, is_said=True))
        if ref.heading.strip() in _VISIONS:
            return self._list(held, _VISIONS[ref.heading.strip()], ref.at)
        return Refused(Cause.UNKNOWN_PLACE, "", ref.at)

    def _stands_in(self, key: Key, held: Site, ref: Headed) -> bool:
        kind = self.outline.places[key].kind
        kinds = {Noun.SECTION: (Kind.SECTION, Kind.ITEM), Noun.ITEM: (Kind.ITEM, Kind.PART, Kind.SECTION)}
        if ref.noun is not None and kind not in kinds.get(ref.noun, (Kind.SECTION, Kind.ITEM, Kind.PART)):
            return False
        return not held.list and (key == held.key or self._is_below(key, held.key))

    def _is_below(self, key: Key, top: Key) -> bool:
        while key and key != top:
            key = self.outline.places[key].parent
        return key == top

    def _counted(self, held: Site, ref: Counted) -> Site | Refused:
        """A point by its place; where an item has parts too, nobody knows whose points were counted."""
        node = self.node(held.key)
        if node.text or (not held.list and (held.key == self.section or node.children("parts"))):
            return Refused(Cause.AMBIGUOUS, "", ref.at)
        points = self.children(held.key, held.list or "points")
        place = len(points) if ref.place < 0 else ref.place
        return Site(points[place - 1]) if 0 < place <= len(points) else Refused(Cause.UNKNOWN_PLACE, "", ref.at)

    def _list(self, held: Site, name: str, at: int) -> Site | Refused:
        return Site(self.section, name) if held == Site(self.section) else Refused(Cause.UNKNOWN_PLACE, "", at)

    def find(self, words: str, site: Site) -> list[Found]:
        """Every place in which the words stand, letter for letter; where there is none, in another width."""
        found = list(self._occurrences(words, site))
        if found or not words:
            return found
        return list(self._occurrences(folded(words), site, is_folded=True))

    def _occurrences(self, words: str, site: Site, *, is_folded: bool = False) -> Iterator[Found]:
        if not words:
            return
        for key in self._below(site):
            node = self.node(key)
            field, text = ("title", node.title) if node.title else ("text", node.text)
            text = folded(text) if is_folded else text
            at = text.find(words)
            while at >= 0:
                yield Found(key, field, at, at + len(words))
                at = text.find(words, at + 1)

    def only(self, token: Token, site: Site) -> Found | Refused:
        """The one place in which quoted words stand; a heading may be quoted with its number."""
        words = token.text.strip()
        found = self.find(words, site)
        if not found and (headed := self._headed.get(plain(labelled(words)[2]))) and labelled(words)[0]:
            found = [self.all_of(key) for key in headed if self.number_of(key) == labelled(words)[:2]]
        if len(found) == 1:
            return found[0]
        return Refused(Cause.SEVERAL if found else Cause.NOT_FOUND, token.text, token.start)

    def all_of(self, key: Key) -> Found:
        """The whole heading or text of a node."""
        node = self.node(key)
        return Found(key, "title" if node.title else "text", 0, len(node.title or node.text))

    def is_whole(self, found: Found) -> bool:
        """Whether the stretch is all of the words, but for a full stop."""
        text = self.node(found.key).title or self.node(found.key).text
        return not text[: found.start].strip() and not text[found.end :].strip("。 \n")

    def is_inside(self, key: Key, at: int) -> bool:
        """Whether there are words of the text on both sides of a place in it."""
        text = self.node(key).text
        return bool(text[:at].strip()) and bool(text[at:].strip("。 \n"))

    def is_within(self, key: Key, site: Site) -> bool:
        """Whether a node is or stands in a place."""
        return not site.list and self._is_below(key, site.key)

    def is_heading(self, title: str) -> bool:
        """Whether an item, a part or the section is called so."""
        return plain(title) in self._headed

    def number_of(self, key: Key) -> tuple[int, int]:
        """The number of an item, or of the section."""
        items = self.children(self.section, "items")
        return self.number, items.index(key) + 1 if key in items else 0

    def form(self, parent: Key, name: str) -> Form:
        """The form in which a list goes on; a new sentence is no block of Markdown."""
        points = self.node(parent).children(name or "points")
        return points[-1].form if points and points[-1].form is not Form.RAW else Form.BULLET

    def headed(self, token: Token, noun: Noun | None) -> Headed:
        """Quoted words as a heading."""
        return Headed(token.text, noun, token.start)

    def _below(self, site: Site) -> Iterator[Key]:
        tops = self.children(site.key, site.list) if site.list else [site.key]
        for top in tops:
            for node in self.node(top).walk():
                key = f"{self.section}/{node.id}"
                yield key if key in self.outline.places else node.id


def _added(ref: Headed, new: Sequence[str], otherwise: Refused) -> NewItem | Refused:
    """An item that was added before under that heading."""
    places = [place for place, heading in enumerate(new) if plain(heading) == plain(ref.heading)]
    return NewItem(places[0]) if len(places) == 1 else otherwise


def labelled(heading: str) -> tuple[int, int, str]:
    """A heading with its number taken off: ``4-3. 防衛`` is 4, 3 and 防衛; 0 and 0 where there is none."""
    text = folded(heading).strip()
    number, after = _leading(text, 0)
    if not number:
        return 0, 0, heading
    item = 0
    if text[after : after + 1] in ("-", "ー"):
        item, after = _leading(text, after + 1)
        if not item:
            return 0, 0, heading
    rest = heading.strip()[after:]
    if rest and rest[0] not in ".．。、:： \u3000" and not (item and not rest[0].isdigit()):
        return 0, 0, heading
    return number, item, rest.lstrip(".．。、:： \u3000")


def _leading(text: str, at: int) -> tuple[int, int]:
    after = at
    while after < len(text) and text[after] in "0123456789" and after - at < _LONGEST:
        after += 1
    return (int(text[at:after]) if after > at else 0), after


_LONGEST = 3
