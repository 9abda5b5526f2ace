"""A small manifesto with a register, and the ways in which the tests alter it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from living_manifesto.core.changes import Add, Change, Remove, Replace
from living_manifesto.core.nodes import Node, in_order
from living_manifesto.core.proposals import Decision, Outcome, Proposal, ProposalKind, Redaction, Source
from living_manifesto.core.snapshot import Baseline, Snapshot, Topic, Topics, text_digests
from living_manifesto.core.steps import ActKind, Judgement, judge
from living_manifesto.core.values import replace

BASELINE = "20260101-base01"
OPEN, OTHER, DEFERRED, DECLINED, ADOPTED, UNDRAFTED = (
    "20260110-aaaaaa",
    "20260110-bbbbbb",
    "20260110-cccccc",
    "20260110-dddddd",
    "20260110-eeeeee",
    "20260110-ffffff",
)
NEW = "20260201-nnnnnn"
NOTICE = Redaction("privacy", "2026-03-01", "sha256:" + "0" * 64)


def node(name: str, title: str = "", text: str = "", **lists: tuple[Node, ...]) -> Node:
    return Node(name, title, text, lists=in_order(lists))


def point(name: str, text: str, *below: Node) -> Node:
    return node(name, text=text, points=below)


MANIFESTO = node(
    "manifesto",
    "わたしたちのマニフェスト",
    areas=(
        node(
            "others",
            "その他重要分野",
            sections=(
                replace(
                    node(
                        "defense",
                        "外交・防衛",
                        vision=(point("v1", "平和を守る。"), point("v2", "対話を続ける。")),
                        items=(
                            node(
                                "alliances",
                                "同志国との連携",
                                points=(point("p1", "訓練を重ねる。"), point("p2", "情報を分け合う。")),
                                parts=(node("issues", "課題", points=(point("q1", "速さが足りない。"),)),),
                            ),
                            node("posture", "防衛力のかたち", points=(point("r1", "環境に合わせる。"),)),
                        ),
                    ),
                    number=4,
                ),
                node("energy", "エネルギー", items=(node("grid", "送電網", points=(point("g1", "強くする。"),)),)),
            ),
        ),
        node("economy", "経済", sections=(node("tax", "税", vision=(point("t1", "簡単にする。"),)),)),
    ),
)


def proposal(name: str, *changes: Change, outcome: Outcome | None = None, **fields: object) -> Proposal:
    decision = None if outcome is None else Decision(outcome, "この提案についての理由。", "policy-team")
    made = Proposal(
        name,
        "defense",
        "2026-01-10",
        kind=ProposalKind.REVISION,
        title="題",
        proposer="匿名",
        terms="2026-01",
        source=Source("web"),
        body="書いたこと。",
        reason="そう思うから。",
        changes=changes or None,
        decision=decision,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


REGISTER = (
    proposal(OPEN, Replace("v1", "text", "平和を守る。", "平和をつくる。")),
    proposal(OTHER, Add("alliances", "p2", point("bbbbbb-1", "人を送り合う。"), "points")),
    proposal(
        DEFERRED, Remove("r1"), decision=Decision(Outcome.DEFERRED, "予算を待つ。", "policy-team", until="2026-06-30")
    ),
    proposal(DECLINED, Remove("v2"), outcome=Outcome.DECLINED),
    proposal(ADOPTED, Replace("g1", "text", "直す。", "強くする。"), outcome=Outcome.ADOPTED, section="energy"),
    proposal(UNDRAFTED),
)


def snapshot(
    root: Node = MANIFESTO, proposals: Sequence[Proposal] = REGISTER, baselines: Sequence[Baseline] = ()
) -> Snapshot:
    sections = {section.id: area.id for area in root.children("areas") for section in area.children("sections")}
    paths = {
        "manifesto": "manifesto/manifesto.yaml",
        **{section: f"manifesto/{area}/{section}.yaml" for section, area in sections.items()},
        **{each.id: f"proposals/2026-01/{each.id}.yaml" for each in proposals},
        **{each.id: f"proposals/baselines/{each.id}.yaml" for each in baselines},
    }
    return Snapshot(
        root,
        {each.id: each for each in proposals},
        {"defense": Topics("defense", (Topic("t-1", "学校", proposals=(OPEN,)),))},
        {each.id: each for each in baselines},
        {"manifesto/manifesto.yaml": {"contact": "a@example.org"}, "manifesto/others/defense.yaml": {"owners": ["@a"]}},
        paths,
        contents=dict.fromkeys(paths.values(), "0"),
    )


def baseline(root: Node = MANIFESTO, name: str = BASELINE) -> Baseline:
    return Baseline(name, "はじまり", "2026-01-01", "https://example.org", text_digests(root))


BEFORE = snapshot(baselines=(baseline(),))

Edit = Callable[[Snapshot], Snapshot]


def mended(root: Node, name: str, change: Callable[[Node], Node | None]) -> Node:
    """The tree with the node of that id (unique in this world) put through ``change``; None takes it away."""
    lists = {}
    for held, children in root.lists:
        kept = []
        for child in children:
            result = change(child) if child.id == name else mended(child, name, change)
            if result is not None:
                kept.append(result)
        lists[held] = tuple(kept)
    return replace(root, lists=in_order(lists))


def text(name: str, change: Callable[[Node], Node | None]) -> Edit:
    """An edit of one node of the manifesto."""
    return lambda tree: replace(tree, root=mended(tree.root, name, change))


def fields(name: str, **values: object) -> Edit:
    """An edit of the fields of one node."""
    return text(name, lambda found: replace(found, **values))  # type: ignore[arg-type]


def children(name: str, held: str, change: Callable[[tuple[Node, ...]], tuple[Node, ...]]) -> Edit:
    """An edit of one list of a node."""
    return text(name, lambda found: found.with_children(held, change(found.children(held))))


def put(made: Proposal) -> Edit:
    """A proposal put into the register, at its usual place if it is new."""

    def edit(tree: Snapshot) -> Snapshot:
        path = tree.paths.get(made.id, f"proposals/2026-01/{made.id}.yaml")
        return replace(tree, proposals={**tree.proposals, made.id: made}, paths={**tree.paths, made.id: path})

    return edit


def altered(name: str, **values: object) -> Edit:
    """An edit of the fields of one proposal."""
    return lambda tree: put(replace(tree.proposals[name], **values))(tree)  # type: ignore[arg-type]


def decided(name: str, outcome: Outcome, **values: object) -> Edit:
    """A decision on a proposal, with further edits of its fields."""
    return altered(name, decision=Decision(outcome, "理由。", "policy-team"), **values)


def recorded(name: str, made_from: Callable[[Snapshot], Node] = lambda tree: tree.root) -> Edit:
    """A baseline of the tree as it is by then."""

    def edit(tree: Snapshot) -> Snapshot:
        record = baseline(made_from(tree), name)
        paths = {**tree.paths, name: f"proposals/baselines/{name}.yaml"}
        return replace(tree, baselines={**tree.baselines, name: record}, paths=paths)

    return edit


def after(*edits: Edit, before: Snapshot = BEFORE) -> Snapshot:
    """The tree after the edits."""
    for edit in edits:
        before = edit(before)
    return before


def step(*edits: Edit, before: Snapshot = BEFORE) -> Judgement:
    """The judgement of the step that the edits make."""
    return judge(before, after(*edits, before=before))


def acts(judgement: Judgement) -> set[tuple[ActKind, str]]:
    return {(act.kind, act.subject) for act in judgement.acts}


def codes(judgement: Judgement) -> set[str]:
    return {fault.code + (f".{fault.variant}" if fault.variant else "") for fault in judgement.faults}


ADOPT_OPEN: tuple[Edit, ...] = (decided(OPEN, Outcome.ADOPTED), fields("v1", text="平和をつくる。"))
ADOPT_OTHER: tuple[Edit, ...] = (
    decided(OTHER, Outcome.ADOPTED),
    children("alliances", "points", lambda old: (*old, point("bbbbbb-1", "人を送り合う。"))),
)
