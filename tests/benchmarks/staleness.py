"""How many open proposals of 2025 a person must see again on the final text: ``python tests/benchmarks/staleness.py``.

Every version of every file is known by the one before it, so that ids are carried along to the final text; each open
proposal is then applied to it as ``submit`` does. ``--row`` adopts open ones in random order, one after another.
What git merges cleanly and is refused here is listed, and what git merges cleanly into something unsound.
``--sample N`` prints N clean ones as old/new tables, to be read.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from living_manifesto.core.amend.diff import diff
from living_manifesto.core.amend.resolution import Fit, Resolution
from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.values import value
from living_manifesto.intake.markdown.whole import Whole, in_order, take
from living_manifesto.intake.pairing import spots
from living_manifesto.intake.pulls.campaign import Campaign, Expressed
from living_manifesto.intake.pulls.express import whole as whole_of_areas
from living_manifesto.intake.pulls.links import Places
from living_manifesto.intake.pulls.patch import apply_patch
from living_manifesto.intake.pulls.records import Record, Unreadable, records
from living_manifesto.intake.pulls.versions import version
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
    as_written(campaign, cases, today)
    beside_git(cases, today, blobs, places, folder(data, "head"))
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
    near = [each.record.number for each in judged if each.resolution and each.resolution.fit is Fit.APPROXIMATE]
    print(f"  at a place near by: {near}")
    print("git beside us:")
    beside = Counter((each.git, each.resolution.fit if each.resolution else "none") for each in cases)
    for (git, fit), count in sorted(beside.items()):
        print(f"    git {git}, here {fit}: {count}")


def as_written(campaign: Campaign, cases: Sequence[Case], today: Outline) -> None:
    """How many need a person if what a record damages counts as meant, too."""
    fits = Counter[Fit]()
    for each in cases:
        if each.resolution is not None and each.expressed.damage:
            texts = campaign.texts(each.record)
            if None not in (*texts.before.values(), *texts.after.values()):
                changes = diff(_around(texts.before), _around(texts.after))
                fits[resolve(None, today, changes, each.expressed.home, f"20250101-{each.record.number:06}").fit] += 1
        elif each.resolution is not None:
            fits[each.resolution.fit] += 1
    share = fits[Fit.NEEDS_PERSON] / fits.total()
    print(f"with the damage that records do: {fits[Fit.NEEDS_PERSON]} of {fits.total()} need a person ({share:.1%})")


def _around(sections: Mapping[str, Node | None]) -> Node:
    held = tuple(node for node in sections.values() if node is not None)
    return whole_of_areas((Node("elsewhere").with_children("sections", held),))


def beside_git(cases: Sequence[Case], today: Outline, blobs: Blobs, places: Places, files: dict[str, str]) -> None:
    """Where git and we part on what git merges cleanly."""
    merged = [each for each in cases if each.git == "clean" and each.resolution is not None]
    for each in merged:
        if each.resolution and each.resolution.fit is Fit.NEEDS_PERSON:
            needs = ", ".join(sorted({str(note.need) for note in each.resolution.needs}))
            print(f"  git clean, refused here: #{each.record.number} ({needs})")
    found: dict[str, list[int]] = {}
    for each in merged:
        if each.resolution and each.resolution.fit is not Fit.NEEDS_PERSON:
            kinds = {"damage, left out here"} if each.expressed.damage else parting(each, today, blobs, places, files)
            for kind in kinds:
                found.setdefault(kind, []).append(each.record.number)
    print(f"git clean: {len(merged)}; its text against ours:")
    for kind, numbers in sorted(found.items()):
        print(f"    {kind}: {len(numbers)} {numbers[:40] if kind != SAME else ''}")


SAME = "the same"


def parting(each: Case, today: Outline, blobs: Blobs, places: Places, files: dict[str, str]) -> set[str]:
    """How the text that git makes of a record on the final text differs from ours, file by file."""
    assert each.resolution is not None
    ours = {node.id: node for area in each.resolution.root.children("areas") for node in area.children("sections")}
    kinds = set()
    for touched in each.record.files:
        name = places.sections.get(touched.stood_at, "")
        before = blobs.text(touched.before) if touched.before else None
        if touched.status != "M" or before is None or touched.stood_at not in files or name not in ours:
            continue
        stands = today.places[name].node
        text = three_way(files[touched.stood_at], before, apply_patch(before, touched.patch))
        if text is not None:
            theirs = places.turned(version(name, touched.stood_at, text, stands).section)
            kinds.add(apart(theirs, ours[name]))
    return kinds or {"not compared"}


def three_way(stands: str, before: str, after: str) -> str | None:
    """The text of git's own merge, None where it is none."""
    with tempfile.TemporaryDirectory() as scratch:
        paths = [Path(scratch) / name for name in ("stands", "before", "after")]
        for path, text in zip(paths, (stands, before, after), strict=True):
            path.write_text(text, encoding="utf-8", newline="")
        done = subprocess.run(["git", "merge-file", "-p", *map(str, paths)], capture_output=True, check=False)
    return done.stdout.decode() if done.returncode == 0 else None


def apart(theirs: Node, ours: Node) -> str:
    """What is wrong with one text where the other is right, as far as lines and their headings tell."""
    one, other = (Counter((spot.path, spot.words) for spot in spots(held)) for held in (theirs, ours))
    if one == other:
        return SAME
    more, less = one - other, other - one
    if any(one[line] > 1 and other[line] for line in more):
        return "a line stands twice"
    if {words for _, words in more} & {words for _, words in less}:
        return "a line stands under another heading"
    return "a line is missing" if less and not more else "other lines" if less else "more lines"


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
