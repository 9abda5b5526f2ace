"""Small random manifestos, and random edits of them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from living_manifesto.core.amend.apply import examine
from living_manifesto.core.amend.conflict import Conflict
from living_manifesto.core.amend.draft import Draft
from living_manifesto.core.changes import FIRST, LAST, Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import CHILD_KIND, LISTS, ROOT, Form, Kind, Node, in_order
from living_manifesto.core.outline import Outline

WORDS = ("学校を", "強く", "する", "防衛力", "は", "、", "AI", "2030", "年に", "見直す", " ", "\n")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map("".join)
_NODE_IDS = [f"n{number}" for number in range(9)]
_GLOBAL_IDS = [f"g{number}" for number in range(6)]


@st.composite
def trees(draw: st.DrawFn) -> Node:
    """A manifesto with a few areas, sections and nodes; the same node ids come in several sections."""
    names = draw(st.permutations(_GLOBAL_IDS))
    root = Node(ROOT, title="マニフェスト")
    areas = []
    for _ in range(draw(st.integers(0, 2))):
        sections = tuple(
            _filled(draw, names.pop(), Kind.SECTION, draw(st.permutations(_NODE_IDS))[:7], 0)
            for _ in range(draw(st.integers(0, 2)))
        )
        areas.append(Node(names.pop(), title=draw(texts)).with_children("sections", sections))
    return root.with_children("areas", tuple(areas))


def _filled(draw: st.DrawFn, name: str, kind: Kind, ids: list[str], depth: int) -> Node:
    lists = {}
    for held in LISTS[kind]:
        most = 0 if depth > 3 else min(len(ids), 3)
        count = draw(st.integers(0, most)) if most else 0
        lists[held] = tuple(
            _filled(draw, ids.pop(), CHILD_KIND[held], ids, depth + 1) for _ in range(min(count, len(ids))) if ids
        )
    if kind is Kind.POINT:
        return Node(name, text=draw(texts), form=draw(st.sampled_from(Form)), lists=in_order(lists))
    number = draw(st.sampled_from([None, 4])) if kind is Kind.SECTION else None
    return Node(name, title=draw(texts), number=number, lists=in_order(lists))


@st.composite
def changes_on(draw: st.DrawFn, root: Node, least: int = 0, most: int = 6, stem: str = "k3f9tw") -> tuple[Change, ...]:
    """Changes that apply to a tree one after another, with full addresses."""
    draft = Draft(Outline.of(root))
    made: list[Change] = []
    tries = 0
    wanted = draw(st.integers(least, most))
    while len(made) < wanted and tries < 4 * wanted:
        tries += 1
        keys = list(draft.subtree(ROOT))
        change = _change(draw, draft, keys, f"{stem}-{tries}")
        edit = examine(draft, change, "")
        if not isinstance(edit, Conflict):
            draft.make(edit)
            made.append(change)
    return tuple(made)


def _change(draw: st.DrawFn, draft: Draft, keys: Sequence[str], fresh: str) -> Change:
    target = draw(st.sampled_from(keys))
    place = draft.at(target)
    match draw(st.sampled_from(["add", "add", "replace", "replace", "remove", "move", "move"])):
        case "add":
            name = draw(st.sampled_from(LISTS[place.kind]))
            node_id = draw(st.sampled_from([fresh, *_NODE_IDS]))
            kind = CHILD_KIND[name]
            node = Node(node_id, text=draw(texts)) if kind is Kind.POINT else Node(node_id, title=draw(texts))
            if kind not in (Kind.AREA, Kind.SECTION) and draw(st.booleans()):
                inner = Node(f"{node_id}x", text=draw(texts))
                node = node.with_children("points", (inner,))
            return Add(target, _anchor(draw, draft, target, name), node, name)
        case "replace" if place.kind is Kind.POINT:
            if draw(st.integers(0, 3)) == 0:
                return Replace(target, "form", place.node.form.value, draw(st.sampled_from(Form)).value)
            return Replace(target, "text", place.node.text, draw(texts))
        case "replace":
            if place.kind is Kind.SECTION and draw(st.booleans()):
                number = "" if place.node.number is None else str(place.node.number)
                return Replace(target, "number", number, draw(st.sampled_from(["", "4", "7"])))
            return Replace(target, "title", place.node.title, draw(texts))
        case "remove":
            return Remove(target)
        case _:
            return draw(st.one_of([st.just(Remove(target)), *_moves(draft, keys, target)]))


def _moves(draft: Draft, keys: Sequence[str], target: str) -> list[st.SearchStrategy[Change]]:
    kind = draft.at(target).kind
    return [
        st.sampled_from([FIRST, LAST, *siblings]).map(lambda after, key=key, name=name: Move(target, key, after, name))
        for key in keys
        for name in LISTS[draft.at(key).kind]
        if CHILD_KIND[name] is kind or {CHILD_KIND[name], kind} == {Kind.ITEM, Kind.PART}
        if (siblings := [draft.at(sibling).node.id for sibling in draft.children(key, name)]) is not None
    ]


@st.composite
def move_pairs(draw: st.DrawFn, root: Node) -> list[Change]:
    """Two ways to move one node that both apply; empty if none was found."""
    draft = Draft(Outline.of(root))
    keys = [key for key in draft.subtree(ROOT) if "/" in key]
    moves = _moves(draft, keys, draw(st.sampled_from(keys))) if keys else []
    found = draw(st.lists(st.one_of(moves), min_size=6, max_size=6)) if moves else []
    fitting = [move for move in found if not isinstance(examine(draft, move, ""), Conflict)]
    return fitting[:2] if len(fitting) > 1 else []


def _anchor(draw: st.DrawFn, draft: Draft, parent: str, name: str) -> str:
    siblings = [draft.at(key).node.id for key in draft.children(parent, name)]
    return draw(st.sampled_from([FIRST, LAST, *siblings]))
