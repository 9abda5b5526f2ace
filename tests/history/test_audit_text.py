"""The text held against the sum of the adopted proposals: what was edited in silence, and when that was mended."""

from __future__ import annotations

import pytest

from support.past import ADOPTED, BUS, NIGHT_BUS, Past, mended_of, open_of
from support.town import CHILD_CARE, MANIFESTO, OPEN, TRANSPORT

HALF = "高校生の定期券を半額にします。"
FREE = "高校生の定期券を無料にします。"
MENDS = "20260301-mmmmmm"
MENDING = f"proposals/2026-03/{MENDS}.yaml"


def mending(commit: str, changes: str) -> str:
    return (
        f"id: {MENDS}\nsection: transport\nsubmitted_on: 2026-03-01\nsource: {{channel: staff}}\n"
        f"body: 定期券の文を変えます。\nreason: 議会で決まったため。\nchanges:\n{changes}mends: {commit}\n{ADOPTED}"
    )


def replacing(was: str, becomes: str) -> str:
    return f"  - op: replace\n    target: p2\n    field: text\n    was: {was}\n    with: {becomes}\n"


def test_a_sound_history_has_nothing_to_mend() -> None:
    found = Past().adopt("adoption").step("nothing", {}).audit()
    assert (found.open, found.mended, found.later) == ((), (), ())
    assert (found.steps, found.judged) == (3, 3)
    assert found.acts == {"baseline": 1, "adoption": 1}


def test_a_silent_edit_is_named_and_open() -> None:
    found = Past().edit("silent", TRANSPORT, HALF, FREE).adopt("adoption").audit()
    assert open_of(found) == [("silent", "LM701", "transport/p2")]
    assert found.open[0].diagnostic.file == TRANSPORT


def test_restoring_the_words_mends_and_is_no_fault_itself() -> None:
    past = Past().edit("silent", TRANSPORT, HALF, FREE).adopt("adoption").edit("restored", TRANSPORT, FREE, HALF)
    found = past.edit("another", CHILD_CARE, "毎月公表", "毎週公表").audit()
    assert mended_of(found) == [("silent", "LM701", "transport/p2", "restored")]
    assert open_of(found) == [("another", "LM701", "child-care/p1")]


def test_a_third_wording_is_a_second_fault_and_both_are_mended_together() -> None:
    past = Past().edit("one", TRANSPORT, HALF, FREE).edit("two", TRANSPORT, FREE, "定期券を配ります。")
    assert [each[0] for each in open_of(past.audit())] == ["one", "two"]
    found = past.edit("back", TRANSPORT, "定期券を配ります。", HALF).audit()
    assert [(each[0], each[3]) for each in mended_of(found)] == [("one", "back"), ("two", "back")]


def test_an_adoption_that_replaces_the_silent_words_mends_them() -> None:
    past = Past().edit("silent", TRANSPORT, HALF, FREE)
    becomes = "高校生の定期券を三割引きにします。"
    changes = mending("0" * 40, replacing(FREE, becomes)).replace("mends: " + "0" * 40 + "\n", "")
    past.step("adoption", {TRANSPORT: past.edited(TRANSPORT, FREE, becomes), MENDING: changes})
    assert mended_of(past.audit()) == [("silent", "LM701", "transport/p2", "adoption")]


def test_a_proposal_that_states_the_silent_edit_mends_it() -> None:
    commit = "a" * 40
    past = Past().edit(commit, TRANSPORT, HALF, FREE).step("stated", {MENDING: mending(commit, replacing(HALF, FREE))})
    found = past.audit()
    assert found.open == ()
    assert mended_of(found) == [(commit, "LM701", "transport/p2", "stated")]
    assert found.acts["adoption"] == 1


def test_a_proposal_that_names_another_step_is_a_fault_of_its_own() -> None:
    commit, other = "a" * 40, "b" * 40
    past = Past().edit(commit, TRANSPORT, HALF, FREE).step("stated", {MENDING: mending(other, replacing(HALF, FREE))})
    found = past.audit()
    assert ("stated", "LM705", "transport/p2") in {each[:3] for each in mended_of(found)}
    assert next(each for each in found.mended if each.diagnostic.code == "LM705").diagnostic.variant == "mends"


def test_a_proposal_that_states_nothing_silent_is_a_fault() -> None:
    past = Past().adopt("adoption")
    past.step("stated", {MENDING: mending("a" * 40, replacing("前の文。", HALF))})
    assert [each[:3] for each in mended_of(past.audit())] == [("stated", "LM705", "transport/p2")]


def test_an_adoption_without_its_text_is_open_until_the_text_says_it() -> None:
    past = Past()
    past.step("missing", {OPEN: past.edited(OPEN, "after: last", "after: p2") + ADOPTED})
    assert open_of(past.audit()) == [("missing", "LM705", "transport/aaaaaa-1")]
    found = past.edit("completed", TRANSPORT, BUS, BUS + NIGHT_BUS).audit()
    assert mended_of(found) == [("missing", "LM705", "transport/aaaaaa-1", "completed")]
    assert found.open == ()


def test_a_reordering_is_named_and_can_be_undone() -> None:
    past = Past()
    points = past.text(TRANSPORT)
    one = "      - id: p1\n        text: 朝と夕方のバスを、一時間に2本走らせます。\n"
    two = "      - id: p2\n" + BUS
    assert one + two in points
    past.edit("reordered", TRANSPORT, one + two, two + one)
    assert open_of(past.audit()) == [("reordered", "LM701", "transport/bus")]
    found = past.step("back", {TRANSPORT: points}).audit()
    assert mended_of(found) == [("reordered", "LM701", "transport/bus", "back")]


def test_a_point_added_in_silence_stays_named_while_adoptions_go_on_around_it() -> None:
    added = "      - id: extra\n        text: こっそり足した文です。\n"
    past = Past().edit("silent", TRANSPORT, BUS, BUS + added)
    body = past.edited(TRANSPORT, added, added + NIGHT_BUS)
    past.step("adoption", {TRANSPORT: body, OPEN: past.edited(OPEN, "after: last", "after: extra") + ADOPTED})
    assert open_of(past.audit()) == [("silent", "LM701", "transport/extra")]
    found = past.edit("taken out", TRANSPORT, added, "").audit()
    assert mended_of(found) == [("silent", "LM701", "transport/extra", "taken out")]
    assert found.open == ()


def test_a_revert_made_by_hand_is_a_silent_edit() -> None:
    past = Past().adopt("adoption").edit("by hand", TRANSPORT, NIGHT_BUS, "")
    assert open_of(past.audit()) == [("by hand", "LM701", "transport/aaaaaa-1")]
    found = past.edit("put back", TRANSPORT, BUS, BUS + NIGHT_BUS).audit()
    assert mended_of(found) == [("by hand", "LM701", "transport/aaaaaa-1", "put back")]


def test_a_section_renamed_and_a_number_changed_are_named() -> None:
    past = Past().edit("title", TRANSPORT, "title: 移動と交通", "title: 交通")
    past.edit("number", MANIFESTO, "number: 4", "number: 5")
    assert open_of(past.audit()) == [("title", "LM701", "transport"), ("number", "LM701", "transport")]
    past.edit("number back", MANIFESTO, "number: 5", "number: 4")
    found = past.audit()
    assert open_of(found) == [("title", "LM701", "transport")]
    assert mended_of(found) == [("number", "LM701", "transport", "number back")]


def test_a_section_taken_off_the_list_and_put_back() -> None:
    past = Past()
    listed = "      - id: transport\n        number: 4\n"
    past.edit("gone", MANIFESTO, listed, "").adopt("adoption")
    found = past.audit()
    assert ("gone", "LM701", "transport") in open_of(found)
    past.edit("back", MANIFESTO, "      - id: child-care\n", "      - id: child-care\n" + listed)
    assert past.audit().open == ()


def test_a_later_baseline_is_listed_with_its_table_and_closes_what_it_states() -> None:
    past = Past().edit("silent", TRANSPORT, HALF, FREE)
    past.baseline("rebased", "20260220-second", {CHILD_CARE: past.edited(CHILD_CARE, "毎月公表", "毎週公表")})
    found = past.audit()
    assert open_of(found) == []
    assert mended_of(found) == [("silent", "LM701", "transport/p2", "rebased")]
    (later,) = found.later
    assert (later.baseline, later.mark.commit) == ("20260220-second", "rebased")
    texts = [{node.id: node.text for node in root.walk()} for root in (later.before, later.after)]
    assert (texts[0]["p2"], texts[1]["p2"]) == (HALF, FREE)
    past.edit("after", TRANSPORT, FREE, HALF)
    assert open_of(past.audit()) == [("after", "LM701", "transport/p2")]


def test_a_false_baseline_explains_nothing() -> None:
    record = "proposals/baselines/20260220-second.yaml"
    past = Past().baseline("rebased", "20260220-second")
    past.trees.pop()
    sound = Past().baseline("rebased", "20260220-second").text(record)
    past.step("false", {TRANSPORT: past.edited(TRANSPORT, HALF, FREE), record: sound})
    found = past.audit()
    assert open_of(found) == [("false", "LM708", ""), ("false", "LM701", "transport/p2")]
    assert found.later == ()
    past.edit("restored", TRANSPORT, FREE, HALF).step("record gone", {record: None})
    assert [(each[1], each[3]) for each in mended_of(past.audit())] == [("LM701", "restored"), ("LM708", "record gone")]
    assert past.audit().open == ()


@pytest.mark.parametrize("where", ["section", "list"])
def test_an_edit_behind_an_unreadable_file_is_found_when_it_can_be_read_again(where: str) -> None:
    path = TRANSPORT if where == "section" else MANIFESTO
    past = Past()
    sound = past.text(path)
    past.step("broken", {path: "id: [\n"})
    assert open_of(past.audit()) == [("broken", "LM714", "")]
    old, new = (HALF, FREE) if where == "section" else ("title: 港町のマニフェスト", "title: 町のマニフェスト")
    past.step("readable", {path: sound.replace(old, new)})
    found = past.audit()
    assert mended_of(found) == [("broken", "LM714", "", "readable")]
    assert [each[:2] for each in open_of(found)] == [("readable", "LM701")]
    past.step("restored", {path: sound})
    assert past.audit().open == ()


def test_an_adoption_behind_an_unreadable_section_must_show_when_it_can_be_read_again() -> None:
    past = Past()
    sound = past.text(TRANSPORT)
    past.step("broken", {TRANSPORT: "id: [\n"})
    past.step("adoption", {OPEN: past.edited(OPEN, "after: last", "after: p2") + ADOPTED})
    past.step("readable", {TRANSPORT: sound})
    assert open_of(past.audit()) == [("readable", "LM701", "transport/aaaaaa-1")]
    past.step("complete", {TRANSPORT: sound.replace(BUS, BUS + NIGHT_BUS)})
    assert past.audit().open == ()


def test_a_section_edited_while_the_list_of_sections_cannot_be_read() -> None:
    past = Past()
    sound = past.text(MANIFESTO)
    past.step("broken", {MANIFESTO: "title: [\n"}).edit("hidden", TRANSPORT, HALF, FREE)
    past.step("readable", {MANIFESTO: sound})
    found = past.audit()
    assert open_of(found) == [("readable", "LM701", "transport/p2")]


def test_after_the_baselines_were_deleted_every_step_is_still_judged() -> None:
    past = Past()
    record = "proposals/baselines/20260110-base01.yaml"
    text = past.text(record)
    past.step("deleted", {record: None}).edit("silent", TRANSPORT, HALF, FREE)
    assert open_of(past.audit()) == [("deleted", "LM707", ""), ("silent", "LM701", "transport/p2")]
    past.step("record back", {record: text}).edit("words back", TRANSPORT, FREE, HALF)
    assert [(each[0], each[3]) for each in mended_of(past.audit())] == [
        ("deleted", "record back"),
        ("silent", "words back"),
    ]


def test_layout_and_receipts_touch_nothing_that_is_open() -> None:
    past = Past().edit("silent", TRANSPORT, HALF, FREE)
    past.step("layout", {TRANSPORT: past.text(TRANSPORT).replace("vision:", "\nvision:")})
    past.edit("owners", CHILD_CARE, "title: 子育て\n", 'title: 子育て\nowners: ["@reviewer"]\n')
    found = past.audit()
    assert open_of(found) == [("silent", "LM701", "transport/p2")]
    assert found.acts["settings"] == 1
