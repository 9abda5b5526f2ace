"""Steps as git holds them, through the index and against a branch's start: what is legal passes, the rest is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from living_manifesto.core.proposals import Redaction
from living_manifesto.core.values import replace
from living_manifesto.documents import decode, encode
from living_manifesto.documents.canonical import dump
from living_manifesto.documents.reader import read
from support.answers import Verdict, verdict
from support.town import BASELINE, CHILD_CARE, DECLINED, MANIFESTO, OPEN, TOPICS, TRANSPORT, Town, record

NEW = "proposals/2026-02/20260210-cccccc.yaml"
LATER = "proposals/baselines/20260220-st4rt1.yaml"
Act = Callable[[Town], None]


def edit(path: str, old: str, new: str) -> Act:
    return lambda town: town.replace(path, old, new)


def gone(path: str) -> Act:
    return lambda town: (town.folder / path).unlink()


def received(town: Town) -> None:
    text = town.read(OPEN).replace("20260201-aaaaaa", "20260210-cccccc").replace("aaaaaa-1", "cccccc-1")
    town.write(NEW, text.replace("2026-02-01", "2026-02-10").replace("夜のバスも走らせて", "終バスを遅くして"))


def decided(outcome: str, path: str = OPEN) -> Act:
    decision = f"decision:\n  outcome: {outcome}\n"
    reason = "  reason: 運転手の確保が今年はできないため、来年あらためて話し合います。\n  by: policy-team\n"
    return lambda town: town.write(path, town.read(path) + decision + (reason if outcome != "adopted" else ""))


def effect(town: Town) -> None:
    """What the open proposal of the town says."""
    bus = "        text: 高校生の定期券を半額にします。\n"
    town.replace(TRANSPORT, bus, bus + "      - id: aaaaaa-1\n        text: 平日は、夜九時台のバスを走らせます。\n")


def resolved(town: Town) -> None:
    town.replace(OPEN, "after: last", "after: p2")


def moved_file(town: Town) -> None:
    (town.folder / "proposals/2026-03").mkdir()
    (town.folder / OPEN).rename(town.folder / OPEN.replace("2026-02/", "2026-03/"))


def rebaselined(town: Town) -> None:
    record(town, LATER, "移行のあとの版です。")


def written_as_fmt_would(town: Town) -> None:
    town.replace(TRANSPORT, "    points:\n      - id: p3\n", "    points:\n    - id: p3\n")
    town.replace(TRANSPORT, "        text: 通学路の", "      text: 通学路の")


def erased(town: Town) -> None:
    plain = read(town.read(OPEN).encode(), OPEN).value
    assert isinstance(plain, dict)
    notice = Redaction("privacy", "2026-03-01", "sha256:" + "0" * 64)
    proposal = replace(decode.proposal(plain), body=notice)
    town.write(OPEN, dump(encode.proposal(proposal), schema="../../schemas/proposal.schema.json"))


LEGAL: dict[str, tuple[Act, ...]] = {
    "nothing": (),
    "a receipt": (received,),
    "a redraft": (edit(OPEN, "夜九時台", "夜八時台"),),
    "a title for a proposal": (edit(OPEN, "kind: addition", "kind: addition\ntitle: 夜のバス"),),
    "an adoption": (decided("adopted"), resolved, effect),
    "an adoption that was not resolved": (decided("adopted"), effect),
    "a receipt and another's adoption": (received, decided("adopted"), resolved, effect),
    "a refusal": (decided("declined"),),
    "a withdrawal": (decided("withdrawn"),),
    "an erasure": (erased,),
    "another layout": (written_as_fmt_would,),
    "a comment": (edit(TRANSPORT, "items:\n", "# 番号は自動でつきます\nitems:\n"),),
    "a new owner": (edit(TRANSPORT, "title: 移動と交通\n", 'title: 移動と交通\nowners: ["@reviewer"]\n'),),
    "a contact": (edit(MANIFESTO, "license: CC-BY-4.0\n", "license: CC-BY-4.0\ncontact: 町役場\n"),),
    "another summary of a topic": (edit(TOPICS, "求める声です", "求める意見です"),),
    "a readme": (lambda town: town.write("proposals/README.md", "# 提案\n"),),
    "a file outside of the rooms": (lambda town: town.write("notes/x.yaml", "a: [1, 2\n"),),
}

SILENT = {"LM701.text"}
ILLEGAL: dict[str, tuple[set[str], tuple[Act, ...]]] = {
    "a sentence is edited": (SILENT, (edit(TRANSPORT, "半額", "無料"),)),
    "a single character is edited": (SILENT, (edit(TRANSPORT, "半額にします。", "半額にします"),)),
    "a heading is edited": ({"LM701.title"}, (edit(TRANSPORT, "路線バスを続ける", "路線バス"),)),
    "a sentence is added": ({"LM701.added"}, (effect,)),
    "a sentence is removed": (
        {"LM701.removed"},
        (edit(CHILD_CARE, "      - id: p2\n        text: 入園の申し込みを、一年を通じて受け付けます。\n", ""),),
    ),
    "the order in manifesto.yaml is changed": (
        {"LM701.order"},
        (
            edit(MANIFESTO, "      - id: child-care\n", ""),
            edit(MANIFESTO, "        number: 4\n", "        number: 4\n      - id: child-care\n"),
        ),
    ),
    "a number in manifesto.yaml is changed": ({"LM701.number"}, (edit(MANIFESTO, "number: 4", "number: 5"),)),
    "the title of the manifesto is changed": (
        {"LM701.title"},
        (edit(MANIFESTO, "title: 港町のマニフェスト", "title: 山町のマニフェスト"),),
    ),
    "a section is taken out": ({"LM701.removed"}, (gone(CHILD_CARE), edit(MANIFESTO, "      - id: child-care\n", ""))),
    "a body is edited": ({"LM703"}, (edit(OPEN, "走らせてほしい", "走らせないでほしい"),)),
    "a reason is edited": ({"LM703"}, (edit(DECLINED, "休めない", "休む"),)),
    "a date of receipt is edited": (
        {"LM712", "LM324"},
        (edit(OPEN, "submitted_on: 2026-02-01", "submitted_on: 2026-02-02"),),
    ),
    "a proposal is deleted": ({"LM702"}, (gone(OPEN),)),
    "a proposal is moved to another month": ({"LM715"}, (moved_file,)),
    "a proposal is made unreadable": ({"LM109"}, (edit(OPEN, "section: transport", "section:"),)),
    "an adoption without its effect": ({"LM705.missing"}, (decided("adopted"), resolved)),
    "an adoption with more than its effect": (
        SILENT,
        (decided("adopted"), resolved, effect, edit(TRANSPORT, "通学路の", "すべての道の")),
    ),
    "an adoption with another effect": (
        {"LM705.partial"},
        (decided("adopted"), resolved, effect, edit(TRANSPORT, "夜九時台", "夜十時台")),
    ),
    "a decision is turned round": ({"LM704"}, (edit(DECLINED, "outcome: declined", "outcome: withdrawn"),)),
    "a reason of a decision is edited": ({"LM706"}, (edit(DECLINED, "話し合います", "検討します"),)),
    "a proposal is received as declined": ({"LM710"}, (received, decided("declined", NEW))),
    "a baseline is edited": ({"LM707"}, (edit(BASELINE, "最初の版", "はじめの版"),)),
    "a baseline is deleted": ({"LM707"}, (gone(BASELINE),)),
    "an edit hides in a baseline that does not state it": (
        {"LM708", "LM701.text"},
        (rebaselined, edit(TRANSPORT, "半額", "無料")),
    ),
    "a baseline is put in the place of the first": (
        {"LM707", "LM701.text"},
        (edit(TRANSPORT, "半額", "無料"), lambda town: record(town, BASELINE, "町の版の始まりです。")),
    ),
}


def staged_and_committed(town: Town, acts: tuple[Act, ...]) -> tuple[Verdict, Verdict]:
    """The verdict of the hook, and that of a review of the branch."""
    town.git("switch", "-q", "-c", "work")
    for act in acts:
        act(town)
    town.git("add", "-A")
    staged = verdict(town, "--staged")
    town.git("commit", "-q", "--no-verify", "--allow-empty", "-m", "A step")
    return staged, verdict(town, "--base", "main", "--rev", "work")


@pytest.mark.parametrize("acts", LEGAL.values(), ids=LEGAL.keys())
def test_what_is_legal_passes(town: Town, acts: tuple[Act, ...]) -> None:
    staged, against = staged_and_committed(town, acts)
    assert (staged.errors, against.errors) == (set(), set())
    assert (staged.code, against.code) == (0, 0)
    assert "LM701.staged" not in staged.hints


@pytest.mark.parametrize(("expected", "acts"), ILLEGAL.values(), ids=ILLEGAL.keys())
def test_what_is_illegal_is_named(town: Town, expected: set[str], acts: tuple[Act, ...]) -> None:
    staged, against = staged_and_committed(town, acts)
    assert against.errors == expected
    assert against.code == 1
    edits = {code for code in expected if code.startswith("LM701")}
    assert staged.errors == expected - edits
    assert ("LM701.staged" in staged.hints) == bool(edits)


def test_a_later_baseline_that_states_the_edit_is_a_warning_for_all_to_see(town: Town) -> None:
    staged, against = staged_and_committed(town, (edit(TRANSPORT, "半額", "無料"), rebaselined))
    for told in (staged, against):
        assert [(fault["code"], fault["severity"]) for fault in told.faults] == [("LM709", "warning")]
        assert told.faults[0]["args"]["sections"] == ["transport"]


def test_a_step_from_nothing_to_the_first_baseline_is_free(town: Town) -> None:
    town.git("switch", "-q", "--orphan", "other")
    town.git("checkout", "-q", "main", "--", ".")
    (town.folder / BASELINE).unlink()
    town.commit("Before the beginning")
    town.replace(TRANSPORT, "半額", "無料")
    town.git("add", "-A")
    assert verdict(town, "--staged").faults == ()
    record(town, BASELINE, "町の版の始まりです。")
    town.git("add", "-A")
    assert verdict(town, "--staged").faults == ()
    town.commit("The beginning")
    town.replace(TRANSPORT, "無料", "半額")
    town.git("add", "-A")
    assert verdict(town, "--staged").hints == {"LM701.staged"}


def test_two_steps_of_a_branch_are_judged_as_the_one_that_merging_makes(town: Town) -> None:
    town.git("switch", "-q", "-c", "work")
    town.replace(TRANSPORT, "半額", "無料")
    town.commit("there")
    town.replace(TRANSPORT, "無料", "半額")
    town.commit("and back")
    assert verdict(town, "--base", "main", "--rev", "work").faults == ()
