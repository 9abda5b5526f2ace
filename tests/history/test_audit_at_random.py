"""Histories at random: whatever was done in silence is named, and putting all back mends all."""

from __future__ import annotations

import random

import pytest

from living_manifesto.core.amend.draft import Draft, Edit, Insert, SetField, Shift, Take
from living_manifesto.core.nodes import Kind, Node
from living_manifesto.core.outline import Key, Outline
from living_manifesto.core.snapshot import structure
from living_manifesto.documents import decode, encode
from living_manifesto.documents.canonical import dump
from support.held import Held, context
from support.past import ADOPTED, Past
from support.town import BASELINE, DECLINED, MANIFESTO, OPEN

Files = dict[str, str | None]


class Dice:
    """Two trees side by side: the one that everybody sees, and the one that only sound steps reach."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - not a secret
        self.past = Past()
        self.sound = dict(self.past.now.files)
        self.count = 0

    def run(self, steps: int) -> Past:
        acts = [self.silent, self.silent, self.silent, self.adopted, self.broken, self.register, self.restored]
        for _ in range(steps):
            files = self.random.choice(acts)()
            if files:
                self.count += 1
                self.past.step(f"step {self.count}", files)
        paths = {*self.past.now.files, *self.sound}
        whole = {path: self.sound[path].decode() if path in self.sound else None for path in paths}
        return self.past.step("all put back", whole)

    def silent(self) -> Files:
        outline = context(self.past.now).tree.outline()
        if not outline.root.lists:
            return {}
        draft = Draft(outline)
        edit = self._edit(outline)
        if edit is None:
            return {}
        draft.make(edit)
        return self._written(outline, draft.outline())

    def _edit(self, outline: Outline) -> Edit | None:
        dice, keys = self.random, [key for key in outline.places if "/" in key]
        if not keys:
            return None
        key = dice.choice(keys)
        place = outline.places[key]
        name = "text" if place.kind is Kind.POINT else "title"
        fresh = f"{dice.choice('いろはにほへと')}の文{dice.randrange(9)}。"
        points = [each for each in keys if outline.places[each].list == "points" and each != key]
        match dice.randrange(5):
            case 0:
                return SetField(key, name, fresh)
            case 1 if place.kind is Kind.POINT:
                return Take(key)
            case 2 if place.kind is Kind.POINT:
                return Insert(place.parent, place.list, 0, Node(f"n{dice.randrange(1000)}", text=fresh))
            case 3 if place.list == "points" and points:
                other = outline.places[dice.choice(points)]
                if other.parent.partition("/")[0] == key.partition("/")[0]:
                    return Shift(key, other.parent, "points", 0)
            case 4:
                return SetField(key.partition("/")[0], "title", fresh)
        return None

    def _written(self, old: Outline, new: Outline) -> Files:
        tree, files = context(self.past.now).tree, Files()
        for key, path in tree.section_paths().items():
            if old.places[key].node != new.places[key].node:
                settings = decode.section_settings(entry.plain) if (entry := tree.entry(path)) else {}
                files[path] = dump(encode.section(new.places[key].node, settings))
        file = tree.manifesto()
        if file is not None and structure(old.root) != structure(new.root):
            files[MANIFESTO] = dump(encode.manifesto(decode.ManifestoFile(structure(new.root), file.settings)))
        return files

    def adopted(self) -> Files:
        """A proposal that rewords a sentence which both trees have."""
        seen, sound = context(self.past.now).tree.outline(), context(Held(self.sound)).tree.outline()
        keys = [key for key, place in seen.places.items() if place.kind is Kind.POINT and self._same(key, seen, sound)]
        if not keys:
            return {}
        key = self.random.choice(keys)
        name, words = f"20260220-a{self.count:05}", f"採用した文{self.count}です。"
        proposal = (
            f"id: {name}\nsection: none\nsubmitted_on: 2026-02-20\nsource: {{channel: web}}\nbody: 直してほしい。\n"
            f"reason: 分かりにくいから。\nchanges:\n  - op: replace\n    target: {key}\n    field: text\n"
            f"    was: {seen.places[key].node.text}\n    with: {words}\n{ADOPTED}"
        )
        draft = Draft(seen)
        draft.make(SetField(key, "text", words))
        files = self._written(seen, draft.outline())
        draft = Draft(sound)
        draft.make(SetField(key, "text", words))
        past, self.past = self.past, Past()
        self.past.trees = [("sound", Held(self.sound))]
        twin = self._written(sound, draft.outline())
        self.past = past
        path = f"proposals/2026-02/{name}.yaml"
        self.sound |= {each: (text or "").encode() for each, text in {**twin, path: proposal}.items()}
        return {**files, path: proposal}

    def _same(self, key: Key, one: Outline, other: Outline) -> bool:
        return key in other.places and one.places[key].node == other.places[key].node

    def broken(self) -> Files:
        if self.random.random() < 0.5:
            return {}
        return {self.random.choice(sorted(self.past.now.files)): "id: [\n"}

    def register(self) -> Files:
        past = self.past
        path = self.random.choice([OPEN, DECLINED, BASELINE])
        if path not in past.now.files:
            return {path: self.sound[path].decode()}
        text = past.text(path)
        choices: list[str | None] = [
            None,
            text.replace("広げて", "狭めて").replace("走らせて", "止めて").replace("最初", "はじめ"),
            text.replace("outcome: declined", "outcome: withdrawn").replace("channel: web", "channel: staff"),
        ]
        chosen = self.random.choice(choices)
        return {} if chosen == text else {path: chosen}

    def restored(self) -> Files:
        """One file put back as it should be."""
        path = self.random.choice(sorted(self.sound))
        wanted = self.sound[path].decode()
        return {} if self.past.now.files.get(path) == wanted.encode() else {path: wanted}


@pytest.mark.parametrize("seed", range(60))
def test_all_put_back_is_all_mended(seed: int) -> None:
    past = Dice(seed).run(8)
    found = past.audit()
    assert found.open == (), [name for name, _ in past.trees]


@pytest.mark.parametrize("seed", range(60, 90))
def test_what_differs_from_the_sound_tree_is_open(seed: int) -> None:
    dice = Dice(seed)
    past = dice.run(8)
    past.trees.pop()
    found = past.audit()
    differs = {path for path in {*past.now.files, *dice.sound} if past.now.files.get(path) != dice.sound.get(path)}
    values = {path for path in differs if _value(past.now, path) != _value(Held(dice.sound), path)}
    assert bool(found.open) == bool(values), (values, found.open)


def _value(tree: Held, path: str) -> object:
    entry = context(tree).tree.entry(path)
    return None if entry is None else (entry.value is None, entry.value)
