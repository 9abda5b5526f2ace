"""Who has the code of a receipt is heard as its proposer, and nobody else."""

from __future__ import annotations

import pytest

from living_manifesto.core.changes import Add, Change
from living_manifesto.core.claims import claim_for, code_of
from living_manifesto.core.ids import ProposalId
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Claim, Drafted, Outcome
from living_manifesto.core.submission import with_node_ids
from living_manifesto.life import claims
from living_manifesto.life.claims import DecidedAlready, NothingDrafted, NotTheCode
from living_manifesto.life.desk import Refused
from living_manifesto.life.redactions import NothingToErase
from living_manifesto.life.register import NoSuchProposal
from living_manifesto.life.sync import sync
from living_manifesto.plan.pulls import PullState
from support.hall import MAIN, P2, Hall, added, reworded

KEY = b"k" * 32
CLAIM = claim_for(KEY, "17")
CODE = code_of(KEY, "17", CLAIM)
NAME = "20260210-cccccc"
NIGHT = "夜のバスを走らせます。"
ROOF = "バス停に屋根をつけます。"


def brought(hall: Hall, *changes: Change, claim: Claim | None = CLAIM, **fields: object) -> str:
    named = with_node_ids(changes, ProposalId(NAME))
    return hall.bring(NAME, *named, claim=claim, drafted=Drafted("staff") if changes else None, **fields)


def correct(hall: Hall, *changes: Change, section: str = "transport") -> str | None:
    with hall.desk() as desk:
        commit = claims.correct(desk, NAME, changes, section)
        sync(desk, [NAME])
    return commit


def confirm(hall: Hall) -> str | None:
    with hall.desk() as desk:
        commit = claims.confirm(desk, NAME)
        sync(desk, [NAME])
    return commit


def night(text: str = NIGHT) -> Add:
    return Add("bus", "last", Node("", text=text))


def branch(hall: Hall) -> str:
    return f"refs/heads/proposal/{NAME}"


def test_the_code_opens_its_own_proposal(hall: Hall) -> None:
    brought(hall)
    with hall.desk() as desk:
        assert claims.proposal_of(desk, NAME, CODE.lower()).id == NAME


@pytest.mark.parametrize("claim", [CLAIM, None, claim_for(KEY, "18"), Claim("0" * 32, "sha256:" + "0" * 64)])
@pytest.mark.parametrize("typed", ["", "AAAAA-AAAAA-AAAAA-AAAAA", code_of(KEY, "19", claim_for(KEY, "19"))])
def test_any_other_code_opens_nothing_whatever_the_proposal_holds(hall: Hall, claim: Claim | None, typed: str) -> None:
    brought(hall, claim=claim)
    with hall.desk() as desk, pytest.raises(NotTheCode) as refused:
        claims.proposal_of(desk, NAME, typed)
    assert refused.value.args == (NAME,)


def test_a_proposal_that_was_never_received_is_named_as_such(hall: Hall) -> None:
    with hall.desk() as desk, pytest.raises(NoSuchProposal):
        claims.proposal_of(desk, NAME, CODE)


def test_withdrawing_is_the_decision_and_doing_it_again_does_nothing(hall: Hall) -> None:
    brought(hall)
    with hall.desk() as desk:
        assert claims.withdraw(desk, NAME, "考えが変わったため。") == hall.head(MAIN)
        assert claims.withdraw(desk, NAME, "別の理由。") is None
        sync(desk, [NAME])
    decision = hall.register(NAME).decision
    assert decision is not None
    assert (decision.outcome, decision.reason, decision.by) == (Outcome.WITHDRAWN, "考えが変わったため。", "")
    assert hall.pull(NAME).state is PullState.CLOSED
    assert hall.complaints() == []


def test_what_is_decided_is_not_touched_any_more(hall: Hall) -> None:
    brought(hall, night())
    hall.adopt(NAME)
    tip = hall.head(MAIN)
    with hall.desk() as desk:
        for act in (
            lambda: claims.withdraw(desk, NAME, ""),
            lambda: claims.confirm(desk, NAME),
            lambda: claims.correct(desk, NAME, (night(ROOF),), "transport"),
        ):
            with pytest.raises(DecidedAlready):
                act()
    assert hall.head(MAIN) == tip


def test_a_correction_is_the_draft_of_the_proposer_on_main_and_branch(hall: Hall) -> None:
    brought(hall, night())
    assert correct(hall, night(ROOF)) == hall.head(MAIN)
    stands = hall.register(NAME)
    assert stands.drafted == Drafted("proposer", confirmed=True)
    assert stands.changes == (Add("bus", "last", Node("cccccc-1", text=ROOF)),)
    assert hall.points(commit=branch(hall))[-1] == ROOF
    assert hall.register(NAME, branch(hall)).drafted == stands.drafted
    assert NIGHT not in hall.pull(NAME).body
    assert ROOF in hall.pull(NAME).body
    assert hall.complaints() == []


def test_a_correction_twice_is_one_and_moves_nothing(hall: Hall) -> None:
    brought(hall, night())
    correct(hall, night(ROOF))
    refs = hall.refs()
    assert correct(hall, night(ROOF)) is None
    assert hall.refs() == refs


def test_an_approval_of_the_old_words_does_not_count_for_the_corrected_ones(hall: Hall) -> None:
    brought(hall, night())
    hall.approve(NAME)
    assert hall.row(NAME).approvals.approved
    correct(hall, night(ROOF))
    assert not hall.row(NAME).approvals.approved
    assert hall.row(NAME).approvals.void


def test_a_correction_stands_in_place_of_what_staff_wrote_on_the_branch_and_names_them(hall: Hall) -> None:
    brought(hall, night())
    path = "manifesto/daily-life/transport.yaml"
    hall.by_hand(f"proposal/{NAME}", {path: (NIGHT, "夜もバスを走らせます。")})
    hall.sync()
    correct(hall, night(ROOF))
    assert hall.points(commit=branch(hall))[-1] == ROOF
    message = hall.town.git("log", "-1", "--format=%B", branch(hall))
    assert "Co-authored-by: 佐藤" in message
    hall.adopt(NAME)
    assert hall.points()[-1] == ROOF
    assert hall.complaints() == []


def test_what_had_no_draft_gets_one_by_the_correction(hall: Hall) -> None:
    brought(hall, section="none")
    assert hall.state(NAME) == "not_drafted"
    correct(hall, night())
    assert hall.register(NAME).section == "transport"
    assert str(hall.register(NAME).kind) == "addition"
    assert hall.points(commit=branch(hall))[-1] == NIGHT
    hall.adopt(NAME)
    assert hall.points()[-1] == NIGHT


def test_a_correction_that_fits_no_text_of_today_is_refused_and_moves_nothing(hall: Hall) -> None:
    brought(hall, night())
    refs = hall.refs()
    with hall.desk() as desk, pytest.raises(Refused):
        claims.correct(desk, NAME, (reworded("p2", "そんな文はない。", "新しい文。"),), "transport")
    assert hall.refs() == refs


def test_a_correction_may_hold_no_address(hall: Hall) -> None:
    brought(hall, night())
    with hall.desk() as desk, pytest.raises(Refused) as refused:
        claims.correct(desk, NAME, (night("連絡は 090-1234-5678 まで。"),), "transport")
    assert {fault.code for fault in refused.value.faults} == {"LM607"}


def test_confirming_keeps_words_branch_and_approvals(hall: Hall) -> None:
    brought(hall, night())
    hall.approve(NAME)
    before = hall.points(commit=branch(hall))
    assert confirm(hall) == hall.head(MAIN)
    assert hall.register(NAME).drafted == Drafted("staff", confirmed=True)
    assert hall.register(NAME, branch(hall)).drafted == Drafted("staff", confirmed=True)
    assert hall.points(commit=branch(hall)) == before
    assert hall.row(NAME).approvals.approved
    refs = hall.refs()
    assert confirm(hall) is None
    assert hall.refs() == refs
    hall.adopt(NAME)
    assert hall.complaints() == []


def test_what_is_confirmed_is_what_stands_on_the_branch_now(hall: Hall) -> None:
    brought(hall, night())
    better = "夜もバスを走らせます。"
    hall.by_hand(f"proposal/{NAME}", {"manifesto/daily-life/transport.yaml": (NIGHT, better)})
    hall.sync()
    confirm(hall)
    (change,) = hall.register(NAME).changes or ()
    assert isinstance(change, Add)
    assert change.node.text == better
    assert hall.points(commit=branch(hall))[-1] == better
    assert hall.complaints() == []


def test_nothing_can_be_confirmed_where_nothing_is_drafted(hall: Hall) -> None:
    brought(hall)
    with hall.desk() as desk, pytest.raises(NothingDrafted):
        claims.confirm(desk, NAME)


def test_nor_where_the_text_has_moved_away_under_it(hall: Hall) -> None:
    brought(hall, reworded("p2", P2, "定期券を無料にします。"))
    other = hall.bring("20260210-dddddd", reworded("p2", P2, "学生の定期券をなくします。"))
    hall.adopt(other)
    hall.sync()
    with hall.desk() as desk, pytest.raises(NothingDrafted):
        claims.confirm(desk, NAME)


def test_asking_for_removal_hides_at_once_and_tells_the_office(hall: Hall) -> None:
    brought(hall, proposer="みどり")
    with hall.desk() as desk:
        assert claims.ask_removal(desk, NAME, ["name", "body"]) == hall.head(MAIN)
        sync(desk, [NAME])
        claims.tell_removal(desk, NAME, ["name", "body"])
        assert claims.ask_removal(desk, NAME, ["name"]) is None
        claims.tell_removal(desk, NAME, ["name", "body"])
    hidden = hall.register(NAME).hidden
    assert hidden is not None
    assert hidden.ground == "privacy"
    pull = hall.pull(NAME)
    assert "みどり" not in pull.title + pull.body
    (remark,) = [each for each in pull.comments if each.key == "removal"]
    assert f"manifesto erase {NAME} --ground privacy --field body --field name" in remark.text


def test_what_is_not_there_cannot_be_removed(hall: Hall) -> None:
    brought(hall)
    tip = hall.head(MAIN)
    with hall.desk() as desk, pytest.raises(NothingToErase):
        claims.ask_removal(desk, NAME, ["name"])
    assert hall.head(MAIN) == tip


def test_the_claim_outlives_redrafting_hiding_and_adoption(hall: Hall) -> None:
    brought(hall, night())
    correct(hall, night(ROOF))
    with hall.desk() as desk:
        claims.ask_removal(desk, NAME, ["body"])
        sync(desk, [NAME])
    hall.adopt(NAME)
    assert hall.register(NAME).claim == CLAIM


def test_before_a_branch_is_there_the_register_is_corrected_and_the_branch_follows(hall: Hall) -> None:
    brought(hall, night())
    hall.town.git("update-ref", "-d", branch(hall))
    correct(hall, added(ROOF, node="x1"))
    assert hall.points(commit=branch(hall))[-1] == ROOF
