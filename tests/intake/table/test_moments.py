"""Dates and times as form services write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.intake.table.moments import Moment, Order, moment

TOKYO = "Asia/Tokyo"
EVENING = Moment("2026-01-28", 21 * 3600 + 14 * 60 + 5)

SAME_EVENING = [
    "2026-01-28 21:14:05",
    "2026-01-28T21:14:05",
    "2026-01-28T21:14:05+09:00",
    "2026-01-28T12:14:05Z",
    "2026-01-28T12:14:05.123Z",
    "2026-01-28 12:14:05 UTC",
    "2026-01-28 12:14:05 +0000",
    "2026/01/28 21:14:05",
    "2026/1/28 21:14:05",
    "2026/01/28 9:14:05 午後 GMT+9",
    "2026/01/28 午後9:14:05",
    "2026/1/28 9:14:05 PM",
    "2026/1/28 4:14:05 AM GMT-8:00",
    "２０２６/０１/２８　２１：１４：０５",
    "2026年1月28日 21時14分05秒",
    "2026年1月28日21時14分5秒",
    "令和8年1月28日 21:14:05",
    "R8.1.28 21:14:05",
    "1/28/2026 21:14:05",
    "28/1/2026 21:14:05",
    "28.01.2026 21:14:05",
    "Jan 28, 2026, 9:14:05 PM",
    "28 January 2026 21:14:05",
    "Wed, 28 Jan 2026 21:14:05 +0900",
    "Wed Jan 28 2026 21:14:05 GMT+0900 (日本標準時)",
    "1769602445",
    "1769602445000",
    "46050.88478009259",
]


@pytest.mark.parametrize("typed", SAME_EVENING)
def test_the_same_evening_is_read_from_every_way_to_write_it(typed: str) -> None:
    assert moment(typed, TOKYO) == EVENING


@pytest.mark.parametrize(
    "typed", ["2026-01-28", "2026/1/28", "20260128", "2026年1月28日(水)", "令和8年1月28日", "28 Jan 2026", "46050"]
)
def test_a_day_without_a_time_is_a_day(typed: str) -> None:
    assert moment(typed, TOKYO) == Moment("2026-01-28")


def test_the_day_is_that_of_the_manifestos_time_zone() -> None:
    assert moment("2026-01-28T20:00:00Z", TOKYO) == Moment("2026-01-29", 5 * 3600)
    assert moment("2026-01-28T20:00:00Z", "America/Los_Angeles") == Moment("2026-01-28", 12 * 3600)
    assert moment("2026-01-28T20:00:00Z", "No/Where") == Moment("2026-01-28", 20 * 3600)


@pytest.mark.parametrize("typed", ["12:30 AM", "午前0:30", "午前12:30", "00:30"])
def test_the_half_hour_after_midnight(typed: str) -> None:
    assert moment(f"2026/1/28 {typed}", TOKYO) == Moment("2026-01-28", 30 * 60)


def test_noon_is_no_midnight() -> None:
    assert moment("2026/1/28 12:00:00 PM", TOKYO) == Moment("2026-01-28", 12 * 3600)


def test_where_day_and_month_could_be_either_the_setting_says_which() -> None:
    assert moment("3/4/2026 10:00", TOKYO) is None
    assert moment("3/4/2026", TOKYO, Order.MONTH_FIRST) == Moment("2026-03-04")
    assert moment("3/4/2026", TOKYO, Order.DAY_FIRST) == Moment("2026-04-03")
    assert moment("4/4/2026", TOKYO) == Moment("2026-04-04")
    assert moment("1/28/2026", TOKYO, Order.DAY_FIRST) is None


@pytest.mark.parametrize(
    "typed",
    [
        *("", "あした", "1月28日", "2026-13-01", "2026-02-30", "2026/1/28 25:00", "2026/1/28 10:61", "2026"),
        *("9999999999999999", "12345", "99999.5", "2026-01-28 10:00 EST", "0001-01-01T00:00:00+14:00", "x" * 200),
        *("2026-01-28; DROP TABLE", "=NOW()", "2026-01-28T10:00+99:99", "28 Foo 2026"),
    ],
)
def test_what_tells_no_moment_for_sure_is_none(typed: str) -> None:
    assert moment(typed, TOKYO) is None


@given(st.text(max_size=60) | st.from_regex(r"\A[0-9/:. T+-]{1,30}\Z"), st.sampled_from(Order))
def test_no_cell_breaks_the_reading(typed: str, order: Order) -> None:
    found = moment(typed, TOKYO, order)
    assert found is None or (len(found.day) == 10 and (found.second is None or 0 <= found.second < 86_400))
