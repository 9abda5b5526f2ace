"""The register held against what it should hold: what was deleted, altered or decided as it may not be."""

from __future__ import annotations

import pytest

from support.past import ADOPTED, BUS, NIGHT_BUS, TRANSPORT, Past, mended_of, open_of
from support.town import BASELINE, DECLINED, OPEN

NEW = "proposals/2026-02/20260210-cccccc.yaml"
SECOND = "proposals/2026-02/20260211-dddddd.yaml"
REFUSED = "decision:\n  outcome: declined\n  reason: 運転手の確保が今年はできないため。\n  by: policy-team\n"
TOPICS = "proposals/topics/transport.yaml"


def words(name: str, body: str = "終バスを遅くしてほしい。", more: str = "") -> str:
    return (
        f"id: {name}\nsection: transport\nsubmitted_on: 2026-02-10\nsource: {{channel: web}}\n"
        f"body: {body}\nreason: 塾が遅いから。\n{more}"
    )


EDITS = {
    "LM703": (OPEN, "夜のバスも", "昼のバスも"),
    "LM712": (OPEN, "channel: web", "channel: staff"),
    "LM706": (DECLINED, "kind: other", "kind: removal"),
    "LM704": (DECLINED, "outcome: declined", "outcome: withdrawn"),
    "LM707": (BASELINE, "最初の版", "はじめの版"),
}


@pytest.mark.parametrize("code", EDITS)
def test_a_value_altered_is_open_until_it_stands_again(code: str) -> None:
    path, old, new = EDITS[code]
    past = (
        Past().edit("altered", path, old, new).adopt("adoption")
        if path != OPEN
        else Past().edit("altered", *EDITS[code])
    )
    assert open_of(past.audit()) == [("altered", code, "")]
    assert past.audit().open[0].diagnostic.file == path
    past.edit("again", path, new, "別の値" if code in ("LM703", "LM707") else new)
    past.edit("back", path, "別の値" if code in ("LM703", "LM707") else new, old)
    found = past.audit()
    assert found.open == ()
    assert (mended_of(found)[0][0], mended_of(found)[0][3]) == ("altered", "back")


def test_a_decision_taken_away_and_given_back_explains_no_text() -> None:
    past = Past().adopt("adoption").edit("undecided", OPEN, ADOPTED, "")
    assert open_of(past.audit()) == [("undecided", "LM704", "")]
    past.step("decided again", {OPEN: past.text(OPEN) + ADOPTED})
    found = past.audit()
    assert mended_of(found) == [("undecided", "LM704", "", "decided again")]
    assert (found.open, found.acts["adoption"]) == ((), 1)


def test_a_body_altered_by_the_adopting_step_is_named_and_the_adoption_stands() -> None:
    past = Past()
    text = past.edited(OPEN, "after: last", "after: p2").replace("夜のバスも", "昼のバスも") + ADOPTED
    past.step("adoption", {TRANSPORT: past.edited(TRANSPORT, BUS, BUS + NIGHT_BUS), OPEN: text})
    found = past.audit()
    assert open_of(found) == [("adoption", "LM703", "")]
    past.edit("back", OPEN, "昼のバスも", "夜のバスも")
    found = past.audit()
    assert (found.open, found.acts["adoption"]) == ((), 1)


def test_a_deleted_proposal_is_open_until_it_stands_again_with_its_words() -> None:
    past = Past()
    text = past.text(OPEN)
    past.step("deleted", {OPEN: None}).step("other words", {OPEN: text.replace("夜のバス", "昼のバス")})
    assert open_of(past.audit()) == [("deleted", "LM702", ""), ("other words", "LM703", "")]
    past.step("as it was", {OPEN: text})
    assert [each[3] for each in mended_of(past.audit())] == ["as it was", "as it was"]


def test_a_proposal_received_as_declined_is_open_while_its_decision_stands() -> None:
    past = Past().step("received", {NEW: words("20260210-cccccc", more=REFUSED)})
    past.edit("other kind", NEW, "section: transport\n", "section: transport\nkind: other\n")
    found = past.audit()
    assert ("received", "LM710", "") in open_of(found)
    past.step("undecided", {NEW: words("20260210-cccccc")})
    found = past.audit()
    assert ("received", "LM710", "", "undecided") in mended_of(found)
    past.step("declined", {NEW: words("20260210-cccccc", more=REFUSED)})
    assert past.audit().open == ()


def test_a_proposal_file_moved_is_open_until_it_is_moved_back() -> None:
    past = Past()
    elsewhere, text = OPEN.replace("2026-02/", "2026-03/"), past.text(OPEN)
    past.step("moved", {OPEN: None, elsewhere: text})
    assert open_of(past.audit()) == [("moved", "LM715", "")]
    past.step("back", {OPEN: text, elsewhere: None})
    assert mended_of(past.audit()) == [("moved", "LM715", "", "back")]


def test_words_altered_behind_an_unreadable_file_are_found() -> None:
    past = Past()
    text = past.text(OPEN)
    past.step("broken", {OPEN: "id: [\n"}).step("readable", {OPEN: text.replace("夜のバスも", "昼のバスも")})
    found = past.audit()
    assert mended_of(found) == [("broken", "LM714", "", "readable")]
    assert open_of(found) == [("readable", "LM703", "")]
    past.step("back", {OPEN: text})
    assert past.audit().open == ()


def test_a_proposal_deleted_while_unreadable_is_a_deleted_proposal() -> None:
    past = Past()
    text = past.text(OPEN)
    past.step("broken", {OPEN: "id: [\n"}).step("deleted", {OPEN: None})
    assert open_of(past.audit()) == [("deleted", "LM702", "")]
    past.step("back", {OPEN: text})
    assert past.audit().open == ()


def test_a_proposal_that_arrived_unreadable_is_received_when_it_can_be_read() -> None:
    past = Past().step("arrived", {NEW: "id: [\n"})
    assert open_of(past.audit()) == [("arrived", "LM714", "")]
    past.step("readable", {NEW: words("20260210-cccccc", more=REFUSED)})
    found = past.audit()
    assert open_of(found) == [("readable", "LM710", "")]
    assert mended_of(found) == [("arrived", "LM714", "", "readable")]


def test_a_baseline_altered_behind_its_unreadable_self_is_found() -> None:
    past = Past()
    text = past.text(BASELINE)
    past.step("broken", {BASELINE: "id: [\n"}).edit("silent", TRANSPORT, "半額", "無料")
    past.step("readable", {BASELINE: text.replace("最初", "はじめ")})
    found = past.audit()
    assert open_of(found) == [("silent", "LM701", "transport/p2"), ("readable", "LM707", "")]
    assert mended_of(found) == [("broken", "LM714", "", "readable")]


def test_topics_that_cannot_be_read_are_mended_by_being_readable() -> None:
    past = Past()
    text = past.text(TOPICS)
    past.step("broken", {TOPICS: "section: [\n"}).step("readable", {TOPICS: text.replace("夜の", "よるの")})
    assert mended_of(past.audit()) == [("broken", "LM714", "", "readable")]


def consolidated(past: Past, *, marked: bool) -> dict[str, str | None]:
    source = "incorporates:\n  - {id: 20260211-dddddd, as: in_spirit}\n"
    done = "decision: {outcome: incorporated, reason: 夜のバスの提案にとりまとめました。, by: policy-team}\n"
    files: dict[str, str | None] = {
        TRANSPORT: past.edited(TRANSPORT, BUS, BUS + NIGHT_BUS),
        OPEN: past.edited(OPEN, "after: last", "after: p2") + source + ADOPTED,
    }
    return {**files, SECOND: words("20260211-dddddd", more=done)} if marked else files


def test_a_source_that_was_not_marked_can_be_marked_later() -> None:
    past = Past().step("received", {SECOND: words("20260211-dddddd")})
    past.step("adoption", consolidated(past, marked=False))
    assert open_of(past.audit()) == [("adoption", "LM711", "")]
    past.step("marked", {SECOND: consolidated_source()})
    found = past.audit()
    assert (found.open, mended_of(found)) == ((), [("adoption", "LM711", "", "marked")])


def consolidated_source() -> str:
    done = "decision: {outcome: incorporated, reason: 夜のバスの提案にとりまとめました。, by: policy-team}\n"
    return words("20260211-dddddd", more=done)


def test_a_mark_without_a_consolidation_is_open_until_one_names_it() -> None:
    past = Past().step("received", {SECOND: words("20260211-dddddd")}).step("marked", {SECOND: consolidated_source()})
    assert open_of(past.audit()) == [("marked", "LM711", "")]
    past.step("adoption", consolidated(past, marked=False))
    found = past.audit()
    assert (found.open, mended_of(found)) == ((), [("marked", "LM711", "", "adoption")])


def test_erased_words_put_back_are_open_until_they_are_gone_again() -> None:
    notice = '{ground: privacy, on: 2026-03-01, digest: "sha256:' + "0" * 64 + '"}'
    past = Past()
    words_of = "夜のバスも走らせてほしい。"
    past.edit("erased", OPEN, words_of, notice).edit("put back", OPEN, notice, words_of)
    assert open_of(past.audit()) == [("put back", "LM713", "")]
    past.edit("gone", OPEN, words_of, notice)
    found = past.audit()
    assert (found.open, mended_of(found)) == ((), [("put back", "LM713", "", "gone")])
    assert found.acts["redaction"] == 1
