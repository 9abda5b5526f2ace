"""When a row was sent: the day and the second of the day, however the form service writes it."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from living_manifesto.core.patterns import later
from living_manifesto.core.values import value
from living_manifesto.documents.dates import meant_date


class Order(StrEnum):
    """What comes first where a date ends in its year: ``1/28/2026`` or ``28/1/2026``."""

    UNKNOWN = ""
    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


@value
class Moment:
    """A day (ISO) in the manifesto's time zone, and the second of that day; None where only the day was told."""

    day: str
    second: int | None = None


_LONGEST = 100
_TIME = later(
    r"(?:(?<=\d)T|[\s,]|(?<=日)|^)\s*"
    r"(?P<before>午前|午後|[AP]\.?M\.?)?\s*(?P<hour>\d{1,2})(?::|時)\s*(?P<minute>\d{1,2})"
    r"(?:(?::|分)\s*(?P<second>\d{1,2})(?:[.,]\d+)?)?\s*[分秒]?\s*(?P<after>午前|午後|[AP]\.?M\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|JST|(?:GMT|UTC)?[+-]\d{1,2}:?(?:\d{2})?)?$",
    re.IGNORECASE | re.ASCII,
)
_REMARK = later(r"\s*\([^()]*\)$")
_WEEKDAY = later(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_YEAR_LAST = later(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_DAY_MONTH = later(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})", re.IGNORECASE | re.ASCII)
_MONTH_DAY = later(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE | re.ASCII)
_EPOCH = later(r"\d{10}(?:\d{3})?", re.ASCII)
_SERIAL = later(r"\d{5}(?:\.\d+)?", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_051
"""The days from 2000 to 2099 as spreadsheets count them."""


def moment(typed: str, zone: str, order: Order = Order.UNKNOWN) -> Moment | None:
    """The moment that a cell tells; None where it cannot be made out for sure.

    A time without an offset is taken as one of the manifesto's time zone.
    """
    if len(typed) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", typed).strip()
    try:
        return _counted(plain, zone) or _written(plain, zone, order)
    except (ValueError, OverflowError):
        return None


def _counted(plain: str, zone: str) -> Moment | None:
    """A number of seconds, or the day of a spreadsheet."""
    if _EPOCH().fullmatch(plain):
        return _here(datetime.fromtimestamp(int(plain[:10]), UTC), zone)
    if _SERIAL().fullmatch(plain) and _FIRST_SERIAL <= (days := float(plain)) < _LAST_SERIAL:
        told = datetime(1899, 12, 30) + timedelta(seconds=round(days * 86_400))
        return _told(told.date(), told.time() if "." in plain else None)
    return None


def _written(plain: str, zone: str, order: Order) -> Moment | None:
    plain = _WEEKDAY().sub("", _REMARK().sub("", plain) if ":" in plain else plain)
    found = _TIME().search(plain)
    day = _day(plain[: found.start()] if found else plain, order)
    if day is None or found is None:
        return _told(day, None) if day is not None else None
    clock = time(_hour(found), int(found["minute"]), int(found["second"] or 0))
    offset = _offset(found["zone"] or "")
    return _told(day, clock) if offset is None else _here(datetime.combine(day, clock, offset), zone)


def _day(typed: str, order: Order) -> date | None:
    plain = typed.strip().rstrip(",").strip()
    try:
        return date.fromisoformat(plain) if len(plain) == 10 else _named(plain, order)
    except ValueError:
        return _named(plain, order)


def _named(plain: str, order: Order) -> date | None:
    if (meant := meant_date(plain)) is not None:
        return date.fromisoformat(meant[1])
    if (found := _YEAR_LAST().fullmatch(plain)) is not None:
        return _year_last(int(found[1]), int(found[2]), int(found[3]), order)
    if (found := _DAY_MONTH().fullmatch(plain)) is not None:
        return _of_month(found[3], found[2], found[1])
    found = _MONTH_DAY().fullmatch(plain)
    return _of_month(found[3], found[1], found[2]) if found is not None else None


def _year_last(one: int, other: int, year: int, order: Order) -> date | None:
    """Where both could be the month and nobody said which comes first, no day is sure."""
    if order is Order.UNKNOWN and one <= 12 and other <= 12 and one != other:
        return None
    is_month_first = order is Order.MONTH_FIRST or (order is Order.UNKNOWN and one <= 12)
    return date(year, one, other) if is_month_first else date(year, other, one)


def _of_month(year: str, name: str, day: str) -> date | None:
    short = name[:3].lower()
    return date(int(year), _MONTHS.index(short) + 1, int(day)) if short in _MONTHS else None


def _hour(found: re.Match[str]) -> int:
    hour, half = int(found["hour"]), (found["before"] or found["after"] or "").upper().replace(".", "")
    if not half:
        return hour
    is_late = half in ("午後", "PM")
    if hour > 12:
        return hour
    return hour % 12 + (12 if is_late else 0)


def _offset(typed: str) -> tzinfo | None:
    plain = typed.upper()
    if plain in ("Z", "UTC", "GMT"):
        return UTC
    if plain == "JST":
        return timezone(timedelta(hours=9))
    digits = plain.lstrip("GMTUC")
    if not digits:
        return None
    sign, numbers = digits[0], digits[1:].replace(":", "")
    hours, minutes = (int(numbers[:-2]), int(numbers[-2:])) if len(numbers) > 2 else (int(numbers), 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if sign == "-" else offset)


def _here(told: datetime, zone: str) -> Moment:
    try:
        place: tzinfo = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        place = UTC
    local = told.astimezone(place)
    return _told(local.date(), local.time())


def _told(day: date, clock: time | None) -> Moment:
    second = None if clock is None else clock.hour * 3600 + clock.minute * 60 + clock.second
    return Moment(day.isoformat(), second)
