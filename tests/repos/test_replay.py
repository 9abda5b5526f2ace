"""``manifesto replay``: what was merged there is adopted here, gaps are told, and the audit holds."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from intake.markdown.village import TRANSPORT as TEXT
from intake.markdown.village import VILLAGE
from intake.pulls.samples import TRANSPORT, export, file, record
from living_manifesto.intake.pulls.patch import blob_id
from support.town import Town

NIGHT = TEXT.replace("* でこぼこを直します。", "* でこぼこを直します。\n* 夜も明るい道にします。")
MEANWHILE = NIGHT.replace("* 朝は満員です。", "* 朝も夕方も満員です。")
LATER = MEANWHILE.replace("* 夜も明るい道にします。", "* 夜も明るく、歩きやすい道にします。")
FIRST = record(1, file(TRANSPORT, NIGHT), state="merged", merged_at="2026-02-03T00:00:00Z", title="夜の道")
AFTER_A_GAP = record(
    2, file(TRANSPORT, LATER, before=MEANWHILE), state="merged", merged_at="2026-02-05T00:00:00Z", title="歩く道"
)
NOISE = record(
    3,
    file(TRANSPORT, NIGHT.replace("* でこぼこ", "- でこぼこ"), before=NIGHT),
    state="merged",
    merged_at="2026-02-04T00:00:00Z",
)
CLEAN = record(4, file(TRANSPORT, TEXT + "* 雪もかきます。\n"), title="雪の道")
OVERTAKEN = record(5, file(TRANSPORT, TEXT.replace("* 朝は満員です。", "* 朝も夜も満員です。")), title="満員")
DAMAGING = record(
    6,
    file("12_子ども.md", VILLAGE["12_子ども.md"].replace("木を植えます。", "木を植えま달す。\n* 花も植えます。")),
    state="merged",
    merged_at="2026-02-06T00:00:00Z",
    title="花を植える",
)
SHARED = Path(os.environ.get("LIVING_MANIFESTO_SHARED", Path(__file__).parents[2].parent / "shared")) / "data"
ALL = (FIRST, AFTER_A_GAP, NOISE, CLEAN, OVERTAKEN)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    folder = tmp_path / "policy"
    folder.mkdir()
    for name, text in VILLAGE.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def answer(town: Town, *given: str, code: int = 0) -> dict[str, Any]:
    done = town.run("replay", *given, "--json")
    assert done.returncode == code, done.stdout + done.stderr
    held: dict[str, Any] = json.loads(done.stdout)
    return held


def blobs_of(path: Path, *texts: str) -> Path:
    """The texts that records found, beside those of the village."""
    for text in texts:
        (path.parent / "before" / f"{blob_id(text)}.md.gz").write_bytes(gzip.compress(text.encode()))
    return path


def test_what_was_merged_is_adopted_in_its_order_and_the_audit_holds(town: Town, first: Path, tmp_path: Path) -> None:
    path, kept = blobs_of(export(tmp_path, *ALL), NIGHT, MEANWHILE), tmp_path / "kept"
    told = answer(town, str(first), str(path), "--keep", str(kept))
    assert (told["records"], told["proposals"], told["refused"]) == (5, 5, [])
    assert told["branches"] == told["pulls"] == 5
    assert [(each["number"], each["ending"], each["gaps"]) for each in told["merged"]] == [
        (1, "equal", []),
        (3, "no_change", []),
        (2, "equal", ["section-11"]),
    ]
    assert told["gaps"] == 1
    # Of the open ones, the noise has no change, one still fits, one was overtaken.
    assert told["open"]["not_drafted"] == 1
    assert (told["open"]["clean"], told["open"]["needs_person"]) == (1, 1)
    assert told["open"]["causes"] == {"text_changed": 1}
    assert told["audit"]["open"] == 0
    assert [each["stage"] for each in told["stages"]][-1] == "audit the whole history"
    lived = Town(kept)
    assert "夜も明るく、歩きやすい道にします。" in lived.read("manifesto/area-10/section-11.yaml")
    audit = json.loads(lived.run("audit", "--json").stdout)
    assert audit["checkpoint"] == told["audit"]["checkpoint"]
    assert lived.git("status", "--porcelain") == ""


def test_damage_that_came_with_a_merge_stands_as_a_baseline_of_its_own(town: Town, first: Path, tmp_path: Path) -> None:
    told = answer(town, str(first), str(export(tmp_path, DAMAGING)))
    (merged,) = told["merged"]
    assert (merged["ending"], merged["gaps"], merged["damaged"]) == ("equal", [], ["section-12"])
    assert any("달" in word for word in told["allowed_words"])


def test_only_each_nth_of_the_others_is_taken(town: Town, first: Path, tmp_path: Path) -> None:
    path = blobs_of(export(tmp_path, *ALL), NIGHT, MEANWHILE)
    told = answer(town, str(first), str(path), "--every", "4")
    assert (told["records"], len(told["merged"])) == (4, 3)


def test_the_table_is_for_people_in_both_languages(town: Town, first: Path, tmp_path: Path) -> None:
    path = blobs_of(export(tmp_path, *ALL), NIGHT, MEANWHILE)
    english = town.run("replay", str(first), str(path), "--lang", "en")
    assert english.returncode == 0, english.stderr
    assert "5 records: 5 proposals, 0 refused" in english.stdout
    assert "Gaps: 1 found another text than the one reached; baselines put 1 sections right." in english.stdout
    japanese = town.run("replay", str(first), str(path), "--lang", "ja")
    assert japanese.returncode == 0
    assert not any(word in japanese.stdout for word in ("records", "branches", "seconds", "stage"))


def test_a_folder_that_holds_something_is_not_touched(town: Town, first: Path, tmp_path: Path) -> None:
    path = export(tmp_path, FIRST)
    done = town.run("replay", str(first), str(path), "--keep", str(first), "--lang", "en")
    assert done.returncode == 2
    assert "Nothing is written over." in done.stderr
    assert sorted(each.name for each in first.iterdir()) == sorted(VILLAGE)


@pytest.mark.slow
@pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the real data of 2025 is not at {SHARED}: set LIVING_MANIFESTO_SHARED to its folder"
)
def test_the_first_weeks_of_2025_come_to_the_recorded_texts(town: Town, tmp_path: Path) -> None:
    with gzip.open(SHARED / "proposals-2025.jsonl.gz", "rt", encoding="utf-8") as lines:
        held = [json.loads(each) for each in lines]
    merged = sorted((each for each in held if each["merged_at"]), key=lambda each: each["merged_at"])[:40]
    others = [each for each in held if not each["merged_at"]][5::300]
    path = tmp_path / "pulls.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in [*merged, *others]), encoding="utf-8")
    told = answer(town, str(SHARED / "manifesto-2025-first"), str(path), "--blobs", str(SHARED / "before"))
    assert {each["ending"] for each in told["merged"]} == {"equal", "no_change"}
    assert sum(each["ending"] == "equal" for each in told["merged"]) >= 28
    assert 10 <= told["gaps"] <= 25
    assert told["audit"]["open"] == 0
    assert told["proposals"] == told["branches"] == told["pulls"] == told["records"]
