"""Every legal act once, alone and in unions."""

from __future__ import annotations

import pytest

from core.steps_edits import CONSOLIDATE, CONSOLIDATION, ELSEWHERE, IMPORT, MERGED, bytes_of, gone, owners
from core.steps_world import (
    ADOPT_OPEN,
    ADOPT_OTHER,
    ADOPTED,
    BEFORE,
    DECLINED,
    DEFERRED,
    NEW,
    NOTICE,
    OPEN,
    OTHER,
    UNDRAFTED,
    Edit,
    acts,
    after,
    altered,
    children,
    decided,
    fields,
    node,
    point,
    proposal,
    put,
    step,
)
from living_manifesto.core.changes import Add, Move, Remove, Replace
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import (
    Decision,
    Disposition,
    Drafted,
    Incorporated,
    Outcome,
    ProposalKind,
    Redaction,
)
from living_manifesto.core.snapshot import Snapshot, Topics
from living_manifesto.core.steps import ActKind, Judgement, judge
from living_manifesto.core.values import replace

# The first test of the judge is the step that is none.


def test_a_step_that_changes_nothing_has_no_acts_and_no_faults() -> None:
    assert judge(BEFORE, BEFORE) == Judgement()


LEGAL: dict[str, tuple[tuple[Edit, ...], set[tuple[ActKind, str]]]] = {
    "a proposal is received": ((put(proposal(NEW)),), {(ActKind.RECEIPT, NEW)}),
    "an import brings its decision": ((put(proposal(NEW, **ELSEWHERE)),), {(ActKind.RECEIPT, NEW)}),
    "an import was adopted elsewhere": (
        (put(proposal(NEW, source=IMPORT, decision=Decision(Outcome.ADOPTED, on="2025-08-01"))),),
        {(ActKind.RECEIPT, NEW)},
    ),
    "an open import is decided elsewhere": (
        (
            put(proposal(NEW, source=IMPORT)),
            altered(NEW, decision=Decision(Outcome.ADOPTED, on="2025-08-01", by="party", link="https://x")),
        ),
        {(ActKind.RECEIPT, NEW)},
    ),
    "a proposal is redrafted": (
        (
            altered(
                OPEN, changes=(Remove("v1"),), title="新しい題", kind=ProposalKind.REMOVAL, drafted=Drafted("staff")
            ),
        ),
        {(ActKind.REDRAFT, OPEN)},
    ),
    "a proposal finds its section": ((altered(UNDRAFTED, section="tax"),), {(ActKind.REDRAFT, UNDRAFTED)}),
    "a draft names its sources": ((altered(OPEN, incorporates=(MERGED,)),), {(ActKind.REDRAFT, OPEN)}),
    "a draft names what it takes back": ((altered(OPEN, reverts=ADOPTED),), {(ActKind.REDRAFT, OPEN)}),
    "a deferred proposal is redrafted": ((altered(DEFERRED, title="別"),), {(ActKind.REDRAFT, DEFERRED)}),
    "an open proposal is adopted": (ADOPT_OPEN, {(ActKind.ADOPTION, OPEN)}),
    "what was changed in silence is stated afterwards": (
        (
            put(
                proposal(
                    NEW,
                    Replace("v1", "text", "平和を願う。", "平和を守る。"),
                    Add("alliances", "p1", point("p2", "情報を分け合う。"), "points"),
                    Remove("v9"),
                    Move("p2", "alliances", "p1", "points"),
                    outcome=Outcome.ADOPTED,
                    mends="0" * 40,
                )
            ),
        ),
        {(ActKind.ADOPTION, NEW)},
    ),
    "an addition is adopted": (ADOPT_OTHER, {(ActKind.ADOPTION, OTHER)}),
    "a deferred proposal is adopted": (
        (decided(DEFERRED, Outcome.ADOPTED), gone("r1")),
        {(ActKind.ADOPTION, DEFERRED)},
    ),
    "a proposal is adopted with other changes than were received": (
        (
            decided(OPEN, Outcome.ADOPTED, changes=(Replace("v1", "text", "平和を守る。", "平和を支える。"),)),
            fields("v1", text="平和を支える。"),
        ),
        {(ActKind.ADOPTION, OPEN)},
    ),
    "a new proposal is received and adopted at once": (
        (
            put(proposal(NEW, Move("r1", "alliances", "first", "points"), outcome=Outcome.ADOPTED)),
            gone("r1"),
            children("alliances", "points", lambda old: (point("r1", "環境に合わせる。"), *old)),
        ),
        {(ActKind.ADOPTION, NEW)},
    ),
    "a section is added by adoption": (
        (
            put(
                proposal(
                    NEW, Add("economy", "tax", node("trade", "貿易")), outcome=Outcome.ADOPTED, section="manifesto"
                )
            ),
            children("economy", "sections", lambda old: (*old, node("trade", "貿易"))),
        ),
        {(ActKind.ADOPTION, NEW)},
    ),
    "a number is changed by adoption": (
        (
            put(proposal(NEW, Replace("defense", "number", "4", "7"), outcome=Outcome.ADOPTED)),
            fields("defense", number=7),
        ),
        {(ActKind.ADOPTION, NEW)},
    ),
    "an adoption is taken back": (
        (
            put(
                proposal(
                    NEW,
                    Replace("g1", "text", "強くする。", "直す。"),
                    outcome=Outcome.ADOPTED,
                    section="energy",
                    reverts=ADOPTED,
                )
            ),
            fields("g1", text="直す。"),
        ),
        {(ActKind.ADOPTION, NEW)},
    ),
    "proposals are consolidated": (CONSOLIDATE, {(ActKind.ADOPTION, NEW)}),
    "a source that was not used stays open": (
        (
            put(replace(CONSOLIDATION, incorporates=(MERGED, Incorporated(OTHER, Disposition.NOT_USED)))),
            *CONSOLIDATE[1:],
        ),
        {(ActKind.ADOPTION, NEW)},
    ),
    "a proposal is declined": ((decided(OPEN, Outcome.DECLINED),), {(ActKind.DECISION, OPEN)}),
    "a proposal is withdrawn": ((decided(UNDRAFTED, Outcome.WITHDRAWN),), {(ActKind.DECISION, UNDRAFTED)}),
    "a proposal is deferred": ((decided(OPEN, Outcome.DEFERRED),), {(ActKind.DECISION, OPEN)}),
    "a deferred proposal is declined": ((decided(DEFERRED, Outcome.DECLINED),), {(ActKind.DECISION, DEFERRED)}),
    "a deferred proposal is deferred again": (
        (altered(DEFERRED, decision=Decision(Outcome.DEFERRED, "もう少し。", until="2026-12-31")),),
        {(ActKind.DECISION, DEFERRED)},
    ),
    "a body is erased": ((altered(OPEN, body=NOTICE),), {(ActKind.REDACTION, OPEN)}),
    "name, title and reason of a decided proposal are erased": (
        (altered(ADOPTED, proposer=NOTICE, title=NOTICE, reason=NOTICE),),
        {(ActKind.REDACTION, ADOPTED)},
    ),
    "a proposal is hidden": (
        (altered(DECLINED, hidden=Redaction("abuse", "2026-03-01")),),
        {(ActKind.REDACTION, DECLINED)},
    ),
    "a section file is laid out anew": (
        (bytes_of("manifesto/others/defense.yaml", "1"),),
        {(ActKind.LAYOUT, "manifesto/others/defense.yaml")},
    ),
    "an owner changes": ((owners,), {(ActKind.SETTINGS, "manifesto/others/defense.yaml")}),
    "topics change": (
        (lambda tree: replace(tree, topics={"defense": Topics("defense"), "tax": Topics("tax")}),),
        {(ActKind.TOPICS, "defense"), (ActKind.TOPICS, "tax")},
    ),
}


@pytest.mark.parametrize("name", LEGAL)
def test_a_legal_act_stands(name: str) -> None:
    edits, expected = LEGAL[name]
    judgement = step(*edits)
    assert judgement.faults == ()
    assert acts(judgement) == expected


def test_a_union_of_all_sorts_of_acts_stands() -> None:
    judgement = step(
        put(proposal(NEW)),
        *ADOPT_OPEN,
        *ADOPT_OTHER,
        decided(DEFERRED, Outcome.DECLINED),
        altered(DECLINED, body=NOTICE),
        altered(UNDRAFTED, title="題を直す"),
        owners,
        bytes_of("manifesto/economy/tax.yaml", "1"),
        lambda tree: replace(tree, topics={}),
    )
    assert judgement.faults == ()
    assert {act.kind for act in judgement.acts} == set(ActKind) - {ActKind.BASELINE}


def test_bytes_that_differ_because_the_values_do_are_no_layout() -> None:
    judgement = step(*ADOPT_OPEN, bytes_of("manifesto/others/defense.yaml", "1"))
    assert acts(judgement) == {(ActKind.ADOPTION, OPEN)}


def test_a_proposal_may_be_shown_again_after_it_was_hidden() -> None:
    hidden = after(altered(OPEN, hidden=Redaction("abuse", "2026-03-01")))
    judgement = step(altered(OPEN, hidden=None), before=hidden)
    assert judgement.faults == ()
    assert acts(judgement) == {(ActKind.REDACTION, OPEN)}


def test_a_tree_cut_down_to_what_differs_is_judged_as_the_whole() -> None:
    def cut(tree: Snapshot) -> Snapshot:
        stubs = {"energy", "tax"}
        areas = tuple(
            area.with_children(
                "sections",
                tuple(
                    Node(each.id, number=each.number) if each.id in stubs else each
                    for each in area.children("sections")
                ),
            )
            for area in tree.root.children("areas")
        )
        return replace(tree, root=tree.root.with_children("areas", areas), proposals={OPEN: tree.proposals[OPEN]})

    whole = after(*ADOPT_OPEN, fields("p1", text="訓練をやめる。"))
    assert judge(cut(BEFORE), cut(whole)) == judge(BEFORE, whole)
