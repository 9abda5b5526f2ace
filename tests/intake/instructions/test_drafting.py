"""Every text under ``cases``: the changes that come of it, or why none do; written anew with ``--bless``.

Above the line stands what somebody wrote about ``section.yaml``, shown as section 5; below it what is drafted.
A case whose name begins with ``no-`` is left to a person.
"""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.ids import ProposalId
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.submission import with_node_ids
from living_manifesto.documents import decode, encode
from living_manifesto.documents.canonical import dump
from living_manifesto.documents.reader import read
from living_manifesto.intake.instructions import Drafted, Refused, draft

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.txt"))
LINE = "\n----------\n"
NAME = ProposalId("20260201-k3f9tw")


def section() -> Node:
    document = read((HERE / "section.yaml").read_bytes(), "section.yaml")
    assert isinstance(document.value, dict)
    return decode.section(document.value)


SECTION = section()


def told(found: Drafted | Refused) -> str:
    """The changes as a proposal states them, or the cause and the words."""
    if isinstance(found, Refused):
        return f"{found.cause} at {found.at}: {found.words}\n"
    held = Proposal("", SECTION.id, "", changes=with_node_ids(found.changes, NAME))
    return dump({"changes": encode.proposal(held)["changes"]})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_text_is_drafted_or_refused_as_expected(case: Path, bless: bool) -> None:
    body, _, expected = case.read_text(encoding="utf-8").partition(LINE)
    found = draft(body, SECTION, 5, SECTION.id)
    if bless:
        case.write_text(body + LINE + told(found), encoding="utf-8", newline="")
        expected = told(found)
    assert told(found) == expected
    assert isinstance(found, Refused) is case.stem.startswith("no-")


@pytest.mark.parametrize(
    "case", [each for each in CASES if not each.stem.startswith("no-")], ids=lambda case: case.stem
)
def test_what_is_drafted_applies_and_keeps_every_quoted_word(case: Path) -> None:
    body = case.read_text(encoding="utf-8").partition(LINE)[0]
    found = draft(body, SECTION, 5, SECTION.id)
    assert isinstance(found, Drafted)
    root = Node("manifesto", lists=(("areas", (Node("town", lists=(("sections", (SECTION,)),)),)),))
    applied = apply(Outline.of(root), with_node_ids(found.changes, NAME), SECTION.id)
    assert isinstance(applied, Applied)
    known = "".join(node.title + node.text for node in SECTION.walk())
    after = [node for node in applied.root.walk() if node.title or node.text]
    fresh = [node.text or node.title for node in after if node.id.startswith("k3f9tw")]
    assert all(text in body for text in fresh)
    assert all(node.title in known or node.title in body for node in after if node.title)


def test_there_are_enough_cases_of_both_kinds() -> None:
    refused = [case for case in CASES if case.stem.startswith("no-")]
    assert len(CASES) >= 90
    assert len(refused) >= len(CASES) // 3


def test_a_proposal_of_another_home_names_its_places_in_full() -> None:
    found = draft("5-2の「3年」を「5年」に改める。5-3に「木を植えます。」を追加する。", SECTION, "5", "none")
    assert isinstance(found, Drafted)
    assert [getattr(each, "target", "") or getattr(each, "to", "") for each in found.changes] == [
        "housing/p5",
        "housing/parks",
    ]


HOSTILE = {
    "opening": "「" * 33_000,
    "empty quotations": "「」" * 16_000,
    "nested": "5-1に" + "「あ" * 8_000 + "」" * 8_000 + "を追加する。",
    "crossed": "「『" * 8_000 + "」』" * 8_000,
    "round": "(" * 50_000 + ")" * 50_000,
    "blanks": " " * 100_000 + "あ",
    "lines": "\n" * 100_000,
    "lines of a letter": "あ\n" * 30_000,
    "bullets": "* " * 50_000,
    "numbers": "1. " * 30_000,
    "digits": "1" * 100_000,
    "dashes": "5-" * 50_000,
    "verbs": "追加" * 16_000,
    "particles": "の" * 33_000,
    "places": "5-1の" * 8_000 + "「3年」を削除する。",
    "quotations": "「3年」" * 8_000 + "を削除する。",
    "gaps": "「3年」を" * 8_000 + "削除する。",
    "headings": "「あ」の" * 8_000 + "後に「い」を追加する。",
    "reasons": "理由:あ。" * 10_000 + "追加",
    "reasons by line": "理由:あ\n" * 10_000 + "追加",
    "instructions": "5-1に「あ。」を追加する。" * 3_000,
    "long words": "「" + "補助" * 16_000 + "」を削除する。",
    "many searches": "".join(f"「補助{number}{'あ' * 400}」を「い」に" for number in range(70)) + "改める。",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_answered_at_once(body: str) -> None:
    started = process_time()
    assert isinstance(draft(body, SECTION, 5, SECTION.id), Refused)
    assert process_time() - started < 3, "a second on a busy machine; what grows with the square takes minutes"
