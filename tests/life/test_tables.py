"""Rows come into the register once, in steps of their own; what is refused stays outside."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from intake.table.samples import HEADER, ROW, reading, table
from living_manifesto.core.claims import opens
from living_manifesto.core.submission import numbered
from living_manifesto.gitrepo.turns import lock
from living_manifesto.intake.table.rows import Told, read_rows
from living_manifesto.life.redactions import erase
from living_manifesto.life.tables import Fate, Outcome, take_rows
from support.hall import MAIN, Hall

KEY = b"k" * 32


def row(key: str, body: str = "バスをふやしてほしい。", reason: str = "足がないから。", name: str = "") -> str:
    return f'{key},移動と交通,"{body}","{reason}",{name},2026/02/10 8:00:00,a@example.org,\n'


def take(
    hall: Hall, text: str, *, key: bytes = KEY, is_rehearsal: bool = False, form: str = "", batch: int = 500
) -> list[Outcome]:
    held = table(HEADER + text)
    how = reading(held.columns, form=form)
    with hall.desk() as desk:
        return take_rows(desk, list(read_rows(held.records, how)), how, key, is_rehearsal=is_rehearsal, batch=batch)


def fates(outcomes: Sequence[Outcome]) -> list[str]:
    return [each.fate.value for each in outcomes]


def causes(outcomes: Sequence[Outcome]) -> list[list[str]]:
    return [[fault.code for fault in each.faults] for each in outcomes]


def test_a_table_without_rows_moves_nothing(hall: Hall) -> None:
    tip = hall.head(MAIN)
    assert take(hall, "") == []
    assert hall.head(MAIN) == tip


def test_rows_are_received_in_one_step_with_their_claims(hall: Hall) -> None:
    tip = hall.head(MAIN)
    outcomes = take(hall, ROW + row("18", name="たろう"))
    assert fates(outcomes) == ["received", "received"]
    assert hall.head(f"{MAIN}^") == tip
    proposal = hall.register(outcomes[0].id)
    assert (proposal.proposer, proposal.section, proposal.submitted_on) == ("みどり", "transport", "2026-02-10")
    assert proposal.claim is not None
    assert opens(proposal.claim, outcomes[0].code)
    assert not opens(proposal.claim, outcomes[1].code)
    assert hall.complaints() == []
    assert hall.status() == ""


def test_the_same_table_again_is_known_and_tells_the_same_codes(hall: Hall) -> None:
    first = take(hall, ROW + row("18"))
    tip = hall.head(MAIN)
    again = take(hall, row("18") + ROW + row("19"))
    assert fates(again) == ["known", "known", "received"]
    assert [(each.id, each.code) for each in again[1::-1]] == [(each.id, each.code) for each in first]
    assert hall.head(f"{MAIN}^") == tip


def test_with_another_key_the_codes_that_were_given_stay_valid(hall: Hall) -> None:
    (first,) = take(hall, ROW)
    (again,) = take(hall, ROW, key=b"o" * 32)
    assert (again.fate, again.id, again.code) == (Fate.KNOWN, first.id, "")
    claim = hall.register(first.id).claim
    assert claim is not None
    assert opens(claim, first.code)


def test_other_words_under_a_known_key_come_back_and_what_was_received_stands(hall: Hall) -> None:
    (first,) = take(hall, ROW)
    tip = hall.head(MAIN)
    outcomes = take(hall, ROW.replace("塾の", "仕事の").replace("みどり", "あお"))
    assert (fates(outcomes), causes(outcomes)) == (["refused"], [["LM903"]])
    assert outcomes[0].faults[0].args["columns"] == ("理由", "お名前")
    assert hall.head(MAIN) == tip
    assert hall.register(first.id).proposer == "みどり"


def test_a_row_is_known_after_the_office_has_drafted_and_erased(hall: Hall) -> None:
    (first,) = take(hall, ROW)
    with hall.desk() as desk:
        erase(desk, first.id, ["body", "name"], "privacy", "salt")
    hall.bring("20260210-zzzzzz")
    assert fates(take(hall, ROW)) == ["known"]


def test_the_answers_of_another_form_have_numbers_of_their_own(hall: Hall) -> None:
    take(hall, ROW)
    outcomes = take(hall, row("17"), form="春")
    assert (fates(outcomes), outcomes[0].key) == (["received"], "春/17")


HOSTILE = {
    "telephone": ("連絡は 090-1234-5678 まで。", ["LM607"]),
    "mail": ("連絡は midori@example.org まで。", ["LM606"]),
    "script": ("<script>alert(1)</script>", ["LM611"]),
    "bidi": ("夜\u202eのバス", ["LM005"]),
    "typed break": ("夜の\\nバス", ["LM603"]),
    "control": ("夜\x07のバス", ["LM004"]),
    "invisible": ("夜\u200bのバス", ["LM610"]),
    "link": ("[ここ](javascript:alert(1))", ["LM608"]),
    "huge": ("長" * 50_001, ["LM206"]),
    "long line": ("長" * 20_001, ["LM006"]),
    "template": ("ここに本文をお書きください。TODO", ["LM605"]),
}


@pytest.mark.parametrize(("body", "codes"), HOSTILE.values(), ids=HOSTILE)
def test_a_row_that_may_not_stand_in_the_register_stays_outside(hall: Hall, body: str, codes: list[str]) -> None:
    outcomes = take(hall, row("1") + row("2", body) + row("3"))
    assert fates(outcomes) == ["received", "refused", "received"]
    assert set(codes) <= {fault.code for fault in outcomes[1].faults}
    assert {fault.file for fault in outcomes[1].faults} == {"export.csv"}
    tree = hall.town.git("ls-tree", "-r", "--name-only", MAIN, "proposals/2026-03").split()
    assert len(tree) == 2


@pytest.mark.parametrize(
    "body",
    [
        *("key: value", "- 箇条書き\n- 続き", "# 見出し", "&anchor *alias", "!!python/object:x", "{a: b}", "[1, 2]"),
        *("no", "010", "12:30", "2026-01-28", "null", "~", "'引用'", '""二重""', "%TAG ! x", "--- \n...", "|\n  a"),
        *("  字下げ\n    さらに", "a: b #c", "=1+1", "@mention", "`code`", "夜のバス \n走らせて", "が゙", ">-"),
        *("https://example.org/a?b=c#d", "100%", "A & B", "行末の空白  \n次", "．．．", "a\r\nb", "最後\n\n"),
        "😀👨\u200d👩\u200d👧",
    ],
)
def test_whatever_a_person_writes_stands_in_the_register_as_it_was_written(hall: Hall, body: str) -> None:
    (found,) = take(hall, row("1", body, reason="そう思うから。"))
    assert found.fate is Fate.RECEIVED, found.faults
    meant = body.replace('""', '"').replace("\r\n", "\n").rstrip()
    assert hall.register(found.id).body == meant
    assert fates(take(hall, row("1", body, reason="そう思うから。"))) == ["known"]


def test_a_name_is_never_an_address(hall: Hall) -> None:
    outcomes = take(hall, row("1", name="midori@example.org"))
    assert causes(outcomes) == [["LM606"]]


def test_a_day_that_has_not_come_is_refused(hall: Hall) -> None:
    outcomes = take(hall, row("1").replace("2026/02/10", "2026/03/02"))
    assert fates(outcomes) == ["refused"]
    assert set(causes(outcomes)[0]) <= {"LM324", "LM505"}


def test_a_refused_row_is_refused_again_where_it_stands_twice(hall: Hall) -> None:
    bad = row("1", "連絡は 090-1234-5678 まで。")
    assert causes(take(hall, bad + bad)) == [["LM607"], ["LM607"]]


def test_a_rehearsal_says_the_same_and_does_nothing(hall: Hall) -> None:
    text = ROW + row("2", "連絡は 090-1234-5678 まで。") + ROW
    refs = hall.refs()
    told = take(hall, text, is_rehearsal=True)
    assert hall.refs() == refs
    assert fates(told) == fates(take(hall, text)) == ["received", "refused", "known"]


def test_many_rows_come_in_several_steps_and_two_alike_get_two_ids(hall: Hall) -> None:
    tip = hall.head(MAIN)
    outcomes = take(hall, "".join(row(str(number)) for number in range(8)), batch=3)
    assert fates(outcomes) == ["received"] * 8
    assert len({each.id for each in outcomes}) == 8
    assert hall.town.git("rev-list", "--count", f"{tip}..{MAIN}").strip() == "3"
    assert hall.complaints() == []


def test_an_id_that_another_proposal_has_is_made_longer(hall: Hall) -> None:
    held = table(HEADER + ROW)
    (told,) = read_rows(held.records, reading(held.columns))
    assert isinstance(told, Told)
    taken = hall.bring(numbered(told.proposal, "2026-03-01").id)
    (outcome,) = take(hall, ROW)
    assert (outcome.fate, outcome.id[:-1]) == (Fate.RECEIVED, taken)


def test_while_somebody_takes_in_rows_another_waits(hall: Hall) -> None:
    folder = hall.town.folder / ".git" / "living-manifesto"
    folder.mkdir(exist_ok=True)
    file = (folder / "importing").open("a+b")
    lock(file, 1.0)
    leaving = threading.Timer(0.5, file.close)
    leaving.start()
    assert fates(take(hall, ROW)) == ["received"]
    assert not leaving.is_alive()
