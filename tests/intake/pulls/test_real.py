"""The pull requests of 2025: hardly one cannot be said by changes, and all that are give the text after exactly."""

from __future__ import annotations

import gzip
import os
import random
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from living_manifesto.intake.markdown.whole import Whole, in_order, take
from living_manifesto.intake.pulls.campaign import NO_TEXT, Campaign, Expressed
from living_manifesto.intake.pulls.records import Record, records
from living_manifesto.life.pulls import standing_of

SHARED = Path(os.environ.get("LIVING_MANIFESTO_SHARED", Path(__file__).parents[3].parent / "shared")) / "data"

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the real data of 2025 is not at {SHARED}: set LIVING_MANIFESTO_SHARED to its folder"
)


@cache
def whole() -> Whole:
    files = {path.name: path.read_bytes().decode() for path in (SHARED / "manifesto-2025-head").glob("*.md")}
    return take({name: files[name] for name in in_order(list(files))}).whole


@cache
def held() -> tuple[Record, ...]:
    with gzip.open(SHARED / "proposals-2025.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = list(records(lines))
    return tuple(each for each in found if isinstance(each, Record))


def blob(name: str) -> str | None:
    path = SHARED / "before" / f"{name}.md.gz"
    return gzip.decompress(path.read_bytes()).decode() if path.is_file() else None


@cache
def campaign() -> Campaign:
    standing, places = standing_of(whole())
    return Campaign(held(), blob, standing, places)


def judge(chosen: list[Record]) -> dict[int, Expressed]:
    found = {each.number: campaign().express(each) for each in chosen}
    touching = [each for each in found.values() if each.why != NO_TEXT]
    assert sum(not each.why for each in touching) >= 0.98 * len(touching)
    assert all(each.exact for each in touching if not each.why)
    assert not any(each.changes or each.exact for each in found.values() if each.why)
    damaged = sum(bool(each.damage) for each in found.values())
    assert 0.16 * len(found) <= damaged <= 0.30 * len(found)
    return found


def test_a_sample_is_expressed_exactly() -> None:
    judge(random.Random(5).sample(held(), 300))  # noqa: S311 - not a secret


@pytest.mark.slow
def test_all_are_expressed_exactly() -> None:
    found = judge([*held()])
    assert len(found) == 5828
    assert Counter(each.why for each in found.values())[""] >= 5800


def test_a_text_that_stands_today_has_the_ids_of_today() -> None:
    standing, _ = standing_of(whole())
    kept = all_nodes = 0
    for (file, _), version in campaign().versions.items():
        section = standing.sections.get(version.section.id)
        if section is None or standing.files.get(section.id) != file:
            continue
        ids = {(node.id, node.title or node.text) for node in section.walk()}
        words = {node.title or node.text for node in section.walk()}
        for node in version.section.walk():
            if (node.title or node.text) in words and len(node.text) > 20:
                all_nodes += 1
                kept += (node.id, node.text) in ids
    assert all_nodes > 5_000
    assert kept >= 0.99 * all_nodes
