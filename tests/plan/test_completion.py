"""A branch that people edited is brought into line: what they meant stays, what was received stays, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.manifesto_sample import point
from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.changes import Add, Move, Remove, Replace
from living_manifesto.core.proposals import (
    Decision,
    Disposition,
    Drafted,
    Incorporated,
    Outcome,
    Proposal,
    ProposalKind,
    Source,
)
from living_manifesto.core.values import replace
from living_manifesto.plan.branches import (
    Completed,
    Hindrance,
    Incomplete,
    Remark,
    Standing,
    build,
    complete,
    files_for,
    standing,
)
from living_manifesto.rules.files import proposal_path
from plan.trees import (
    ADOPTED,
    TOWN,
    as_written,
    changed,
    changes_as_written,
    complaints,
    judged,
    proposal,
    town_of,
    tree,
    written,
)
from properties.trees import changes_on, trees
from support.held import Held
from support.town import CHILD_CARE, DECLINED, MANIFESTO, OPEN, TOPICS, TRANSPORT

DAY = "2026-03-01"
NIGHT = "夜のバスも走らせます。"
LATE = "夜十時まで、バスを走らせます。"
DRAFT = proposal(changes=(Add("bus", "last", point("k3f9tw-1", NIGHT)),))
PATH = proposal_path(DRAFT.id)
RECEIVED = TOWN.but(written(DRAFT))


def branch(draft: Proposal = DRAFT, base: Held = RECEIVED) -> Held:
    """The branch as it was built."""
    files = build(tree(base), draft, tree(base).outline()).files
    assert files
    return base.but(files)


def edited(head: Held, path: str, old: str, new: str) -> Held:
    text = head.files[path].decode()
    assert old in text
    return head.but({path: text.replace(old, new).encode()})


def attempt(base: Held, head: Held, name: str | None, former: Proposal | None = None) -> Completed | Incomplete:
    own = changed(base, head)
    return complete(tree(base), tree(head), own, name, DAY, "送った人の言葉です。", former=former)


def completed(
    head: Held, base: Held = RECEIVED, name: str | None = DRAFT.id, former: Proposal | None = None
) -> tuple[Held, Completed]:
    """The completed branch: the rules accept it, it is whole, and to complete it again changes nothing."""
    found = attempt(base, head, name, former)
    assert isinstance(found, Completed), found
    assert judged(base, found.files).faults == ()
    assert complaints(base, found.files) == []
    after = base.but(found.files)
    assert standing(tree(base), tree(after), found.proposal.id, changed(base, after)) is Standing.WHOLE
    for again in (name, found.proposal.id):
        repeated = attempt(base, after, again)
        assert isinstance(repeated, Completed)
        assert (repeated.files, repeated.remarks) == (found.files, frozenset())
    return after, found


def hindered(head: Held, base: Held = RECEIVED, name: str | None = DRAFT.id) -> tuple[Hindrance, tuple[str, ...]]:
    found = attempt(base, head, name)
    assert isinstance(found, Incomplete), found
    return found.why, found.places


def said(held: Held, key: str = "transport/k3f9tw-1") -> str:
    return tree(held).outline().places[key].node.text


def test_a_whole_branch_stays_as_it_is() -> None:
    after, found = completed(branch())
    assert (after.files, found.remarks) == (branch().files, frozenset())


def test_a_wording_bettered_in_the_section_goes_into_the_changes() -> None:
    after, found = completed(edited(branch(), TRANSPORT, NIGHT, LATE))
    assert found.proposal.changes == (Add("transport/bus", "p2", point("k3f9tw-1", LATE)),)
    assert (said(after), found.remarks) == (LATE, frozenset())
    assert found.proposal.drafted == Drafted("staff")


def test_more_edits_of_the_section_become_more_changes() -> None:
    head = edited(branch(), TRANSPORT, "段差をなくします", "段差を、5年でなくします")
    _, found = completed(head)
    assert found.proposal.changes == (
        Add("transport/bus", "p2", point("k3f9tw-1", NIGHT)),
        Replace("transport/p3", "text", "通学路の段差をなくします。", "通学路の段差を、5年でなくします。"),
    )


def test_changes_edited_in_the_proposal_make_the_text_anew() -> None:
    after, found = completed(edited(branch(), PATH, NIGHT, LATE))
    assert (said(after), found.remarks, found.proposal.drafted) == (LATE, frozenset(), Drafted("staff"))


def test_text_and_changes_edited_alike_agree() -> None:
    head = edited(edited(branch(), TRANSPORT, NIGHT, LATE), PATH, NIGHT, LATE)
    assert completed(head)[0].files == head.files
    _, found = completed(edited(head, PATH, "decision: {outcome: adopted}", "decision:\n  outcome: adopted"))
    assert (found.remarks, found.proposal.drafted) == (frozenset(), Drafted("staff"))


def test_where_text_and_changes_were_edited_differently_the_text_counts_and_it_is_said() -> None:
    head = edited(edited(branch(), TRANSPORT, NIGHT, LATE), PATH, NIGHT, "夜のバスをやめます。")
    after, found = completed(head)
    assert (said(after), found.remarks) == (LATE, {Remark.CONTRADICTED})


def test_after_an_amendment_it_is_the_amended_proposal_that_tells_what_was_edited() -> None:
    amended, first = completed(edited(branch(), TRANSPORT, NIGHT, LATE))
    head = edited(amended, PATH, LATE, "夜九時まで、バスを走らせます。")
    after, found = completed(head, former=first.proposal)
    assert (said(after), found.remarks) == ("夜九時まで、バスを走らせます。", frozenset())
    _, unknown = completed(head)
    assert unknown.remarks == {Remark.CONTRADICTED}


def test_who_drafted_stays_where_the_editor_says_so() -> None:
    head = edited(
        edited(branch(), TRANSPORT, NIGHT, LATE),
        PATH,
        "drafted: {by: proposer, confirmed: true}",
        "drafted: {by: model}",
    )
    assert completed(head)[1].proposal.drafted == Drafted("model")


def test_the_confirmation_of_an_earlier_wording_does_not_hold_for_a_new_one() -> None:
    base = TOWN.but(written(replace(DRAFT, drafted=Drafted("staff", confirmed=True))))
    head = edited(branch(replace(DRAFT, drafted=Drafted("staff", confirmed=True)), base), TRANSPORT, NIGHT, LATE)
    assert completed(head, base)[1].proposal.drafted == Drafted("staff")


def test_the_words_of_the_proposer_stay_as_they_were_received() -> None:
    head = edited(branch(), PATH, "body: 本文です。", "body: 直した本文です。")
    head = edited(edited(head, PATH, "reason: 理由です。", "reason: 直した理由です。"), TRANSPORT, NIGHT, LATE)
    after, found = completed(head)
    assert (found.proposal.body, found.proposal.reason) == ("本文です。", "理由です。")
    assert found.remarks == {Remark.WORDS_KEPT}
    assert "body: 本文です。".encode() in after.files[PATH]


def test_a_removed_file_of_the_proposal_is_put_back() -> None:
    after, found = completed(branch().but({PATH: None}))
    assert (after.files, found.remarks) == (branch().files, {Remark.RESTORED})
    after, found = completed(edited(branch().but({PATH: None}), TRANSPORT, NIGHT, LATE))
    assert (said(after), found.remarks) == (LATE, {Remark.RESTORED})


def test_a_decision_or_changes_taken_out_of_the_file_come_back() -> None:
    for old in ("decision: {outcome: adopted}\n", branch().files[PATH].decode().partition("changes:\n")[2]):
        head = edited(branch(), PATH, old if old.startswith("decision") else f"changes:\n{old}", "")
        assert completed(head)[0].files == branch().files


def test_layout_of_a_hand_comes_back_into_line() -> None:
    head = edited(branch(), TRANSPORT, "    title: 歩きやすい道にする", "    title: '歩きやすい道にする'  # 歩道")
    assert completed(head)[0].files == branch().files


def test_an_edited_section_on_an_empty_branch_is_its_draft() -> None:
    base = TOWN.but(written(proposal(drafted=None)))
    _, found = completed(edited(base, TRANSPORT, "2本", "3本"), base)
    assert found.proposal.changes == (
        Replace(
            "transport/p1",
            "text",
            "朝と夕方のバスを、一時間に2本走らせます。",
            "朝と夕方のバスを、一時間に3本走らせます。",
        ),
    )
    assert (found.proposal.drafted, found.remarks) == (Drafted("staff"), frozenset())


def test_changes_written_on_an_empty_branch_make_its_text() -> None:
    base = TOWN.but(written(proposal(drafted=None)))
    after, found = completed(base.but(written(DRAFT)), base)
    assert (said(after), found.proposal.drafted) == (NIGHT, DRAFT.drafted)


def test_a_proposal_without_a_home_finds_it_where_the_text_was_edited() -> None:
    base = TOWN.but(written(proposal(section="none")))
    assert completed(edited(base, TRANSPORT, "2本", "3本"), base)[1].proposal.section == "transport"


def test_a_branch_that_would_change_nothing_is_not_completed() -> None:
    taken_out = branch().but({TRANSPORT: TOWN.files[TRANSPORT]})
    assert hindered(taken_out) == (Hindrance.NO_TEXT, ())
    undrafted = TOWN.but(written(proposal()))
    assert hindered(undrafted, undrafted) == (Hindrance.NO_TEXT, ())
    assert hindered(undrafted, TOWN, None) == (Hindrance.NO_TEXT, ())
    assert hindered(TOWN, TOWN, None) == (Hindrance.NO_TEXT, ())


def test_files_that_are_no_part_of_the_adoption_are_named() -> None:
    other = edited(branch(), OPEN, "夜九時台", "夜十時台")
    assert hindered(other) == (Hindrance.OTHER_FILES, (OPEN,))
    foreign = {
        "README.md": b"x\n",
        "manifesto/daily-life/new.yaml": TOWN.files[TRANSPORT],
        TOPICS: TOWN.files[TOPICS] + b"# more\n",
    }
    assert hindered(branch().but(foreign)) == (Hindrance.OTHER_FILES, tuple(sorted(foreign)))
    assert hindered(TOWN.but({OPEN: None}), TOWN, None) == (Hindrance.OTHER_FILES, (OPEN,))


def test_settings_are_not_lost_on_the_way() -> None:
    assert hindered(edited(branch(), MANIFESTO, "港町の会", "港の会")) == (Hindrance.SETTINGS, (MANIFESTO,))
    owners = edited(branch(), TRANSPORT, "vision:", 'owners: ["@b"]\nvision:')
    assert hindered(owners) == (Hindrance.SETTINGS, (TRANSPORT,))


@pytest.mark.parametrize("path", [TRANSPORT, PATH, MANIFESTO])
def test_a_file_that_cannot_be_understood_is_named(path: str) -> None:
    assert hindered(branch().but({path: b"id: [\n"})) == (Hindrance.UNREADABLE, (path,))


def test_a_section_under_another_id_or_with_an_id_twice_or_gone_is_not_taken_for_a_removal() -> None:
    assert hindered(edited(branch(), TRANSPORT, "id: transport", "id: traffic")) == (Hindrance.UNREADABLE, (TRANSPORT,))
    assert hindered(edited(branch(), TRANSPORT, "id: p3", "id: p1")) == (Hindrance.UNREADABLE, (TRANSPORT,))
    assert hindered(branch().but({CHILD_CARE: None})) == (Hindrance.UNREADABLE, (CHILD_CARE,))
    assert hindered(branch().but({MANIFESTO: None})) == (Hindrance.UNREADABLE, (MANIFESTO,))


def test_what_is_decided_stays_decided() -> None:
    declined = Decision(Outcome.DECLINED, "町の財政では続けられないためです。")
    base = TOWN.but(written(replace(DRAFT, decision=declined)))
    assert hindered(edited(base, TRANSPORT, "2本", "3本"), base)[0] is Hindrance.DECIDED
    assert hindered(branch().but(written(replace(DRAFT, decision=declined))))[0] is Hindrance.DECIDED


def test_a_deferred_proposal_is_adopted_by_its_branch() -> None:
    deferred = replace(DRAFT, decision=Decision(Outcome.DEFERRED, "予算の成立を待ちます。", until="予算の成立"))
    base = TOWN.but(written(deferred))
    head = base.but({TRANSPORT: branch().files[TRANSPORT]})
    assert completed(head, base)[1].proposal.decision == ADOPTED


def test_a_branch_named_for_a_proposal_that_nobody_knows_is_not_completed() -> None:
    assert hindered(edited(TOWN, TRANSPORT, "2本", "3本"), TOWN) == (Hindrance.NO_PROPOSAL, (DRAFT.id,))


def test_changes_that_do_not_fit_need_a_person() -> None:
    wrong = replace(DRAFT, changes=(Replace("p1", "text", "別の文。", LATE),))
    found = attempt(TOWN, TOWN.but(written(wrong)), None)
    assert isinstance(found, Incomplete)
    assert found.why is Hindrance.UNFIT
    assert found.resolution is not None
    assert [note.was for note in found.resolution.needs] == ["別の文。"]


def test_a_contributor_s_whole_branch_stays_as_it_is() -> None:
    head = branch(base=TOWN)
    assert completed(head, TOWN, None)[0].files == head.files


def test_a_contributor_s_proposal_gets_its_text() -> None:
    after, found = completed(RECEIVED, TOWN, None)
    assert (said(after), found.remarks) == (NIGHT, frozenset())
    assert (found.proposal.drafted, found.proposal.decision) == (DRAFT.drafted, ADOPTED)


def test_a_contributor_s_proposal_and_text_that_differ_give_the_text() -> None:
    after, found = completed(edited(branch(base=TOWN), TRANSPORT, NIGHT, LATE), TOWN, None)
    assert (said(after), found.remarks, found.proposal.drafted) == (LATE, {Remark.CONTRADICTED}, DRAFT.drafted)


def test_a_contributor_s_proposal_in_the_wrong_folder_is_put_into_its_own() -> None:
    head = TOWN.but({f"proposals/new/{DRAFT.id}.yaml": written(DRAFT)[PATH]})
    after, _ = completed(head, TOWN, None)
    assert sorted(changed(TOWN, after)) == [TRANSPORT, PATH]


def test_a_contributor_s_edited_section_gets_a_proposal() -> None:
    head = edited(TOWN, TRANSPORT, "段差をなくします", "段差を5年でなくします")
    after, found = completed(head, TOWN, None)
    made = found.proposal
    assert found.remarks == {Remark.MADE}
    assert after.files[TRANSPORT] == head.files[TRANSPORT]
    assert made.id.startswith("20260301-")
    assert (made.section, made.submitted_on, made.source) == ("transport", DAY, Source("github"))
    assert (made.body, made.reason) == ("送った人の言葉です。", "送った人の言葉です。")
    assert (made.kind, made.drafted) == (ProposalKind.REVISION, Drafted("proposer", confirmed=True))


def test_who_sent_it_and_why_is_written_where_it_is_known() -> None:
    head = edited(TOWN, TRANSPORT, "2本", "3本")
    address = "https://example.org/pull/1"
    told = {"reason": "遅れが多いから。", "proposer": "花子", "url": address}
    found = complete(tree(TOWN), tree(head), [TRANSPORT], None, DAY, "本数を増やす。", **told)
    assert isinstance(found, Completed)
    made = found.proposal
    assert (made.body, made.reason, made.proposer) == ("本数を増やす。", "遅れが多いから。", "花子")
    assert made.source == Source("github", address)


def test_the_same_edit_received_again_is_the_same_proposal_and_another_of_the_same_id_gets_a_longer_one() -> None:
    head = edited(TOWN, TRANSPORT, "2本", "3本")
    _, first = completed(head, TOWN, None)
    received = replace(first.proposal, decision=None)
    base = TOWN.but(written(received))
    _, again = completed(edited(base, TRANSPORT, "2本", "3本"), base, None)
    assert again.proposal.id == first.proposal.id
    base = TOWN.but(written(replace(received, body="別の人の言葉です。")))
    _, other = completed(edited(base, TRANSPORT, "2本", "3本"), base, None)
    assert other.proposal.id.startswith(first.proposal.id)
    assert len(other.proposal.id) > len(first.proposal.id)


def test_edits_of_the_frame_get_a_proposal_without_a_home() -> None:
    _, found = completed(edited(TOWN, MANIFESTO, "title: なりわい", "title: 仕事"), TOWN, None)
    assert (found.proposal.section, found.proposal.changes) == (
        "none",
        (Replace("livelihood", "title", "なりわい", "仕事"),),
    )


def test_two_proposals_on_one_branch_are_not_told_apart() -> None:
    other = proposal("20260228-x7p2qa", changes=(Remove("p3"),))
    assert hindered(TOWN.but(written(DRAFT, other)), TOWN, None) == (Hindrance.SEVERAL, (DRAFT.id, other.id))


def test_a_contributor_s_consolidation_decides_its_sources() -> None:
    source = Incorporated("20260201-aaaaaa", Disposition.IN_SPIRIT)
    head = TOWN.but(written(replace(DRAFT, incorporates=(source,))))
    after, _ = completed(head, TOWN, None)
    assert sorted(changed(TOWN, after)) == [TRANSPORT, OPEN, PATH]
    edited_too = edited(after, TRANSPORT, NIGHT, LATE)
    again, _ = completed(edited_too, TOWN, None)
    assert said(again) == LATE
    declined = edited(after, OPEN, "incorporated, of: 20260228-k3f9tw", "withdrawn")
    assert hindered(declined, TOWN, None) == (Hindrance.OTHER_FILES, (OPEN,))
    assert DECLINED not in changed(TOWN, after)


def test_the_revert_button_becomes_a_proposal_that_takes_the_adoption_back() -> None:
    base = branch()
    after, found = completed(RECEIVED, base, None)
    assert after.files[PATH] == base.files[PATH]
    assert after.files[TRANSPORT] == TOWN.files[TRANSPORT]
    made = found.proposal
    assert (made.reverts, made.section, found.remarks) == (DRAFT.id, "transport", {Remark.MADE})
    assert [type(change) for change in made.changes or ()] == [Remove]


def test_the_revert_button_on_receipt_and_adoption_in_one_takes_back_the_adoption_only() -> None:
    base = branch(base=TOWN)
    after, found = completed(TOWN, base, None)
    assert (after.files[PATH], found.proposal.reverts) == (base.files[PATH], DRAFT.id)


def test_the_revert_button_on_a_consolidation_leaves_its_sources_decided() -> None:
    source = Incorporated("20260201-aaaaaa", Disposition.IN_SPIRIT)
    received = TOWN.but(written(replace(DRAFT, incorporates=(source,))))
    base = branch(replace(DRAFT, incorporates=(source,)), received)
    after, found = completed(received, base, None)
    assert (after.files[OPEN], found.proposal.reverts) == (base.files[OPEN], DRAFT.id)


def test_the_revert_button_takes_back_one_adoption_at_a_time() -> None:
    other = proposal("20260228-x7p2qa", changes=(Remove("p3"),))
    base = branch(other, branch(base=TOWN))
    assert hindered(TOWN, base, None) == (Hindrance.SEVERAL, (DRAFT.id, other.id))


def test_a_hand_written_proposal_that_takes_an_adoption_back_leaves_its_record_alone() -> None:
    base = branch()
    own = proposal("20260228-x7p2qa", changes=(Remove("k3f9tw-1"),), reverts=DRAFT.id)
    after, found = completed(RECEIVED.but(written(own)), base, None)
    assert (after.files[PATH], found.proposal.id) == (base.files[PATH], own.id)


def test_a_record_of_adoption_taken_back_without_its_text_is_not_completed() -> None:
    base = branch()
    assert hindered(base.but({PATH: RECEIVED.files[PATH]}), base, None) == (Hindrance.NO_TEXT, ())


def test_a_node_moved_to_another_section_by_hand_is_a_move() -> None:
    line = "      - id: p3\n        text: 通学路の段差をなくします。\n"
    head = edited(TOWN, TRANSPORT, f"    points:\n{line}", "")
    head = head.but({CHILD_CARE: head.files[CHILD_CARE] + line.encode()})
    _, found = completed(head, TOWN, None)
    assert [type(change) for change in found.proposal.changes or ()] == [Move]


@st.composite
def edited_by_hand(draw: st.DrawFn) -> tuple[Held, Held, str | None]:
    """A base, a branch whose text somebody turned into any other, and the name of its proposal, if it has one."""
    root = draw(trees())
    start = as_written(root)
    outcome = apply(start, changes_as_written(draw(changes_on(root, stem="byhand"))), "none")
    assert isinstance(outcome, Applied)
    assume(start.lists and outcome.root.lists)
    draft = proposal(section="none", changes=changes_as_written(draw(changes_on(root, least=1))))
    received = draw(st.booleans())
    base = town_of(start).but(written(draft)) if received else town_of(start)
    head = base.but(files_for(tree(base), outcome.root))
    if draw(st.booleans()):
        built = build(tree(base), draft, tree(base).outline())
        head = head.but({path: raw for path, raw in built.files.items() if path.startswith("proposals/")})
    return base, head, draft.id if received else None


@given(edited_by_hand())
def test_whatever_somebody_made_of_the_text_becomes_a_whole_branch_with_that_text(
    case: tuple[Held, Held, str | None],
) -> None:
    base, head, name = case
    found = attempt(base, head, name)
    if isinstance(found, Incomplete):
        assert found.why in (Hindrance.NO_TEXT, Hindrance.UNFIT)
        return
    after = base.but(found.files)
    assert judged(base, found.files).faults == ()
    assert standing(tree(base), tree(after), found.proposal.id, changed(base, after)) is Standing.WHOLE
    if tree(head).outline().root != tree(base).outline().root:
        assert tree(after).outline().root == tree(head).outline().root
    again = attempt(base, after, name)
    assert isinstance(again, Completed)
    assert again.files == found.files
