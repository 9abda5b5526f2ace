"""A made-up town's manifesto of any size, the same for the same seed, for benchmarks and large tests."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.ids import added_node_id, proposal_id
from living_manifesto.core.kinds import computed_kind
from living_manifesto.core.nodes import ROOT, Node, digest
from living_manifesto.core.proposals import Drafted, Proposal, Source
from living_manifesto.core.snapshot import Baseline, structure, text_digests
from living_manifesto.documents import decode, encode
from living_manifesto.documents.canonical import dump

_WHO = ("市は", "町は", "担当課は", "学校は", "事業者と市は", "地域の団体は")
_WHAT = ("保育所の空き情報", "路線バスの時刻", "避難所の備え", "図書館の開館時間", "水道管の更新計画", "空き家の活用策")
_HOW = ("毎月公表し", "住民と点検し", "三年ごとに見直し", "誰でも使える形で示し", "予算とあわせて説明し")
_WHY = ("暮らしの安心につなげます。", "待ち時間を短くします。", "無駄を減らします。", "次の世代に引き継ぎます。")
_THEMES = ("教育", "子育て", "防災", "交通", "環境", "福祉", "産業", "文化")


def sentence(dice: random.Random) -> str:
    """One plausible sentence of policy."""
    return f"{dice.choice(_WHO)}{dice.choice(_WHAT)}を{dice.choice(_HOW)}、{dice.choice(_WHY)}"


def manifesto(sections: int = 40, seed: int = 1) -> Node:
    """A manifesto of five sections an area."""
    dice = random.Random(seed)  # noqa: S311 - not a secret
    areas: list[Node] = []
    for place in range(sections):
        if place % 5 == 0:
            areas.append(Node(f"area-{place // 5 + 1}", f"分野{place // 5 + 1}"))
        held = areas[-1].children("sections")
        areas[-1] = areas[-1].with_children("sections", (*held, _section(place, dice)))
    return Node(ROOT, "町のマニフェスト").with_children("areas", tuple(areas))


def _section(place: int, dice: random.Random) -> Node:
    vision = tuple(Node(f"v{count}", text=sentence(dice)) for count in range(3))
    items = tuple(
        Node(f"i{item}", f"{dice.choice(_THEMES)}の取り組み{item}").with_children(
            "points", tuple(Node(f"i{item}-p{count}", text=sentence(dice)) for count in range(4))
        )
        for item in range(6)
    )
    section = Node(f"section-{place + 1}", f"{_THEMES[place % len(_THEMES)]}と暮らし{place + 1}")
    return section.with_children("vision", vision).with_children("items", items)


def proposals(root: Node, count: int, seed: int = 2) -> Iterator[Proposal]:
    """Open proposals spread over all sections: most add a point, some replace, remove or move one."""
    dice = random.Random(seed)  # noqa: S311
    sections = [section for area in root.children("areas") for section in area.children("sections")]
    for number in range(count):
        section = sections[number % len(sections)]
        received = f"2026-{1 + number % 3:02}-{1 + number % 28:02}"
        body = "".join(sentence(dice) for _ in range(dice.randint(2, 8))) + f"\n(整理番号{number}番の意見です。)"
        name = proposal_id(received, body, str(number), length=8)
        changes = _changes(section, added_node_id(name, 1), dice)
        yield Proposal(
            name,
            section.id,
            received,
            kind=computed_kind(changes),
            source=Source("web"),
            body=body,
            reason=sentence(dice),
            drafted=Drafted("proposer", confirmed=True),
            changes=changes,
        )


def _changes(section: Node, fresh: str, dice: random.Random) -> tuple[Change, ...]:
    item = dice.choice(section.children("items"))
    point = dice.choice(item.children("points"))
    draw = dice.random()
    if draw < 0.7:
        return (Add(item.id, dice.choice(["last", point.id]), Node(fresh, text=sentence(dice))),)
    if draw < 0.9:
        return (Replace(point.id, "text", point.text, sentence(dice) + sentence(dice)),)
    if draw < 0.95:
        return (Remove(point.id, digest(point)),)
    other = dice.choice([held for held in section.children("items") if held is not item])
    return (Move(point.id, other.id, "last", was=digest(point)),)


def build(folder: Path, root: Node, register: Iterator[Proposal]) -> None:
    """Write the repository's files, make it a git repository and commit everything."""
    settings = {"publisher": "見本の町", "language": "ja", "time_zone": "Asia/Tokyo", "license": "CC-BY-4.0"}
    file = decode.ManifestoFile(structure(root), settings)
    _write(folder / "manifesto/manifesto.yaml", dump(encode.manifesto(file), schema="../schemas/manifesto.schema.json"))
    for area in root.children("areas"):
        for section in area.children("sections"):
            text = dump(encode.section(section), schema="../../schemas/section.schema.json")
            _write(folder / f"manifesto/{area.id}/{section.id}.yaml", text)
    for proposal in register:
        month = f"{proposal.id[:4]}-{proposal.id[4:6]}"
        text = dump(encode.proposal(proposal), schema="../../schemas/proposal.schema.json")
        _write(folder / f"proposals/{month}/{proposal.id}.yaml", text)
    start = Baseline("20260101-st4rt0", "見本の始まりです。", "2026-01-01", "見本", text_digests(root))
    text = dump(encode.baseline(start), schema="../../schemas/baseline.schema.json")
    _write(folder / f"proposals/baselines/{start.id}.yaml", text)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "A made-up town")


def git(folder: Path, *arguments: str) -> None:
    """Run git with an identity of its own and without the user's configuration."""
    identity = ["-c", "user.name=Town", "-c", "user.email=town@example.org", "-c", "commit.gpgsign=false"]
    identity += ["-c", "gc.autoDetach=false"]  # what is measured must not run beside it
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
