"""What a pull request does to text that it is not about, kept apart from what it is meant to do.

A machine that writes a whole file again drops sentences and garbles letters in passages that nobody spoke of. A
difference counts as damage only where all signs agree:

``garbled``  a few letters in the midst of words that stayed. Either letters of another script, or hidden ones, come
             into a Japanese word (that is no wording anybody means), or the record adds or rewrites text in another
             passage, and its words speak neither of this one nor of wording at all
``dropped``  a point, or the rest of a sentence, is gone from a passage in which nothing else is new, the record adds
             or rewrites text in another, and its words speak neither of taking away nor of what is gone
``shifted``  a point that says what it said stands deeper, or as another kind of point, in such a passage

Where a record does nothing else, there is nothing to tell it from: then it is what was meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from living_manifesto.core.nodes import Node, in_order
from living_manifesto.core.values import replace, value
from living_manifesto.intake.pulls.spans import Span, joined, spans, with_back
from living_manifesto.rules.hygiene import findings

GARBLED, DROPPED, SHIFTED = "garbled", "dropped", "shifted"

_SMALL = 3
_SMALL_FOREIGN = 24
_FEW = 4
"""So many small differences in a sentence may be slips of a machine; more are a rewording."""
_AROUND = 2
"""Signs on each side by which a passage is looked for in the words of the record."""
_TELLING = 8
_TERM = re.compile(r"[一-鿿々]{2,}|[ァ-ヺー]{3,}|[A-Za-z]{3,}")
_NAMED = 0.25
"""Of the terms in some words, the share from which on a record speaks of them."""
_FOREIGN = frozenset(("LM601", "LM602", "LM610"))
_OF_WORDING = re.compile(
    r"誤字|脱字|誤記|誤植|誤り|誤変換|タイポ|typo|表記|校正|校閲|文言|統一|句読点|てにをは|用語|言い換え|表現|漢字|ひらがな"
    r"|助詞|日本語|文法|呼称|名称|全角|半角|体裁|フォーマット|書式|リンク|fix",
    re.IGNORECASE,
)
_OF_TAKING = re.compile(
    r"削除|統合|整理|廃止|撤廃|再編|簡潔|簡素|重複|まとめ|集約|置き換|置換|取り除|除外|除去|外す|全面|再構成|再構築|カット|縮小"
    r"|撤回|凍結|中止|不要|見直|反対|やめ|止め|消去|短縮|要約|書き換|刷新|差し替|移動|移設|移管|入れ替|順番|順序|並び|構成|構造|分割|分離"
    r"|remove|delete|move|revert|rewrite",
    re.IGNORECASE,
)


@value
class Damage:
    """One difference that was not meant: its kind, the node before, and what stood and stands there."""

    kind: str
    target: str
    was: str
    stands: str


@value
class Apart:
    """A section as it was meant, and the damage beside it."""

    meant: Node
    damage: tuple[Damage, ...]


@value
class _Spot:
    node: Node
    parent: str
    list: str
    room: str
    """The titled node, or the list of the section, in which it stands."""


def apart(before: Node, after: Node, prose: str, *, by_machine: bool = True, elsewhere: bool = False) -> Apart:
    """The section as the record means it; ``elsewhere``: it adds or rewrites text in another section.

    What a person wrote by hand is meant, but for letters that belong into no word.
    """
    return _Judging(before, after, plain(prose), by_machine=by_machine, elsewhere=elsewhere).judged()


def plain(text: str) -> str:
    """A text as it is looked for and looked into: no spaces, no forms of letters, no marks."""
    return re.sub(r"[\s*_`#>「」『』“”\"]+", "", unicodedata.normalize("NFKC", text))


def adds_much(before: Node, after: Node) -> bool:
    """Whether text is added or rewritten at all."""
    return bool(_Judging(before, after, "", by_machine=False, elsewhere=False).busy)


class _Judging:
    def __init__(self, before: Node, after: Node, prose: str, *, by_machine: bool, elsewhere: bool) -> None:
        self.before, self.after, self.prose = before, after, prose
        self.old, self.new = _spots(before), _spots(after)
        self.differing = {
            name: spans(_words(self.old[name].node), _words(self.new[name].node))
            for name in self.old.keys() & self.new.keys()
            if _words(self.old[name].node) != _words(self.new[name].node)
        }
        self.repeated = self.terms()
        self.busy = self.busy_rooms()
        self.is_apart = by_machine and (bool(self.busy) or elsewhere)
        self.found: list[Damage] = []

    def judged(self) -> Apart:
        back = {name: text for name in self.new if (text := self.reworded(name)) is not None}
        lost = self.dropped() if self.is_apart and not _OF_TAKING.search(self.prose) else {}
        forms = self.shifted() if self.is_apart and not _OF_TAKING.search(self.prose) else {}
        if not self.found:
            return Apart(self.after, ())
        meant = _mended(self.after, back, forms)
        for name in lost:
            meant = _with_child(
                meant, self.old[name].parent, self.old[name].list, self.old[name].node, self.old_order(name)
            )
        return Apart(meant, tuple(self.found))

    def busy_rooms(self) -> set[str]:
        """The passages in which text is added or rewritten."""
        rooms = set()
        for name, spot in self.new.items():
            if name not in self.old:
                rooms |= {spot.room, name, self.new[spot.parent].room if spot.parent in self.new else spot.parent}
            elif name in self.differing and not self.is_small(name):
                put = sum(span.later_end - span.later_start for span in self.differing[name])
                if put > _TELLING:
                    rooms |= {spot.room, name}
        return rooms

    def is_small(self, name: str) -> bool:
        """Whether only a few letters of a sentence differ."""
        held, text = self.differing[name], _words(self.new[name].node)
        small = (span.size <= _SMALL or _is_latin(text, span) for span in held)
        return len(held) <= _FEW and all(small)

    def terms(self) -> frozenset[tuple[str, str]]:
        """Words that are put for others in several places: that is somebody's wish."""
        counted = Counter(pair for name in self.differing for pair in set(self.pairs(name)))
        return frozenset(pair for pair, count in counted.items() if count > 2 and len(pair[0]) > 1)

    def pairs(self, name: str) -> Iterator[tuple[str, str]]:
        """Words and what stands for them; letters that are hardly apart are one word."""
        one, other = _words(self.old[name].node), _words(self.new[name].node)
        for span in joined(self.differing[name], _AROUND):
            yield one[span.start : span.end], other[span.later_start : span.later_end]

    def reworded(self, name: str) -> str | None:
        """The words of a node with what was garbled or cut off put back, None where nothing was."""
        if name not in self.differing:
            return None
        one, other = _words(self.old[name].node), _words(self.new[name].node)
        foreign = [span for span in self.differing[name] if self.is_foreign(one, other, span)]
        slips = self.slips(name, one, other)
        back = [span for span in self.differing[name] if span in foreign or span in slips]
        if not back:
            return None
        kind = DROPPED if slips and self.is_cut(other, slips) else GARBLED
        self.found += [
            Damage(kind, name, one[span.start : span.end], other[span.later_start : span.later_end]) for span in back
        ]
        return with_back(other, one, back)

    def is_foreign(self, one: str, other: str, span: Span) -> bool:
        """Whether letters come in that do not belong into the word, within words that stayed."""
        if span.size > _SMALL_FOREIGN or span.later_start == span.later_end:
            return False
        there = [each for each in _odd(other) if each[0] < span.later_end and span.later_start < each[1]]
        return bool(there) and not any(each[0] < span.end and span.start < each[1] for each in _odd(one))

    def slips(self, name: str, one: str, other: str) -> Sequence[Span]:
        """The differences of a sentence nobody spoke of, in a passage where nothing is new."""
        held = self.differing[name]
        if not self.is_apart or self.is_busy(name) or any(pair in self.repeated for pair in self.pairs(name)):
            return ()
        if self.is_cut(other, held):
            is_meant = _OF_TAKING.search(self.prose) or self.speaks_of(one[held[0].start : held[0].end])
            return () if is_meant else held
        if (
            not self.is_small(name)
            or _OF_WORDING.search(self.prose)
            or any(map(str.isdigit, _changed(one, other, held)))
        ):
            return ()
        return () if any(self.quotes(one, other, span) for span in held) else held

    def is_cut(self, other: str, held: Sequence[Span]) -> bool:
        """Whether the rest of a sentence is gone."""
        return len(held) == 1 and held[0].later_start == held[0].later_end == len(other) and held[0].size > _TELLING

    def is_busy(self, name: str) -> bool:
        return name in self.busy or self.old[name].room in self.busy or self.new[name].room in self.busy

    def quotes(self, one: str, other: str, span: Span) -> bool:
        """Whether the words of the record show the place, as it was or as it is."""
        then = plain(one[max(0, span.start - _AROUND) : span.end + _AROUND])
        now = plain(other[max(0, span.later_start - _AROUND) : span.later_end + _AROUND])
        return then in self.prose or now in self.prose

    def speaks_of(self, words: str) -> bool:
        """Whether the record quotes a piece of some words, or uses many of them."""
        held = plain(words)
        places = range(max(1, len(held) - _TELLING + 1))
        terms = set(_TERM.findall(held))
        named = sum(term in self.prose for term in terms)
        return named > len(terms) * _NAMED or any(held[place : place + _TELLING] in self.prose for place in places)

    def dropped(self) -> Mapping[str, None]:
        """The points that are gone from passages in which nothing is new, outermost first."""
        lost: dict[str, None] = {}
        for name, spot in self.old.items():
            if name in self.new or spot.parent in lost or not spot.node.text:
                continue
            is_kept = spot.parent == self.before.id or spot.parent in self.new
            inner = {each.id for each in spot.node.walk()}
            if not is_kept or spot.room in self.busy or inner & self.new.keys():
                continue
            words = " ".join(_words(each) for each in spot.node.walk())
            if not self.speaks_of(words):
                lost[name] = None
                self.found.append(Damage(DROPPED, name, words, ""))
        return lost

    def shifted(self) -> Mapping[str, Node]:
        """The points that say what they said in another form, with the form that they had."""
        held: dict[str, Node] = {}
        for name, spot in self.old.items():
            there = self.new.get(name)
            if there is None or there.node.form is spot.node.form or name in self.differing or self.is_busy(name):
                continue
            held[name] = spot.node
            self.found.append(Damage(SHIFTED, name, spot.node.form.value, there.node.form.value))
        return held

    def old_order(self, name: str) -> Sequence[str]:
        """The neighbours before a node, nearest first."""
        spot = self.old[name]
        parent = self.before if spot.parent == self.before.id else self.old[spot.parent].node
        ids = [each.id for each in parent.children(spot.list)]
        return ids[: ids.index(name)][::-1]


def _is_latin(text: str, span: Span) -> bool:
    """Whether Latin letters came into the midst of a Japanese word."""
    put = text[span.later_start : span.later_end]
    around = text[max(0, span.later_start - 1) : span.later_start] + text[span.later_end : span.later_end + 1]
    is_word = len(around) == 2 and all(sign > "\u3040" for sign in around)
    return is_word and span.size <= _TELLING and put.isascii() and put.isalpha()


def _odd(text: str) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in findings(text) if each.code in _FOREIGN]


def _changed(one: str, other: str, held: Sequence[Span]) -> str:
    return "".join(one[span.start : span.end] + other[span.later_start : span.later_end] for span in held)


def _words(node: Node) -> str:
    return node.title or node.text


def _spots(section: Node) -> dict[str, _Spot]:
    found: dict[str, _Spot] = {}

    def walk(node: Node, room: str) -> None:
        for name, children in node.lists:
            for child in children:
                here = room or f"#{name}"
                found[child.id] = _Spot(child, node.id, name, child.id if child.title else here)
                walk(child, child.id if child.title else here)

    walk(section, "")
    return found


def _mended(node: Node, words: Mapping[str, str], forms: Mapping[str, Node]) -> Node:
    lists = tuple((name, tuple(_mended(child, words, forms) for child in held)) for name, held in node.lists)
    if node.id in words:
        node = replace(node, **{"title" if node.title else "text": words[node.id]})
    form = forms[node.id].form if node.id in forms else node.form
    return replace(node, form=form, lists=lists)


def _with_child(node: Node, parent: str, name: str, child: Node, before: Sequence[str]) -> Node:
    """The tree with a child put back behind the nearest neighbour that it had."""
    if node.id == parent:
        held = list(node.children(name))
        ids = [each.id for each in held]
        place = next((ids.index(each) + 1 for each in before if each in ids), 0)
        return node.with_children(name, (*held[:place], child, *held[place:]))
    lists = {each: tuple(_with_child(one, parent, name, child, before) for one in held) for each, held in node.lists}
    return replace(node, lists=in_order(lists))
