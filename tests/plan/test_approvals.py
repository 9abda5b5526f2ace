"""An approval counts for what was read: who approves, and when somebody has to read again."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from core.manifesto_sample import HOME, OUTLINE, SCHOOLS, point
from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.amend.resolution import Fit
from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import digest
from living_manifesto.core.outline import Outline
from living_manifesto.plan.approvals import Approvals, reading, standing_approvals
from living_manifesto.plan.pulls import Review, Verdict
from properties.trees import changes_on, trees

NEW = point("k3f9tw-1", "避難できる場所の整備を検討します。")


def moved_on(*changes: Change) -> Outline:
    outcome = apply(OUTLINE, changes, HOME)
    assert isinstance(outcome, Applied), outcome
    return outcome.outline()


def read_again(today: Outline, *changes: Change) -> tuple[Fit, str]:
    """How the changes of a branch fit today's text, and what is read in them there."""
    resolution = resolve(OUTLINE, today, changes, HOME, "20260128-k3f9tw")
    return resolution.fit, reading(resolution.changes, HOME, today)


def said(by: str, verdict: Verdict, minute: int, of: str = "now") -> Review:
    return Review(by, verdict, f"2026-03-01T00:{minute:02}:00Z", reading=of)


def test_nothing_said_is_nothing_approved() -> None:
    assert standing_approvals((), "now") == Approvals()


def test_the_last_verdict_of_a_person_counts_whatever_the_order_in_which_they_are_told() -> None:
    reviews = [
        said("花子", Verdict.APPROVED, 5),
        said("花子", Verdict.CHANGES_REQUESTED, 1),
        said("太郎", Verdict.APPROVED, 2),
        said("太郎", Verdict.CHANGES_REQUESTED, 3),
    ]
    assert standing_approvals(reviews, "now") == Approvals(("花子",), ("太郎",))


def test_a_comment_takes_no_verdict_back() -> None:
    reviews = [
        said("花子", Verdict.APPROVED, 1),
        said("花子", Verdict.COMMENTED, 2),
        said("太郎", Verdict.CHANGES_REQUESTED, 3),
        said("太郎", Verdict.COMMENTED, 4),
    ]
    assert standing_approvals(reviews, "now") == Approvals(("花子",), ("太郎",))


def test_an_approval_of_another_wording_is_void_until_it_is_given_again() -> None:
    before = said("花子", Verdict.APPROVED, 1, of="earlier")
    assert standing_approvals([before], "now") == Approvals(void=("花子",))
    assert standing_approvals([before, said("花子", Verdict.APPROVED, 2)], "now") == Approvals(("花子",))


def test_a_refusal_stands_whatever_is_read_now() -> None:
    assert standing_approvals([said("花子", Verdict.CHANGES_REQUESTED, 1, of="earlier")], "now").refused == ("花子",)


def test_a_reading_is_sixteen_letters_and_the_same_for_the_same_changes() -> None:
    found = reading((Add("posture", "last", NEW),), HOME, OUTLINE)
    assert len(found) == 16
    assert found == reading((Add("posture", "last", NEW),), HOME, OUTLINE)


def test_addresses_and_lists_are_read_the_same_written_in_full_or_in_short() -> None:
    short = reading((Add("posture", "last", NEW), Remove("drills")), HOME, OUTLINE)
    full = (Add("defense/posture", "schools", NEW, "points"), Remove("defense/drills"))
    assert reading(full, HOME, OUTLINE) == short


def test_another_neighbour_or_another_id_is_no_other_reading() -> None:
    one = reading((Add("posture", "last", NEW),), HOME, OUTLINE)
    other = Add("posture", "first", point("k3f9tw-7", NEW.text))
    assert reading((other,), HOME, OUTLINE) == one


def test_another_word_node_field_parent_or_operation_is_another_reading() -> None:
    changes: list[tuple[Change, ...]] = [
        (),
        (Add("posture", "last", NEW),),
        (Add("ai-nation", "last", NEW),),
        (Add("posture", "last", point("k3f9tw-1", "避難できる場所を整備します。")),),
        (Replace("schools", "text", SCHOOLS.text, "学校を強くします。"),),
        (Replace("schools", "text", SCHOOLS.text, "校舎を強くします。"),),
        (Replace("schools", "form", "bullet", "paragraph"),),
        (Remove("schools"),),
        (Remove("drills"),),
        (Move("drills", "ai-nation", "last"),),
        (Move("drills", "schools", "last"),),
    ]
    assert len({reading(each, HOME, OUTLINE) for each in changes}) == len(changes)


def test_what_a_proposal_adds_below_its_own_addition_is_read_by_what_that_says() -> None:
    below = point("k3f9tw-2", "費用も示します。")
    one = (Add("posture", "last", NEW), Add("k3f9tw-1", "first", below))
    renamed = (Add("posture", "last", point("k3f9tw-3", NEW.text)), Add("k3f9tw-3", "first", below))
    elsewhere = (Add("posture", "last", NEW), Add("schools", "first", below))
    assert reading(one, HOME, OUTLINE) == reading(renamed, HOME, OUTLINE)
    assert reading(one, HOME, OUTLINE) != reading(elsewhere, HOME, OUTLINE)


def test_a_clean_re_application_keeps_what_was_read() -> None:
    approved = reading((Add("defense/posture", "drills", NEW),), HOME, OUTLINE)
    today = moved_on(Add("posture", "last", point("x7p2qa-1", "別の文。")), Replace("v1", "text", "平和を守る国", "国"))
    assert read_again(today, Add("defense/posture", "drills", NEW)) == (Fit.CLEAN, approved)


def test_an_approximate_place_keeps_what_was_read() -> None:
    approved = reading((Add("defense/posture", "drills", NEW),), HOME, OUTLINE)
    today = moved_on(Remove("drills"))
    assert read_again(today, Add("defense/posture", "drills", NEW)) == (Fit.APPROXIMATE, approved)


def test_an_id_given_anew_keeps_what_was_read() -> None:
    approved = reading((Add("defense/posture", "drills", NEW),), HOME, OUTLINE)
    today = moved_on(Add("posture", "first", point("k3f9tw-1", "別の文。")))
    assert read_again(today, Add("defense/posture", "drills", NEW)) == (Fit.CLEAN, approved)


def test_a_moved_part_that_others_edited_keeps_what_was_read() -> None:
    move = Move("defense/posture", "science", "first", "items", digest(OUTLINE.places["defense/posture"].node))
    approved = reading((move,), HOME, OUTLINE)
    today = moved_on(Replace("schools", "text", SCHOOLS.text, "校舎を強くします。"))
    assert read_again(today, move) == (Fit.CLEAN, approved)


def test_a_sentence_joined_from_two_edits_has_to_be_read_again() -> None:
    ours = Replace("defense/schools", "text", SCHOOLS.text, SCHOOLS.text.replace("学校の", "学校と病院の"))
    approved = reading((ours,), HOME, OUTLINE)
    today = moved_on(Replace("schools", "text", SCHOOLS.text, SCHOOLS.text.replace("命", "命と心")))
    fit, now = read_again(today, ours)
    assert (fit, now != approved) == (Fit.MERGED, True)


@given(st.data())
def test_whatever_else_is_adopted_a_clean_re_application_of_one_change_keeps_what_was_read(data: st.DataObject) -> None:
    base = Outline.of(data.draw(trees()))
    changes = data.draw(changes_on(base.root, least=1, most=1))
    written = resolve(base, base, changes, "none", "20260128-k3f9tw")
    assume(written.changes)
    others = apply(base, data.draw(changes_on(base.root, stem="x7p2qa")), "none")
    assert isinstance(others, Applied)
    today = others.outline()
    again = resolve(base, today, written.changes, "none", "20260128-k3f9tw")
    if again.fit in (Fit.CLEAN, Fit.APPROXIMATE):
        assert reading(again.changes, "none", today) == reading(written.changes, "none", base)
