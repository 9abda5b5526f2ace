"""How a branch stands to what the tool would build: whole to the byte, edited by hand, empty, or unreadable."""

from __future__ import annotations

from core.manifesto_sample import point
from living_manifesto.core.changes import Add, Replace
from living_manifesto.core.proposals import Decision, Disposition, Incorporated, Outcome
from living_manifesto.plan.branches import Standing, build, standing
from living_manifesto.rules.files import proposal_path
from plan.trees import TOWN, changed, proposal, tree, written
from support.held import Held
from support.town import MANIFESTO, OPEN, TRANSPORT

DRAFT = proposal(changes=(Add("bus", "last", point("k3f9tw-1", "夜のバスも走らせます。")),))
UNDRAFTED = proposal()
PATH = proposal_path(DRAFT.id)
RECEIVED = TOWN.but(written(DRAFT))


def branch(base: Held = RECEIVED) -> Held:
    return base.but(build(tree(base), DRAFT, tree(base).outline()).files)


def stands(head: Held, base: Held = RECEIVED) -> Standing:
    return standing(tree(base), tree(head), DRAFT.id, changed(base, head))


def edited(head: Held, path: str, old: str, new: str) -> Held:
    text = head.files[path].decode()
    assert old in text
    return head.but({path: text.replace(old, new).encode()})


def test_a_branch_as_it_was_built_is_whole() -> None:
    assert stands(branch()) is Standing.WHOLE
    assert stands(branch(TOWN), TOWN) is Standing.WHOLE


def test_a_branch_that_renames_what_it_adds_is_whole_too() -> None:
    taken = edited(RECEIVED, TRANSPORT, "- id: p3", "- id: k3f9tw-1")
    assert stands(branch(taken), taken) is Standing.WHOLE


def test_a_consolidation_with_its_sources_is_whole() -> None:
    draft = proposal(changes=DRAFT.changes, incorporates=(Incorporated("20260201-aaaaaa", Disposition.IN_SPIRIT),))
    base = TOWN.but(written(draft))
    head = base.but(build(tree(base), draft, None).files)
    assert sorted(changed(base, head)) == [TRANSPORT, OPEN, PATH]
    assert stands(head, base) is Standing.WHOLE


def test_a_branch_without_an_edit_is_empty() -> None:
    assert stands(RECEIVED) is Standing.EMPTY
    base = TOWN.but(written(UNDRAFTED))
    assert stands(base, base) is Standing.EMPTY


def test_a_contributor_s_proposal_without_changes_waits_for_a_draft() -> None:
    assert stands(TOWN.but(written(UNDRAFTED)), TOWN) is Standing.EMPTY


def test_a_contributor_s_proposal_with_changes_only_is_to_be_completed() -> None:
    assert stands(RECEIVED, TOWN) is Standing.BY_HAND


def test_one_byte_more_is_an_edit_by_hand() -> None:
    for path in (TRANSPORT, PATH):
        head = branch()
        assert stands(head.but({path: head.files[path] + b"# \xe3\x81\x82\n"})) is Standing.BY_HAND


def test_another_word_another_file_a_missing_file_and_a_taken_back_decision_are_edits_by_hand() -> None:
    head = branch()
    heads = [
        edited(head, TRANSPORT, "夜のバス", "深夜のバス"),
        head.but({"README.md": b"hello\n"}),
        edited(head, MANIFESTO, "港町の会", "港の会"),
        head.but({PATH: None}),
        edited(head, PATH, "decision: {outcome: adopted}\n", ""),
        RECEIVED.but({TRANSPORT: head.files[TRANSPORT]}),
        RECEIVED.but({PATH: head.files[PATH]}),
    ]
    assert [stands(each) for each in heads] == [Standing.BY_HAND] * len(heads)


def test_an_edited_section_without_any_proposal_is_an_edit_by_hand() -> None:
    assert stands(edited(TOWN, TRANSPORT, "段差", "でこぼこ"), TOWN) is Standing.BY_HAND


def test_a_file_that_cannot_be_understood_makes_the_branch_unreadable() -> None:
    head = branch()
    for path in (TRANSPORT, PATH):
        assert stands(head.but({path: b"id: [\n"})) is Standing.UNREADABLE
    assert stands(edited(head, TRANSPORT, "  - id: walk\n", "  - ")) is Standing.UNREADABLE


def test_a_branch_that_adopts_what_main_decided_otherwise_is_not_whole() -> None:
    declined = proposal(changes=DRAFT.changes, decision=Decision(Outcome.DECLINED, "町の財政では続けられません。"))
    base = TOWN.but(written(declined))
    head = base.but({path: branch().files[path] for path in (TRANSPORT, PATH)})
    assert stands(head, base) is Standing.BY_HAND


def test_changes_that_no_longer_fit_their_base_make_no_whole_branch() -> None:
    wrong = proposal(changes=(Replace("p1", "text", "別の文。", "夜の文。"),), decision=Decision(Outcome.ADOPTED))
    assert stands(TOWN.but(written(wrong)), TOWN) is Standing.BY_HAND
