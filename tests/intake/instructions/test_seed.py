"""The page of 2026 that everything began with: its second and third proposals are drafted, the first is not."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from living_manifesto.core.changes import Add
from living_manifesto.core.nodes import Node, in_order
from living_manifesto.intake.instructions import Drafted, Refused, draft

SHARED = Path(os.environ.get("LIVING_MANIFESTO_SHARED", Path(__file__).parents[3].parent / "shared"))
PAGE = SHARED / "seed" / "diplomacy-defense.txt"

pytestmark = pytest.mark.skipif(
    not PAGE.is_file(), reason=f"the real data of 2025 is not at {SHARED}: set LIVING_MANIFESTO_SHARED to its folder"
)


def points(name: str, text: str) -> tuple[Node, ...]:
    bullets = re.findall(r"^\s*•\s*(.+?)\s*$", text, re.MULTILINE)
    return tuple(Node(f"{name}-{count}", text=bullet) for count, bullet in enumerate(bullets, start=1))


def page() -> tuple[Node, list[str]]:
    """The section as far as instructions need it, and the three bodies."""
    text, _, rest = PAGE.read_text(encoding="utf-8").partition("議論されているトピック")
    vision, *parts = re.split(r"^4-\d\.\s*(.+)$", text, flags=re.MULTILINE)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    items = tuple(
        Node(f"item-{count}", title=title.strip(), lists=in_order({"points": points(f"p{count}", below)}))
        for count, (title, below) in enumerate(pairs, start=1)
    )
    section = Node("defense", title="外交・防衛", lists=in_order({"vision": points("v", vision), "items": items}))
    proposals = rest.partition("みんなからの提案")[2].split("理由:")[:-1]
    return section, [each.strip().splitlines()[-1].strip() for each in proposals]


def test_the_three_proposals_of_the_page() -> None:
    section, bodies = page()
    first, second, third = (draft(body, section, 4, "defense") for body in bodies)
    assert isinstance(first, Refused)
    assert isinstance(second, Drafted)
    assert isinstance(third, Drafted)
    (item,) = second.changes
    assert isinstance(item, Add)
    assert (item.to, item.list, item.after) == ("defense", "items", "last")
    assert item.node.title in bodies[1]
    (point,) = item.node.children("points")
    assert point.text in bodies[1]
    (added,) = third.changes
    assert isinstance(added, Add)
    assert (added.to, added.after) == ("item-3", "last")
    assert f"「{added.node.text}」" in bodies[2]
