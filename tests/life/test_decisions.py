from __future__ import annotations

from pathlib import Path

import pytest

from living_manifesto.core.proposals import Decision, Outcome
from living_manifesto.life.decisions import decide
from living_manifesto.life.desk import Refused, UnsavedEdits
from living_manifesto.life.register import NoSuchProposal
from support.no_forge import NoForge
from support.office import MAIN, desk_in
from support.town import DECLINED, OPEN, Town, settle

NAME, DECIDED = "20260201-aaaaaa", "20260202-bbbbbb"
NO = Decision(Outcome.DECLINED, "夜九時台は乗る人の見込みが立たず、車の費用をまだ示せません。", "policy-team")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return settle(tmp_path / "town")


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.code for fault in refused.value.faults]


def test_a_decision_is_one_step_of_main_and_the_file_here_comes_along(town: Town) -> None:
    before = town.git("rev-parse", MAIN).strip()
    with desk_in(town, NoForge()) as desk:
        commit = decide(desk, NAME, NO)
    assert commit == town.git("rev-parse", MAIN).strip()
    assert town.git("rev-parse", f"{MAIN}^").strip() == before
    assert town.git("diff", "--name-only", before, MAIN).split() == [OPEN]
    assert "outcome: declined" in town.read(OPEN)
    assert town.git("status", "--porcelain") == ""


def test_the_same_decision_again_does_nothing(town: Town) -> None:
    with desk_in(town, NoForge()) as desk:
        decide(desk, NAME, NO)
        tip = desk.tip()
        assert decide(desk, NAME, NO) is None
        assert desk.tip() == tip


def test_a_final_decision_stands(town: Town) -> None:
    with desk_in(town, NoForge()) as desk:
        with pytest.raises(Refused) as refused:
            decide(desk, DECIDED, Decision(Outcome.WITHDRAWN))
        assert codes(refused) == ["LM704"]
        with pytest.raises(Refused) as refused:
            decide(desk, DECIDED, NO)
        assert codes(refused) == ["LM706"]
    assert town.git("status", "--porcelain") == ""
    assert "病児保育" in town.read(DECLINED)


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision(Outcome.DECLINED), "LM501"),
        (Decision(Outcome.DECLINED, "方針と異なるため"), "LM502"),
        (Decision(Outcome.DEFERRED, "費用の試算を待つため"), "LM503"),
        (Decision(Outcome.DEFERRED, "費用の試算を待つため", until="2026-02-27"), "LM504"),
        (Decision(Outcome.DUPLICATE, of="20260101-zzzzzz"), "LM303"),
        (Decision(Outcome.DUPLICATE, of=NAME), "LM509"),
    ],
)
def test_a_decision_that_lacks_what_it_owes_is_refused(town: Town, decision: Decision, code: str) -> None:
    with desk_in(town, NoForge()) as desk:
        tip = desk.tip()
        with pytest.raises(Refused) as refused:
            decide(desk, NAME, decision)
        assert code in codes(refused)
        assert desk.tip() == tip


def test_a_deferral_that_has_passed_may_be_decided_or_deferred_anew(town: Town) -> None:
    rest = Decision(Outcome.DEFERRED, "費用の試算を待つため", until="2026-03-10")
    with desk_in(town, NoForge()) as desk:
        decide(desk, NAME, rest)
    with desk_in(town, NoForge(), "2026-03-20T00:00:00+00:00") as desk:
        assert decide(desk, NAME, rest) is None
        assert decide(desk, NAME, Decision(Outcome.DEFERRED, "試算がまだ出ないため", until="2026-04-01"))
        assert decide(desk, NAME, NO)


def test_an_edit_here_that_is_not_committed_is_not_written_over(town: Town) -> None:
    town.replace(OPEN, "塾の帰り", "残業の帰り")
    with desk_in(town, NoForge()) as desk, pytest.raises(UnsavedEdits):
        decide(desk, NAME, NO)
    assert "残業の帰り" in town.read(OPEN)


def test_what_was_never_received_cannot_be_decided(town: Town) -> None:
    with desk_in(town, NoForge()) as desk, pytest.raises(NoSuchProposal):
        decide(desk, "20260201-zzzzzz", NO)
