"""The two manifestos of 2025 and every version that a proposal was written against come and go unharmed."""

from __future__ import annotations

import gzip
import os
from functools import cache
from pathlib import Path

import pytest

from intake.markdown.speech import named, without_ids
from living_manifesto.core.nodes import Form
from living_manifesto.intake.markdown.export import Export
from living_manifesto.intake.markdown.noise import compare
from living_manifesto.intake.markdown.read import read
from living_manifesto.intake.markdown.whole import Taken, Whole, in_order, take
from living_manifesto.intake.markdown.write import write
from living_manifesto.rules.hygiene import findings

SHARED = Path(os.environ.get("LIVING_MANIFESTO_SHARED", Path(__file__).parents[3].parent / "shared")) / "data"

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the real data of 2025 is not at {SHARED}: set LIVING_MANIFESTO_SHARED to its folder"
)


@cache
def folder(version: str) -> dict[str, str]:
    paths = {path.name: path for path in (SHARED / f"manifesto-2025-{version}").glob("*.md")}
    return {name: paths[name].read_bytes().decode() for name in in_order(list(paths))}


@cache
def versions() -> dict[str, str]:
    return {path.name: gzip.decompress(path.read_bytes()).decode() for path in (SHARED / "before").glob("*.md.gz")}


@cache
def manifesto(version: str) -> Taken:
    return take(folder(version), manifesto("first").whole if version == "head" else Whole())


@pytest.mark.parametrize(("version", "files"), [("first", 23), ("head", 31)])
def test_every_file_is_written_again_as_it_was_up_to_noise(version: str, files: int) -> None:
    whole = manifesto(version).whole
    again = Export(whole.root, whole.layouts).files()
    assert again.keys() == folder(version).keys()
    compared = {name: compare(text, again[name]) for name, text in folder(version).items()}
    assert [name for name, held in compared.items() if not held.same] == []
    assert len(compared) == files
    # Numbers come out as they were, full-width or not, but for three slips in hand-made tables.
    assert sum(held.noise.get("numbers", 0) for held in compared.values()) <= 3


@pytest.mark.parametrize("version", ["first", "head"])
def test_hardly_anything_stays_raw(version: str) -> None:
    accounts = manifesto(version).accounts
    assert sum(each.raw for each in accounts) <= 0.02 * sum(each.nodes for each in accounts)
    assert sum(each.lost for each in accounts) == 0


@pytest.mark.parametrize("version", ["first", "head"])
def test_no_text_breaks_a_rule(version: str) -> None:
    nodes = [node for section in manifesto(version).whole.sections.values() for node in section.walk()]
    assert [found for node in nodes for text in (node.title, node.text) for found in findings(text)] == []


@pytest.mark.parametrize("version", ["first", "head"])
def test_the_same_again_changes_nothing(version: str) -> None:
    whole = manifesto(version).whole
    assert take(folder(version), whole).whole == whole


def test_two_renamed_files_stay_the_sections_that_they_were() -> None:
    first, head = (manifesto(version).whole.layouts for version in ("first", "head"))
    renamed = {name for name in first.keys() & head.keys() if first[name].file != head[name].file}
    assert renamed == {"section-13", "section-22"}
    assert first.keys() - head.keys() == {"section-23"}


def test_all_versions_come_back_up_to_noise_and_read_the_same() -> None:
    assert len(versions()) == 232
    odd, raw, nodes = [], 0, 0
    for name, text in versions().items():
        held = read(text)
        section = named(held)
        again = write(section, held.layout_of(section), held.number or 1)
        if not compare(text, again).same or without_ids(read(again, section).section) != without_ids(held.section):
            odd.append(name)
        raw += sum(node.form is Form.RAW for node in section.walk())
        nodes += sum(1 for _ in section.walk()) - 1
    assert odd == []
    assert raw <= 0.02 * nodes
