"""A proposal applied again on a text that has moved: every outcome by example."""

import pytest

from core.manifesto_sample import DRILLS, HOME, OUTLINE, POSTURE, ROOT, SCHOOLS, point, titled
from living_manifesto.core.amend.apply import Applied, apply
from living_manifesto.core.amend.conflict import Cause
from living_manifesto.core.amend.resolution import Fit, Need, Note, Resolution
from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.changes import Add, Change, Move, Remove, Replace
from living_manifesto.core.nodes import Node, digest
from living_manifesto.core.outline import Outline
from living_manifesto.core.values import replace

NEW = point("k3f9tw-1", "避難できる場所の整備を検討します。")


def moved_on(*changes: Change) -> Outline:
    """Today's text, after others' changes were adopted."""
    outcome = apply(OUTLINE, changes, HOME)
    assert isinstance(outcome, Applied), outcome
    return outcome.outline()


def again(today: Outline, *changes: Change, base: Node | None = ROOT) -> Resolution:
    resolution = resolve(base, today, changes, HOME, "20260128-k3f9tw")
    outcome = apply(today, resolution.changes, HOME)
    assert isinstance(outcome, Applied)
    assert outcome.root == resolution.root
    return resolution


def need(today: Outline, *changes: Change, base: Node | None = ROOT) -> Note:
    resolution = again(today, *changes, base=base)
    assert resolution.fit is Fit.NEEDS_PERSON
    assert resolution.changes == ()
    assert resolution.root is today.root
    return resolution.needs[0]


def test_a_clean_change_is_stated_with_its_address_and_its_neighbour() -> None:
    resolution = again(moved_on(Remove("ai-nation")), Add("posture", "last", NEW))
    assert resolution.fit is Fit.CLEAN
    assert resolution.changes == (Add("defense/posture", "drills", NEW),)


def test_resolved_changes_name_the_list_only_where_several_fit() -> None:
    vision = point("k3f9tw-2", "強い国")
    resolution = again(OUTLINE, Add("defense", "v1", vision, "vision"), Add("posture", "first", NEW, "points"))
    assert resolution.changes == (Add("defense", "v1", vision, "vision"), Add("defense/posture", "first", NEW))


def test_resolved_removals_and_moves_carry_the_digest_of_what_stands() -> None:
    resolution = again(OUTLINE, Remove("schools"), Move("drills", "ai-nation", "last"))
    assert resolution.changes == (
        Remove("defense/schools", digest(SCHOOLS)),
        Move("defense/drills", "defense/ai-nation", "first", was=digest(DRILLS)),
    )


def test_two_additions_of_one_proposal_at_one_place_name_their_neighbours_in_the_result() -> None:
    other = point("k3f9tw-2", "費用も示します。")
    resolution = again(OUTLINE, Add("posture", "schools", NEW), Add("posture", "schools", other))
    assert resolution.changes == (Add("defense/posture", "schools", other), Add("defense/posture", "k3f9tw-2", NEW))


def test_two_replacements_of_one_field_become_one() -> None:
    first = Replace("schools", "text", SCHOOLS.text, "学校を強くします。")
    second = Replace("schools", "text", "学校を強くします。", "校舎を強くします。")
    resolution = again(OUTLINE, first, second)
    assert resolution.changes == (Replace("defense/schools", "text", SCHOOLS.text, "校舎を強くします。"),)


@pytest.mark.parametrize("placed", [Add("drills", "last", NEW), Move("schools", "drills", "last")])
def test_what_is_placed_below_a_node_that_then_changes_its_section_goes_along(placed: Change) -> None:
    resolution = again(OUTLINE, placed, Move("drills", "education/tutors", "last"))
    assert resolution.fit is Fit.CLEAN
    inner = "k3f9tw-1" if isinstance(placed, Add) else "schools"
    assert f"education/{inner}" in Outline.of(resolution.root).places


def test_a_neighbour_that_is_gone_gives_an_approximate_place_after_the_nearest_before_it() -> None:
    resolution = again(
        moved_on(Remove("drills"), Add("posture", "last", point("x7p2qa-1", "新しい文"))), Add("posture", "drills", NEW)
    )
    assert resolution.fit is Fit.APPROXIMATE
    assert (resolution.notes[0].fit, resolution.notes[0].reference) == (Fit.APPROXIMATE, "drills")
    assert resolution.changes == (Add("defense/posture", "schools", NEW),)


@pytest.mark.parametrize("base", [ROOT, None])
def test_with_nothing_left_before_it_an_approximate_place_is_at_the_end(base: Node | None) -> None:
    resolution = again(moved_on(Remove("schools")), Add("posture", "schools", NEW), base=base)
    assert resolution.fit is Fit.APPROXIMATE
    assert resolution.changes == (Add("defense/posture", "drills", NEW),)


def test_two_edits_of_one_sentence_are_joined_where_they_do_not_meet() -> None:
    today = moved_on(Replace("schools", "text", SCHOOLS.text, "学校の建物を強くし、有事にも子どもの命と心を守ります。"))
    ours = "学校と病院の建物を強くし、有事にも子どもの命を守ります。"
    resolution = again(today, Replace("schools", "text", SCHOOLS.text, ours))
    joined = "学校と病院の建物を強くし、有事にも子どもの命と心を守ります。"
    assert resolution.fit is Fit.MERGED
    assert resolution.notes[0].becomes == joined
    assert resolution.changes == (
        Replace("defense/schools", "text", "学校の建物を強くし、有事にも子どもの命と心を守ります。", joined),
    )


@pytest.mark.parametrize(
    "change",
    [
        Add("posture", "schools", NEW),
        Replace("schools", "text", SCHOOLS.text, "校舎を強くします。"),
        Replace("schools", "form", "bullet", "paragraph"),
        Remove("drills", digest(DRILLS)),
        Move("drills", "ai-nation", "last"),
        Move("drills", "posture", "first"),
        Move("posture", "education", "tutors", "items"),
    ],
)
def test_what_was_made_already_is_not_made_again(change: Change) -> None:
    resolution = again(moved_on(change), change)
    assert (resolution.fit, resolution.changes) == (Fit.ALREADY_THERE, ())


def test_an_edit_that_somebody_else_made_as_part_of_a_larger_one_stands_already() -> None:
    larger = SCHOOLS.text.replace("学校", "校舎").replace("命", "暮らし")
    today = moved_on(Replace("schools", "text", SCHOOLS.text, larger))
    resolution = again(today, Replace("schools", "text", SCHOOLS.text, SCHOOLS.text.replace("学校", "校舎")))
    assert resolution.fit is Fit.ALREADY_THERE


def test_an_id_that_is_taken_gives_way_to_the_next_and_later_changes_follow() -> None:
    today = moved_on(Add("posture", "last", point("k3f9tw-1", "別の人の文")))
    resolution = again(
        today,
        Add("posture", "last", NEW),
        Add("k3f9tw-1", "first", point("k3f9tw-2", "費用も示します。")),
        Add("posture", "k3f9tw-1", point("k3f9tw-4", "期限も示します。")),
    )
    assert resolution.fit is Fit.CLEAN
    assert resolution.notes[0].ids == (("k3f9tw-1", "k3f9tw-3"),)
    posture = Outline.of(resolution.root).places["defense/posture"].node
    assert [node.id for node in posture.children("points")] == [
        "schools", "drills", "k3f9tw-1", "k3f9tw-3", "k3f9tw-4",
    ]  # fmt: skip
    assert [node.id for node in posture.children("points")[3].children("points")] == ["k3f9tw-2"]


def test_a_section_whose_id_is_taken_keeps_the_ids_of_its_nodes() -> None:
    today = moved_on(Add("state", "last", titled("economy", "経済", vision=(point("v1", "豊かな国"),))))
    ours = titled("economy", "経済と税", vision=(point("v1", "公平な国"),))
    resolution = again(today, Add("people", "last", ours), Add("economy/v1", "first", point("k3f9tw-2", "税も")))
    assert resolution.notes[0].ids == (("economy", "k3f9tw-1"),)
    assert Outline.of(resolution.root).places["k3f9tw-1/v1"].node.text == "公平な国"
    assert "k3f9tw-1/k3f9tw-2" in Outline.of(resolution.root).places


def test_a_text_that_was_rewritten_needs_a_person() -> None:
    today = moved_on(Replace("schools", "text", SCHOOLS.text, "校舎を直します。"))
    note = need(today, Replace("schools", "text", SCHOOLS.text, "学校を建て直します。"))
    assert (note.need, note.stands) == (Need.TEXT_CHANGED, "校舎を直します。")


def test_a_target_that_is_gone_needs_a_person() -> None:
    note = need(moved_on(Remove("schools")), Replace("schools", "text", SCHOOLS.text, "新"))
    assert (note.need, note.reference, note.elsewhere) == (Need.TARGET_GONE, "schools", "")


def test_a_target_that_went_to_another_section_is_shown_where_it_stands() -> None:
    note = need(moved_on(Move("schools", "education/tutors", "last")), Replace("schools", "text", SCHOOLS.text, "新"))
    assert (note.need, note.elsewhere) == (Need.TARGET_GONE, "education/schools")


def test_a_parent_that_is_gone_needs_a_person() -> None:
    today = moved_on(Remove("posture"))
    assert need(today, Add("posture", "last", NEW)).need is Need.PARENT_GONE
    assert need(today, Move("ai-nation", "posture", "last")).need is Need.PARENT_GONE


def test_a_section_that_is_gone_needs_a_person() -> None:
    today = moved_on(Remove("people"))
    assert need(today, Replace("education/t1", "text", "全校に置きます。", "新")).need is Need.SECTION_GONE
    assert need(today, Add("education", "tutors", titled("k3f9tw-1", "新"), "items")).need is Need.SECTION_GONE
    assert need(today, Add("education/tutors", "last", NEW), base=None).need is Need.SECTION_GONE


def test_a_node_that_somebody_moved_elsewhere_needs_a_person_to_move_it_again() -> None:
    ours = Move("schools", "issues", "first")
    assert need(moved_on(Move("schools", "ai-nation", "last")), ours).need is Need.MOVED_TWICE
    assert need(moved_on(Move("schools", "posture", "last")), ours).need is Need.MOVED_TWICE
    note = need(moved_on(Move("schools", "education/tutors", "last")), ours)
    assert (note.need, note.elsewhere) == (Need.MOVED_TWICE, "education/schools")


def test_a_node_that_others_only_stood_beside_is_moved_cleanly() -> None:
    today = moved_on(Add("posture", "first", point("x7p2qa-1", "新しい文")), Remove("drills"))
    assert again(today, Move("schools", "issues", "p4")).fit is Fit.CLEAN


def test_a_node_moved_by_somebody_to_where_we_want_it_stands_already() -> None:
    today = moved_on(Move("schools", "issues", "last"), Add("issues", "p4", point("x7p2qa-1", "新しい文")))
    assert again(today, Move("schools", "issues", "p4")).fit is Fit.ALREADY_THERE


def test_moved_and_removed_needs_a_person_whichever_came_first() -> None:
    move, removal = Move("drills", "ai-nation", "last"), Remove("drills", digest(DRILLS))
    assert need(moved_on(move), removal).need is Need.MOVED_AND_REMOVED
    assert need(moved_on(removal), move).need is Need.MOVED_AND_REMOVED
    assert need(moved_on(Move("drills", "education/tutors", "last")), removal).need is Need.MOVED_AND_REMOVED


def test_a_move_into_what_somebody_moved_into_the_node_needs_a_person() -> None:
    note = need(moved_on(Move("ai-nation", "posture", "last")), Move("posture", "ai-nation", "last"))
    assert (note.need, note.cause) == (Need.MOVED_TWICE, Cause.INTO_ITSELF)


def test_a_move_takes_newer_text_along() -> None:
    today = moved_on(Replace("drills-night", "text", "夜間の訓練も行います。", "夜も訓練します。"))
    resolution = again(today, Move("drills", "ai-nation", "last", was=digest(DRILLS)))
    assert resolution.fit is Fit.CLEAN
    assert Outline.of(resolution.root).places["defense/drills-night"].node.text == "夜も訓練します。"


def test_a_stale_removal_never_deletes_newer_text() -> None:
    today = moved_on(Add("drills", "last", point("x7p2qa-1", "新しい文")))
    assert need(today, Remove("drills", digest(DRILLS))).need is Need.SUBTREE_CHANGED
    assert need(today, Remove("drills")).need is Need.SUBTREE_CHANGED
    assert need(today, Remove("posture")).need is Need.SUBTREE_CHANGED


def test_what_others_wrote_in_the_same_words_is_not_removed_with_our_own() -> None:
    today = moved_on(Add("posture", "last", NEW))
    withdrawn = again(today, Add("posture", "last", NEW), Remove("k3f9tw-1", digest(NEW)))
    assert withdrawn.fit is Fit.ALREADY_THERE
    note = need(today, Add("posture", "last", NEW), Remove("posture"))
    assert note.need is Need.SUBTREE_CHANGED


def test_a_removal_without_digest_and_base_needs_a_person() -> None:
    assert need(OUTLINE, Remove("drills"), base=None).need is Need.SUBTREE_CHANGED
    assert again(OUTLINE, Remove("drills", digest(DRILLS)), base=None).fit is Fit.CLEAN


def test_a_proposal_may_edit_and_then_remove_or_move_and_then_edit() -> None:
    resolution = again(
        OUTLINE,
        Move("schools", "ai-nation", "last"),
        Replace("schools", "text", SCHOOLS.text, "校舎を強くします。"),
        Remove("posture"),
    )
    assert resolution.fit is Fit.CLEAN
    assert resolution.changes[2] == Remove("defense/posture", digest(replace(POSTURE, lists=(
        ("points", (DRILLS,)), POSTURE.lists[1],
    ))))  # fmt: skip


def test_a_moved_subtree_whose_ids_are_taken_in_the_other_section_needs_a_person() -> None:
    today = moved_on(Add("education/tutors", "last", point("schools", "同じid")))
    assert need(today, Move("schools", "education/tutors", "last")).need is Need.ID_TAKEN


def test_a_change_that_never_fitted_tells_its_cause() -> None:
    note = need(OUTLINE, Add("defense", "last", NEW))
    assert (note.need, note.cause) == (Need.UNFIT, Cause.WHICH_LIST)
    assert need(OUTLINE, Replace("posture", "text", "", "新")).cause is Cause.WRONG_FIELD
    assert need(OUTLINE, Replace("nowhere", "text", "", "新")).need is Need.TARGET_GONE


def test_changes_that_depend_on_one_that_needs_a_person_say_so() -> None:
    changes = (Add("posture", "last", NEW), Replace("k3f9tw-1", "text", NEW.text, "新"), Remove("ai-nation"))
    resolution = again(moved_on(Remove("posture")), *changes)
    assert [note.need for note in resolution.notes] == [Need.PARENT_GONE, Need.DEPENDS, None]


def test_forty_additions_six_of_them_at_one_place_all_stand() -> None:
    places = [("posture", "schools")] * 6 + [("posture", "last"), ("issues", "p4"), ("ai-nation", "first")] * 11
    places.append(("drills", "drills-night"))
    today = OUTLINE
    for number, (to, after) in enumerate(places):
        change = Add(to, after, point(f"add{number}-1", f"{number}番目の提案"))
        resolution = resolve(ROOT, today, (change,), HOME, f"20260128-add{number}")
        assert resolution.fit is Fit.CLEAN
        today = Outline.of(resolution.root)
    assert len(places) == 40
    assert all(f"defense/add{number}-1" in today.places for number in range(40))
    points = [node.id for node in today.places["defense/posture"].node.children("points")]
    assert points[:8] == ["schools", *(f"add{number}-1" for number in reversed(range(6))), "drills"]


def test_where_two_nodes_of_the_text_have_one_address_a_person_is_needed() -> None:
    nested = titled("posture", "防衛力", points=(point("drills", "訓練", point("drills", "同じid")),))
    areas = (titled("state", "国", sections=(titled("defense", "防衛", items=(nested,)),)),)
    today = Outline.of(Node("manifesto").with_children("areas", areas))
    for change in (Remove("drills"), Add("posture", "last", NEW), Move("drills", "posture", "first")):
        assert need(today, change).cause is Cause.DOUBLE_ID
        assert need(today, change, base=today.root).cause is Cause.DOUBLE_ID
