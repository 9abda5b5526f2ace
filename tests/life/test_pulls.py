"""Pull requests come in batch by batch, each one step of ``main``; a run that was cut off goes on."""

from __future__ import annotations

import json

import pytest

from intake.markdown.village import VILLAGE
from intake.pulls.samples import record, replaced
from living_manifesto.intake.markdown.whole import Wishes
from living_manifesto.intake.pulls.patch import blob_id
from living_manifesto.intake.pulls.records import Record, records
from living_manifesto.life.imports import take_in
from living_manifesto.life.markdown import intake_of
from living_manifesto.life.pulls import Outcome, Pulls
from support.hall import MAIN, Hall

BLOBS = {blob_id(text): text for text in VILLAGE.values()}


class Cut(Exception):
    """The run ends here."""


def village(hall: Hall) -> None:
    with hall.desk() as desk:
        take_in(desk, intake_of(VILLAGE, Wishes(), "Taken over", "policy", []))


def held(*numbers: int) -> list[Record]:
    change = replaced("* でこぼこを直します。", "* でこぼこを直します。\n* 夜も明るい道にします。")
    lines = (json.dumps(record(number, change, title=f"{number}の提案")) for number in numbers)
    return [each for each in records(lines) if isinstance(each, Record)]


def take(hall: Hall, found: list[Record], *, batch: int = 2, cut_after: int = 0) -> list[Outcome]:
    def progress(done: int, _all: int) -> None:
        if done == cut_after:
            raise Cut

    with hall.desk() as desk:
        return Pulls(desk, found, BLOBS.get).take(batch=batch, progress=progress)


def test_nothing_to_receive_moves_nothing(hall: Hall) -> None:
    tip = hall.head(MAIN)
    assert take(hall, []) == []
    assert hall.head(MAIN) == tip


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(hall: Hall) -> None:
    village(hall)
    tip = hall.head(MAIN)
    with pytest.raises(Cut):
        take(hall, held(1, 2, 3, 4, 5), cut_after=2)
    assert hall.head(f"{MAIN}^") == tip
    done = take(hall, held(1, 2, 3, 4, 5))
    assert [each.fate.value for each in done] == ["known", "known", "received", "received", "received"]
    assert hall.head(f"{MAIN}~3") == tip
    assert all("LM709" in each for each in hall.complaints())  # the text came by a baseline
    assert [hall.register(each.id).source.key for each in done if hall.register(each.id).source] == [*"12345"]  # type: ignore[union-attr]


def test_the_id_is_the_same_whatever_stands_on_main(hall: Hall) -> None:
    with hall.desk() as desk:
        (bare,) = Pulls(desk, held(1), BLOBS.get).take(is_rehearsal=True)
    village(hall)
    (later,) = take(hall, held(1))
    assert bare.id == later.id


def test_one_that_was_written_on_another_text_is_received_all_the_same(hall: Hall) -> None:
    village(hall)
    later = {name: text.replace("* でこぼこを直します。", "* 橋を架けます。") for name, text in VILLAGE.items()}
    with hall.desk() as desk:
        take_in(desk, intake_of(later, Wishes(), "Taken over", "policy", []))
    change = replaced("* でこぼこを直します。", "* でこぼこを今年中に直します。")
    (found,) = take(hall, [each for each in records([json.dumps(record(1, change))]) if isinstance(each, Record)])
    assert (found.fate.value, len(hall.register(found.id).changes or ())) == ("received", 1)
    assert all("LM709" in each for each in hall.complaints())  # the text came by a baseline
