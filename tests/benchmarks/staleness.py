"""How many open proposals of 2025 a person must see again on the final text: ``python tests/benchmarks/staleness.py``.

Every version of every file is known by the one before it, so that ids are carried along to the final text; each open
proposal is then applied to it as ``submit`` does. ``--row`` adopts open ones in random order, one after another.
``--sample N`` prints N clean ones as old/new tables, to be read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from living_manifesto.core.amend.resolution import Fit, Resolution
from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.outline import Outline
from living_manifesto.core.values import value
from living_manifesto.intake.markdown.whole import Whole, in_order, take
from living_manifesto.intake.pulls.campaign import Campaign, Expressed
from living_manifesto.intake.pulls.records import Record, Unreadable, records
from living_manifesto.life.pulls import standing_of
from living_manifesto.locale import speech_for
from living_manifesto.report.rows import Fate, rows

ROOT_FOLDER = Path(__file__).parents[2]
SEEDS = 20


@value
class Case:
    """One open record on the final text."""

    record: Record
    expressed: Expressed
    resolution: Resolution | None
    git: str


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=ROOT_FOLDER.parent / "shared", help="the folder of the real data"
    )
    parser.add_argument("--row", type=int, nargs="*", default=[100, 1000], help="how many are adopted in a row")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--sample", type=int, default=0, help="print so many clean ones as old/new tables")
    parser.add_argument("--every", type=int, default=1, help="only each n-th record")
    asked = parser.parse_args()
    data = asked.shared / "data"
    started = time.perf_counter()
    held = [each for each in read(data) if not isinstance(each, Unreadable)]
    whole = final(data)
    blobs = Blobs(data)
    standing, places = standing_of(whole)
    campaign = Campaign(held, blobs.text, standing, places)
    print(f"{len(held)} records read, final text taken in: {time.perf_counter() - started:.1f} s")
    facts = git_facts(data)
    today = Outline.of(whole.root)
    cases = [case(campaign, each, today, facts) for each in held[:: asked.every] if each.state == "open"]
    print(f"{len(cases)} open: {time.perf_counter() - started:.1f} s")
    report(cases)
    for count in asked.row:
        in_a_row(cases, today, count, asked.seeds)
    if asked.sample:
        show(cases, today, asked.sample)


def read(data: Path) -> list[Record | Unreadable]:
    """All records."""
    with gzip.open(data / "proposals-2025.jsonl.gz", "rt", encoding="utf-8") as lines:
        return list(records(lines))


def git_facts(data: Path) -> dict[int, str]:
    """What git makes of each record on the final text."""
    with gzip.open(data / "proposals-2025-facts.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {fact["number"]: fact["git_merge_head"] for fact in map(json.loads, lines)}


class Blobs:
    """The texts before."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "before"

    def text(self, name: str) -> str | None:
        """The text of a blob."""
        path = self._folder / f"{name}.md.gz"
        return gzip.decompress(path.read_bytes()).decode() if path.is_file() else None


def folder(data: Path, version: str) -> dict[str, str]:
    """The files of a manifesto."""
    found = {path.name: path.read_bytes().decode() for path in (data / f"manifesto-2025-{version}").glob("*.md")}
    return {name: found[name] for name in in_order(list(found))}


def final(data: Path) -> Whole:
    """The final text, its ids carried along from the first."""
    first = take(folder(data, "first")).whole
    return take(folder(data, "head"), first).whole


def case(campaign: Campaign, record: Record, today: Outline, facts: dict[int, str]) -> Case:
    """One record on the final text; no resolution where there is nothing to apply."""
    expressed = campaign.express(record)
    resolution = None
    if expressed.changes:
        resolution = resolve(None, today, expressed.changes, expressed.home, f"20250101-{record.number:06}")
    return Case(record, expressed, resolution, facts.get(record.number, "n/a"))


def report(cases: Sequence[Case]) -> None:
    """The shares, with what changes nothing but noise and without."""
    judged = [each for each in cases if each.resolution is not None]
    nothing = [each for each in cases if each.resolution is None and not each.expressed.why]
    other = Counter(each.expressed.why for each in cases if each.expressed.why)
    print(f"noise only: {len(nothing)}; without changes: {dict(other)}")
    counted = Counter(each.resolution.fit for each in judged if each.resolution)
    for fit in Fit:
        print(f"  {fit.value}: {counted[fit]} ({counted[fit] / len(judged):.1%} of those with changes)")
    person = counted[Fit.NEEDS_PERSON]
    print(f"needs a person: {person / len(judged):.1%} without noise-only ones, {person / len(cases):.1%} of all open")
    needs = Counter(
        ", ".join(sorted({str(note.need) for note in each.resolution.needs}))
        for each in judged
        if each.resolution and each.resolution.fit is Fit.NEEDS_PERSON
    )
    for need, count in needs.most_common():
        print(f"    {need}: {count}")
    print("git beside us:")
    beside = Counter((each.git, each.resolution.fit if each.resolution else "none") for each in cases)
    for (git, fit), count in sorted(beside.items()):
        print(f"    git {git}, here {fit}: {count}")


def in_a_row(cases: Sequence[Case], today: Outline, count: int, seeds: int) -> None:
    """How many fail when so many are adopted one after another, over some seeds."""
    able = [each for each in cases if each.resolution is not None]
    shares = []
    for seed in range(seeds):
        dice = random.Random(seed)  # noqa: S311 - not a secret
        now, failed = today, 0
        chosen = dice.sample(able, min(count, len(able)))
        for each in chosen:
            found = resolve(None, now, each.expressed.changes, each.expressed.home, f"20250101-{each.record.number:06}")
            if found.fit is Fit.NEEDS_PERSON:
                failed += 1
            elif found.changes:
                now = Outline.of(found.root)
        shares.append(failed / len(chosen))
    spread = f"{min(shares):.1%} to {max(shares):.1%}"
    print(f"{count} in a row: {statistics.mean(shares):.1%} fail (mean of {seeds} seeds, {spread})")


def show(cases: Sequence[Case], today: Outline, count: int) -> None:
    """Clean ones as old/new tables, beside the words of their proposers."""
    clean = [each for each in cases if each.resolution is not None and each.resolution.fit is Fit.CLEAN]
    stale = [each for each in clean if each.git == "conflict"]
    dice = random.Random(1)  # noqa: S311 - not a secret
    chosen = dice.sample(stale, min(count // 2, len(stale)))
    chosen += dice.sample([each for each in clean if each not in chosen], count - len(chosen))
    say = speech_for("ja")
    for each in chosen:
        assert each.resolution is not None
        print(f"\n== #{each.record.number} {each.record.title} (git: {each.git})")
        for row in rows(today, Outline.of(each.resolution.root), say):
            if row.fate is not Fate.OMITTED:
                print(f"  [{row.place}]\n    - {row.old}\n    + {row.new}")


if __name__ == "__main__":
    main()
