"""Instructions as changes of one section, each on the text as the writer saw it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from living_manifesto.core.changes import LAST, Add, Change
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Key
from living_manifesto.core.values import replace
from living_manifesto.intake.instructions.altering import alteration
from living_manifesto.intake.instructions.edits import Edits, Put
from living_manifesto.intake.instructions.meaning import AddItem, AddText, Delete, Instruction, Relocate, Rewrite, Spot
from living_manifesto.intake.instructions.places import Ground, NewItem, Site, labelled
from living_manifesto.intake.instructions.quoted import heading_of, is_odd_heading, reads_as_sentence, text_of
from living_manifesto.intake.instructions.refusal import Cause, Refused
from living_manifesto.intake.instructions.sides import Beside, References, Side, side_of, side_of_item
from living_manifesto.intake.instructions.tokens import Token


def changes_of(instructions: Sequence[Instruction], ground: Ground, home: str) -> tuple[Change, ...] | Refused:
    """The changes that all instructions together ask for, or the first that cannot be followed."""
    maker = _Maker(ground, home)
    for instruction in instructions:
        if refused := maker.follow(instruction):
            return refused
    return maker.changes()


class _Maker:
    """Follows one instruction after another; the text that they speak of stays as it was."""

    def __init__(self, ground: Ground, home: str) -> None:
        self._ground = ground
        self._names = References(ground, home)
        self._edits = Edits(ground)
        self._made: list[Change] = []
        self._edited: dict[Key, int] = {}
        self._items: list[int] = []
        self._headings: list[str] = []
        self._that: Site | NewItem | None = None
        self._spot: Spot | None = None

    def follow(self, instruction: Instruction) -> Refused | None:
        """Make what an instruction asks for; why not, if it cannot be."""
        match instruction:
            case AddItem():
                return self._add_items(instruction)
            case AddText():
                return self._add_texts(instruction)
            case Rewrite() | Delete() | Relocate():
                return self._alter(instruction)

    def changes(self) -> tuple[Change, ...]:
        """All changes, so ordered that what was named first stands first."""
        same = defaultdict[tuple[str, str, str], list[int]](list)
        for place, change in enumerate(self._made):
            if isinstance(change, Add) and change.after != LAST:
                same[change.to, change.list, change.after].append(place)
        ordered = list(self._made)
        for places in same.values():
            for one, other in zip(places, reversed(places), strict=True):
                ordered[one] = self._made[other]
        return tuple(ordered)

    def _add_items(self, asked: AddItem) -> Refused | None:
        for token in asked.headings:
            heading = heading_of(token)
            if isinstance(heading, Refused):
                return heading
            if refused := self._add_item(heading, token, asked):
                return refused
        return None

    def _add_item(self, heading: str, token: Token, asked: AddItem) -> Refused | None:
        side = side_of_item(self._ground, asked.spot, self._that, self._headings, asked.at)
        if isinstance(side, Refused):
            return side
        if is_odd_heading(heading):
            return Refused(Cause.AMBIGUOUS, token.text, token.start)
        section, item, rest = labelled(heading)
        if asked.number is not None:
            section, item, rest = asked.number.section, asked.number.item, heading
        if section and (not item or not rest or not self._is_next(section, item, side)):
            return Refused(Cause.DISAGREE, token.text, token.start)
        title = rest if section else heading
        if self._ground.is_heading(title) or title in self._headings:
            return Refused(Cause.ALREADY_THERE, token.text, token.start)
        self._items.append(len(self._made))
        self._headings.append(title)
        self._that, self._spot = NewItem(len(self._items) - 1), None
        self._made.append(self._names.add(side, Node("", title=title)))
        return None

    def _is_next(self, section: int, item: int, side: Side) -> bool:
        """Whether a new item will have the number that it is called by."""
        standing = ["", *self._ground.children(self._ground.section, "items")]
        place = len(standing) - 1 if side.after == LAST else standing.index(side.sibling)
        before = sum(1 for each in self._items if self._same_side(each, side))
        return section == self._ground.number and item == place + before + 1

    def _same_side(self, place: int, side: Side) -> bool:
        change = self._made[place]
        return isinstance(change, Add) and change.after == side.after

    def _add_texts(self, asked: AddText) -> Refused | None:
        texts = []
        for token in asked.texts:
            text = text_of(token)
            if isinstance(text, Refused):
                return text
            texts.append((text, token))
        spot = asked.spot or self._carried(asked)
        if isinstance(spot, Refused):
            return spot
        found = self._site_of_text(spot, asked)
        if isinstance(found, Refused):
            return found
        for text, token in texts:
            if refused := self._add_text(text, token, found, asked):
                return refused
        self._spot = spot if isinstance(spot, Spot) else None
        return None

    def _carried(self, asked: AddText) -> Spot | NewItem | Refused:
        """Where a text goes whose place is not said: where the sentence was, or into the item that was just added."""
        if asked.is_linked and self._spot is not None:
            return self._spot
        if isinstance(self._that, NewItem) and (asked.is_linked or not self._has_points(self._that)):
            return self._that
        return Refused(Cause.NO_PLACE, "", asked.at)

    def _has_points(self, item: NewItem) -> bool:
        change = self._made[self._items[item.place]]
        return isinstance(change, Add) and bool(change.node.children("points"))

    def _site_of_text(self, spot: Spot | NewItem, asked: AddText) -> Side | Beside | NewItem | Refused:
        if isinstance(spot, NewItem):
            return spot
        found = side_of(self._ground, spot, self._that, self._headings, asked.at, is_text=asked.is_text)
        if isinstance(found, NewItem):
            self._that = found
        elif isinstance(found, Side) and not found.list:
            self._that = Site(found.parent)
        return found

    def _add_text(self, text: str, token: Token, found: Side | Beside | NewItem, asked: AddText) -> Refused | None:
        if isinstance(found, Beside):
            return self._put(Put(found.found, text), asked.at)
        if not asked.is_text and not reads_as_sentence(text):
            return Refused(Cause.TERM, token.text, token.start)
        if isinstance(found, NewItem):
            return self._into_new(text, token, found)
        standing = self._ground.node(found.parent).children(found.list or "points")
        if any(point.text == text for point in standing):
            return Refused(Cause.ALREADY_THERE, token.text, token.start)
        self._made.append(self._names.add(found, Node("", text=text, form=self._ground.form(found.parent, found.list))))
        return None

    def _into_new(self, text: str, token: Token, item: NewItem) -> Refused | None:
        place = self._items[item.place]
        change = self._made[place]
        if isinstance(change, Add):
            points = change.node.children("points")
            if any(point.text == text for point in points):
                return Refused(Cause.ALREADY_THERE, token.text, token.start)
            node = change.node.with_children("points", (*points, Node("", text=text)))
            self._made[place] = replace(change, node=node)
        return None

    def _alter(self, asked: Rewrite | Delete | Relocate) -> Refused | None:
        found = alteration(asked, self._ground, self._names, self._that, self._headings)
        self._spot = None
        match found:
            case Refused():
                return found
            case Put():
                return self._put(found, asked.at)
            case _:
                self._made.append(found)
                return None

    def _put(self, put: Put, at: int) -> Refused | None:
        refused = self._edits.put(put, at)
        if refused is not None:
            return refused
        key = put.found.key
        change = self._edits.change(key, self._names.of(key))
        if key in self._edited:
            self._made[self._edited[key]] = change
        else:
            self._edited[key] = len(self._made)
            self._made.append(change)
        return None
