"""Illegal steps, each named."""

from __future__ import annotations

import pytest

from core.steps_edits import (
    CONSOLIDATE,
    CONSOLIDATION,
    IMPORT,
    MERGED,
    bytes_of,
    deleted,
    gone,
    moved_file,
    no_baselines,
    retold_baseline,
    sections_of_others,
    unreadable,
)
from core.steps_world import (
    ADOPT_OPEN,
    ADOPT_OTHER,
    ADOPTED,
    BEFORE,
    DECLINED,
    DEFERRED,
    MANIFESTO,
    NEW,
    NOTICE,
    OPEN,
    OTHER,
    UNDRAFTED,
    Edit,
    after,
    altered,
    children,
    codes,
    decided,
    fields,
    node,
    point,
    proposal,
    put,
    recorded,
    step,
)
from living_manifesto.core.changes import Add, Move, Remove, Replace
from living_manifesto.core.codes import CODES, Severity
from living_manifesto.core.nodes import Form, Node
from living_manifesto.core.proposals import Decision, Disposition, Incorporated, Outcome, Redaction
from living_manifesto.core.steps import Judgement, judge
from living_manifesto.core.values import replace

# Illegal steps: what is done, and what it is called.

ILLEGAL: dict[str, tuple[tuple[Edit, ...], set[str]]] = {
    "a character is changed": ((fields("v1", text="平和を守ろ。"),), {"LM701.text"}),
    "a point becomes a paragraph": ((fields("v1", form=Form.PARAGRAPH),), {"LM701.text"}),
    "a node is moved to another list": (
        (gone("r1"), children("alliances", "points", lambda old: (*old, point("r1", "環境に合わせる。")))),
        {"LM701.moved"},
    ),
    "two nodes are swapped": ((children("defense", "vision", lambda old: old[::-1]),), {"LM701.order"}),
    "a title is changed": ((fields("posture", title="防衛力"),), {"LM701.title"}),
    "the title of a section is changed": ((fields("defense", title="外交"),), {"LM701.title"}),
    "the title of the manifesto is changed": (
        (lambda tree: replace(tree, root=replace(tree.root, title="別の題")),),
        {"LM701.title"},
    ),
    "a node is added": ((children("defense", "vision", lambda old: (*old, point("v3", "増やす。"))),), {"LM701.added"}),
    "a node is removed": ((gone("q1"),), {"LM701.removed"}),
    "a node changes its id": ((fields("q1", id="q9"),), {"LM701.id"}),
    "a node changes its id and its words": (
        (fields("q1", id="q9", text="別の文。"),),
        {"LM701.added", "LM701.removed"},
    ),
    "a node that holds others changes its id": ((fields("posture", id="stance"),), {"LM701.id"}),
    "a node is doubled": ((children("defense", "vision", lambda old: (*old, old[0])),), {"LM701.added"}),
    "a node is doubled elsewhere": (
        (children("alliances", "points", lambda old: (*old, point("v1", "平和を守る。"))),),
        {"LM701.added"},
    ),
    "the order changes in manifesto.yaml": ((sections_of_others((1, 0)),), {"LM701.order"}),
    "an area is renamed": ((fields("economy", title="くらし"),), {"LM701.title"}),
    "areas are swapped": (
        (lambda tree: replace(tree, root=tree.root.with_children("areas", tree.root.children("areas")[::-1])),),
        {"LM701.order"},
    ),
    "the number of a section is changed": ((fields("defense", number=5),), {"LM701.number"}),
    "the number of a section is taken away": ((fields("defense", number=None),), {"LM701.number"}),
    "a section is removed": ((gone("energy"),), {"LM701.removed"}),
    "a section is added": ((children("economy", "sections", lambda old: (*old, node("x", "別"))),), {"LM701.added"}),
    "a section changes its area": (
        (
            gone("tax"),
            children(
                "others", "sections", lambda old: (*old, node("tax", "税", vision=(point("t1", "簡単にする。"),)))
            ),
        ),
        {"LM701.moved"},
    ),
    "a body is edited": ((altered(OPEN, body="書いたこと"),), {"LM703"}),
    "a reason is edited": ((altered(DECLINED, reason=""),), {"LM703"}),
    "a proposer is edited": ((altered(OPEN, proposer="誰か"),), {"LM712"}),
    "a date of receipt is edited": ((altered(OPEN, submitted_on="2026-01-11"),), {"LM712"}),
    "the version of the terms is edited": ((altered(OPEN, terms=""),), {"LM712"}),
    "a source is edited": ((altered(OPEN, source=IMPORT),), {"LM712"}),
    "a proposal is deleted": ((deleted(OPEN),), {"LM702"}),
    "a proposal gets another id": ((deleted(OPEN), put(proposal(NEW))), {"LM702"}),
    "a file is moved": ((moved_file(OPEN, f"proposals/2026-02/{OPEN}.yaml"),), {"LM715"}),
    "a foreign decision slips in beside an adoption": ((*ADOPT_OPEN, decided(DECLINED, Outcome.WITHDRAWN)), {"LM704"}),
    "a declined proposal is adopted": ((decided(DECLINED, Outcome.ADOPTED), gone("v2")), {"LM704", "LM701.removed"}),
    "an adoption is turned into a refusal": ((decided(ADOPTED, Outcome.DECLINED),), {"LM704"}),
    "a decision is taken away": ((altered(DECLINED, decision=None),), {"LM704"}),
    "a deferral is taken away": ((altered(DEFERRED, decision=None),), {"LM704"}),
    "the reason of a decision is edited": ((decided(DECLINED, Outcome.DECLINED),), {"LM706"}),
    "the reason of a deferral is edited": (
        (altered(DEFERRED, decision=Decision(Outcome.DEFERRED, "別。", "policy-team", until="2026-06-30")),),
        {"LM706"},
    ),
    "a proposal is adopted without changes": ((decided(UNDRAFTED, Outcome.ADOPTED),), {"LM705.missing"}),
    "a proposal is adopted without effect": ((decided(OPEN, Outcome.ADOPTED),), {"LM705.missing"}),
    "a move is adopted without effect": (
        (decided(OPEN, Outcome.ADOPTED, changes=(Move("v1", "defense", "v2", "vision"),)),),
        {"LM705.missing"},
    ),
    "the effect is more than the changes": ((*ADOPT_OPEN, fields("v2", text="対話しない。")), {"LM701.text"}),
    "the effect is less than the changes": (
        (
            decided(
                OPEN, Outcome.ADOPTED, changes=(Replace("v1", "text", "平和を守る。", "平和をつくる。"), Remove("v2"))
            ),
            fields("v1", text="平和をつくる。"),
        ),
        {"LM705.partial"},
    ),
    "the effect is other than the changes": (
        (decided(OPEN, Outcome.ADOPTED), fields("v1", text="平和をつくろう。")),
        {"LM705.partial", "LM701.text"},
    ),
    "an added node stands elsewhere than stated": (
        (
            decided(OTHER, Outcome.ADOPTED),
            children("alliances", "points", lambda old: (point("bbbbbb-1", "人を送り合う。"), *old)),
        ),
        {"LM705.partial", "LM701.order"},
    ),
    "what is adopted stood already": (
        (decided(OPEN, Outcome.ADOPTED, changes=(Replace("v1", "text", "平和を乱す。", "平和を守る。"),)),),
        {"LM705.already"},
    ),
    "what is said to have been changed in silence is nowhere": (
        (
            put(
                proposal(
                    NEW,
                    Replace("v1", "text", "平和を守る。", "平和を守る。"),
                    Add("posture", "r1", point("p1", "訓練を重ねる。")),
                    outcome=Outcome.ADOPTED,
                    mends="0" * 40,
                )
            ),
        ),
        {"LM705"},
    ),
    "what is adopted states a wrong text": (
        (
            decided(OPEN, Outcome.ADOPTED, changes=(Replace("v1", "text", "別。", "平和をつくる。"),)),
            fields("v1", text="平和をつくる。"),
        ),
        {"LM705", "LM701.text"},
    ),
    "an edit hides in a baseline that does not state it": (
        (fields("v1", text="別。"), recorded(NEW, lambda _: MANIFESTO)),
        {"LM708", "LM701.text"},
    ),
    "a baseline is altered": ((retold_baseline,), {"LM707"}),
    "a baseline is deleted": ((no_baselines,), {"LM707"}),
    "a baseline is deleted to free an edit": ((no_baselines, fields("v1", text="別。")), {"LM707", "LM701.text"}),
    "the changes of a decided proposal are edited": ((altered(ADOPTED, changes=(Remove("g1"),)),), {"LM706"}),
    "the title of a decided proposal is edited": ((altered(DECLINED, title="別"),), {"LM706"}),
    "a decided proposal finds another section": ((altered(DECLINED, section="tax"),), {"LM706"}),
    "a decided proposal claims sources": ((altered(ADOPTED, incorporates=(MERGED,)),), {"LM706"}),
    "a decided proposal claims to take another back": ((altered(ADOPTED, reverts=DECLINED),), {"LM706"}),
    "a proposal is incorporated without a consolidation": ((decided(OPEN, Outcome.INCORPORATED),), {"LM711"}),
    "a consolidation leaves a source open": ((CONSOLIDATE[0], CONSOLIDATE[2]), {"LM711"}),
    "a consolidation declines its source": (
        (CONSOLIDATE[0], decided(UNDRAFTED, Outcome.DECLINED), CONSOLIDATE[2]),
        {"LM711"},
    ),
    "a consolidation names a source that is decided": (
        (
            put(replace(CONSOLIDATION, incorporates=(MERGED, Incorporated(DECLINED, Disposition.AMENDED)))),
            *CONSOLIDATE[1:],
        ),
        {"LM711"},
    ),
    "a body is erased without a digest": ((altered(OPEN, body=Redaction("law", "2026-03-01")),), {"LM713"}),
    "a new proposal is already declined": ((put(proposal(NEW, outcome=Outcome.DECLINED)),), {"LM710"}),
    "a new import is declined without a date": (
        (put(proposal(NEW, source=IMPORT, outcome=Outcome.DECLINED)),),
        {"LM710"},
    ),
    "a new proposal pretends to be decided elsewhere": (
        (put(proposal(NEW, decision=Decision(Outcome.DECLINED, on="2025-08-01"))),),
        {"LM710"},
    ),
    "an import adopted elsewhere brings its text along": (
        (
            put(
                proposal(
                    NEW,
                    Replace("v1", "text", "平和を守る。", "平和をつくる。"),
                    source=IMPORT,
                    decision=Decision(Outcome.ADOPTED, on="2025-08-01"),
                )
            ),
            fields("v1", text="平和をつくる。"),
        ),
        {"LM701.text"},
    ),
    "a file becomes unreadable": ((unreadable("manifesto/economy/tax.yaml"), gone("t1")), {"LM714"}),
    "an adoption in an unreadable section is not called missing": (
        (unreadable("manifesto/others/defense.yaml"), gone("defense"), ADOPT_OPEN[0]),
        {"LM714", "LM701.removed"},
    ),
    "nothing of the text is told where the list of sections is unreadable": (
        (
            unreadable("manifesto/manifesto.yaml"),
            lambda tree: replace(tree, root=Node("manifesto")),
            ADOPT_OPEN[0],
            altered(DECLINED, body="別。"),
        ),
        {"LM714", "LM703"},
    ),
    "an unreadable file does not hide an edit elsewhere": (
        (unreadable("manifesto/economy/tax.yaml"), gone("t1"), fields("v1", text="別。")),
        {"LM714", "LM701.text"},
    ),
}


@pytest.mark.parametrize("name", ILLEGAL)
def test_an_illegal_step_is_named(name: str) -> None:
    edits, expected = ILLEGAL[name]
    judgement = step(*edits)
    assert codes(judgement) == expected
    for fault in judgement.faults:
        assert set(fault.args) == set(CODES[fault.code].args)
        assert fault.variant in ("", *CODES[fault.code].variants)
        assert fault.file.endswith(".yaml")
    assert len(judgement.nodes) == len(judgement.faults)


@pytest.mark.parametrize(
    ("edit", "name"),
    [
        (altered(OPEN, body="書いたこと。"), "the words come back"),
        (altered(OPEN, body="何か別のこと。"), "other words come"),
        (altered(OPEN, body=replace(NOTICE, digest="sha256:" + "1" * 64)), "the digest changes"),
        (altered(OPEN, body=""), "the notice goes"),
    ],
)
def test_a_redaction_is_not_undone(edit: Edit, name: str) -> None:
    assert codes(step(edit, before=after(altered(OPEN, body=NOTICE)))) == {"LM713"}, name


def test_where_nothing_stood_nothing_is_erased() -> None:
    bare = after(altered(OPEN, title=""))
    assert codes(step(altered(OPEN, title=NOTICE), before=bare)) == {"LM713"}


def test_a_proposal_that_becomes_unreadable_is_not_called_deleted() -> None:
    file = BEFORE.paths[OPEN]
    broken = after(deleted(OPEN), unreadable(file))
    assert codes(judge(BEFORE, broken)) == {"LM714"}
    assert judge(broken, broken) == Judgement(faults=judge(broken, broken).faults)


def test_a_repaired_file_is_a_warning_and_neither_receipt_nor_decision() -> None:
    file = BEFORE.paths[DECLINED]
    broken = after(deleted(DECLINED), unreadable(file))
    judgement = judge(broken, BEFORE)
    assert [(fault.code, fault.severity) for fault in judgement.faults] == [("LM714", Severity.WARNING)]
    assert judgement.acts == ()


def test_a_file_that_stays_unreadable_with_the_same_bytes_is_no_matter_of_the_step() -> None:
    file = BEFORE.paths[DECLINED]
    broken = after(deleted(DECLINED), unreadable(file))
    assert judge(broken, broken) == Judgement()
    assert codes(step(bytes_of(file, "2"), before=broken)) == {"LM714"}


def test_a_silent_edit_is_named_by_its_place_and_by_the_letters_that_differ() -> None:
    judgement = step(fields("p2", text="情報を隠し合う。"), fields("q1", text="遅い。"), fields("v1", text=""))
    told = {(fault.file, fault.args["target"], fault.args["detail"]) for fault in judgement.faults}
    file = "manifesto/others/defense.yaml"
    assert told == {
        (file, "4-1 › 2", "「情報を分け合う。」 → 「情報を隠し合う。」"),
        (file, "4-1 › 課題 › 1", "「速さが足りない。」 → 「遅い。」"),
        (file, "4. 外交・防衛 › vision › 1", "「平和を守る。」 → 「」"),
    }
    assert set(judgement.nodes) == {"defense/p2", "defense/q1", "defense/v1"}


def test_an_adoption_that_does_not_show_names_proposal_and_target() -> None:
    (fault,) = step(decided(OPEN, Outcome.ADOPTED)).faults
    assert fault.file == BEFORE.paths[OPEN]
    assert fault.args == {
        "proposal": OPEN,
        "target": "4. 外交・防衛 › vision › 1",
        "detail": "「平和を守る。」 → 「平和をつくる。」",
    }


def test_what_an_illegal_adoption_claims_is_not_among_the_acts() -> None:
    assert step(decided(OPEN, Outcome.ADOPTED)).acts == ()
    assert step(ADOPT_OTHER[0], *ADOPT_OPEN).acts == step(*ADOPT_OPEN).acts
