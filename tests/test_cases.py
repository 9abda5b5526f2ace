"""Every folder under ``cases``: what is wrong is named, in both languages, exactly as expected.

``input/`` lies over ``base/``; with ``after/`` the step from there is judged; ``removed.txt`` names files that the
step takes away; a ``table.csv`` is read as an export with our own headings, a ``pulls.jsonl`` as pull requests. The
folder's name begins with the code that must be among the faults.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from living_manifesto.core.codes import CODES
from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.documents.canonical import format_text
from living_manifesto.documents.fixing import fix
from living_manifesto.documents.reader import read
from living_manifesto.documents.vocabulary import CITIZENS_KEYS
from living_manifesto.intake.pulls.records import Unreadable, records
from living_manifesto.intake.table.columns import CHANGE_FIELDS, FIELDS, Columns, columns
from living_manifesto.intake.table.reading import Table, read_csv
from living_manifesto.intake.table.rows import Faulty, Reading, read_rows
from living_manifesto.locale import speech_for
from living_manifesto.report.text import render
from living_manifesto.rules.engine import check_file, check_together, ordered
from living_manifesto.rules.pages import page
from living_manifesto.rules.step import check_step
from support.held import Held, context, files_below

CASES = Path(__file__).parent / "cases"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir() and folder.name != "base")


def base() -> Held:
    return Held(files_below(CASES / "base"))


def faults_of(folder: Path) -> tuple[list[Diagnostic], Held]:
    """The faults of a case, and the tree in which they stand."""
    start = base()
    given = files_below(folder / "input")
    tree = start.but(given)
    if (folder / "table.csv").exists():
        return table_faults((folder / "table.csv").read_bytes(), tree), tree
    if (folder / "pulls.jsonl").exists():
        found = records((folder / "pulls.jsonl").read_text(encoding="utf-8").splitlines())
        return [each.fault("pulls.jsonl") for each in found if isinstance(each, Unreadable)], tree
    removed = folder / "removed.txt"
    gone = dict.fromkeys(removed.read_text(encoding="utf-8").split()) if removed.exists() else {}
    if (folder / "after").exists():
        later = tree.but({**files_below(folder / "after"), **gone})
        changed = [path for path in {*tree.files, *later.files} if tree.read(path) != later.read(path)]
        after = context(later, received=lambda path: path in tree.files)
        return check_step(context(tree), after, changed), later
    tree = tree.but(gone)
    surroundings = context(tree, received=lambda path: path in start.files and path not in given)
    checked = {path: check_file(path, surroundings) for path in tree.files if path in given}
    prints = {path: check_file(path, surroundings).fingerprint for path in tree.files}
    together = check_together(list(tree.files), prints, surroundings)
    return ordered([*(fault for each in checked.values() for fault in each.faults), *together]), tree


def table_faults(raw: bytes, tree: Held) -> list[Diagnostic]:
    table = read_csv(raw)
    assert isinstance(table, Table)
    held = columns({name: name for name in table.columns if name in FIELDS + CHANGE_FIELDS}, table.columns)
    assert isinstance(held, Columns)
    reading = Reading("table.csv", held, context(tree).tree.outline(), "Asia/Tokyo")
    rows = read_rows(table.records, reading)
    return [fault for row in rows if isinstance(row, Faulty) for fault in row.faults]


def report(faults: list[Diagnostic], tree: Held) -> str:
    texts = {path: raw.decode("utf-8", "replace").removeprefix("\ufeff") for path, raw in tree.files.items()}
    said = (render(faults, texts, speech_for(language), page) for language in ("ja", "en"))
    return "\n----------\n\n".join(said)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_fault_is_named_as_expected(folder: Path, bless: bool) -> None:
    faults, tree = faults_of(folder)
    assert folder.name[:5] in {fault.code for fault in faults}
    expected = folder / "expected.txt"
    said = report(faults, tree)
    if bless:
        expected.write_text(said, encoding="utf-8", newline="")
    assert said == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_mending_twice_is_mending_once(folder: Path) -> None:
    faults, tree = faults_of(folder)
    for path in {fault.file for fault in faults if fault.fixes}:
        once = mended(path, tree)
        assert mended(path, once).read(path) == once.read(path)
        kinds = {fault.code for fault in check_file(path, context(once)).faults if fault.fixes}
        assert not kinds, "what can be mended is mended in one go"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_mending_keeps_every_word_that_people_wrote(folder: Path) -> None:
    faults, tree = faults_of(folder)
    for path in {fault.file for fault in faults if fault.fixes}:
        before, after = (words(each.read(path), path) for each in (tree, mended(path, tree)))
        assert not before - after


@pytest.mark.parametrize("folder", [each for each in FOLDERS if each.name.startswith("LM107")], ids=lambda f: f.name)
def test_the_command_that_the_page_names_takes_the_brackets_away(folder: Path) -> None:
    faults, tree = faults_of(folder)
    raw = tree.read(faults[0].file) or b""
    unpacked = format_text(read(raw, "x.yaml")).encode()
    assert read(unpacked, "x.yaml").faults == ()
    assert read(unpacked, "x.yaml").value == read(raw, "x.yaml").value


def words(raw: bytes | None, path: str) -> Counter[str]:
    """What people wrote in a file, as far as it can be read."""
    return Counter(_words(read(raw or b"", path).value, ""))


def _words(value: object, key: str) -> Iterator[str]:
    match value:
        case dict():
            for name, inner in value.items():
                yield from _words(inner, name)
        case list():
            for inner in value:
                yield from _words(inner, key)
        case str() if key in CITIZENS_KEYS:
            yield value


def mended(path: str, tree: Held) -> Held:
    for _ in range(8):
        faults = [fault for fault in check_file(path, context(tree)).faults if fault.fixes]
        raw = tree.read(path)
        if not faults or raw is None:
            break
        tree = tree.but({path: fix(raw.decode("utf-8"), faults).encode()})
    return tree


def test_the_base_of_all_cases_is_clean() -> None:
    tree = base()
    surroundings = context(tree, received=lambda _path: True)
    found = [fault for path in tree.files for fault in check_file(path, surroundings).faults]
    assert [(fault.code, fault.file) for fault in found if fault.severity == "error"] == []


def test_every_code_has_a_case() -> None:
    shown = {folder.name[:5] for folder in FOLDERS}
    assert sorted(set(CODES) - shown) == []


def test_there_are_at_least_300_cases() -> None:
    assert len(FOLDERS) >= 300
