"""The day is the day in Japan, whatever the clock of the machine says."""

from __future__ import annotations

import pytest

from repos.test_propose import made
from support.answers import verdict
from support.town import MANIFESTO, Town

NEW = "proposals/2026-03/20260310-cccccc.yaml"
TEXT = """\
# yaml-language-server: $schema=../../schemas/proposal.schema.json
id: 20260310-cccccc
section: child-care
submitted_on: 2026-03-10
source: {channel: web}
body: 一時預かりをふやしてほしい。
reason: 通院のときに預け先がないから。
"""
DEFERRED = """\
decision:
  outcome: deferred
  reason: 町の予算がまだ決まらないため、決まってから話し合います。
  by: policy-team
  until: 2026-03-09
"""
ZONES = ("UTC", "Asia/Tokyo", "America/Los_Angeles", "")
WISH = ("propose", "--section", "none", "--body", "水道を直してほしい。", "--reason", "水が濁るから。")

# The same two moments, as machines all over the world write them: 00:30 and 08:59 in Japan on 10 March 2026.
EARLY = ("2026-03-09T15:30:00+00:00", "2026-03-10T00:30:00+09:00", "2026-03-09T08:30:00-07:00")
MORNING = ("2026-03-09T23:59:00+00:00", "2026-03-10T08:59:00+09:00")


@pytest.mark.parametrize("moment", [*EARLY, *MORNING])
@pytest.mark.parametrize("zone", ZONES)
def test_before_nine_in_the_morning_a_proposal_is_of_the_japanese_day(town: Town, moment: str, zone: str) -> None:
    done = town.run(*WISH, LIVING_MANIFESTO_NOW=moment, TZ=zone)
    assert done.returncode == 0
    (path,) = made(town)
    assert path.startswith("proposals/2026-03/20260310-")
    assert "\nsubmitted_on: 2026-03-10\n" in town.read(path)
    assert verdict(town, path, LIVING_MANIFESTO_NOW=moment, TZ=zone).errors == set()


def test_an_hour_before_it_is_still_the_day_before(town: Town) -> None:
    assert town.run(*WISH, LIVING_MANIFESTO_NOW="2026-03-09T14:59:59+00:00", TZ="Asia/Tokyo").returncode == 0
    (path,) = made(town)
    assert path.startswith("proposals/2026-03/20260309-")


@pytest.mark.parametrize(
    ("moment", "errors"),
    [
        ("2026-03-09T14:59:59+00:00", {"LM505"}),
        *((moment, set()) for moment in EARLY + MORNING),
        ("2026-03-11T00:00:00+00:00", set()),
    ],
)
@pytest.mark.parametrize("way", [(), ("--staged",), ("--base", "main"), (NEW,)])
def test_a_date_lies_in_the_future_until_it_dawns_in_japan(
    town: Town, moment: str, errors: set[str], way: tuple[str, ...]
) -> None:
    town.write(NEW, TEXT)
    town.git("add", "-A")
    assert verdict(town, *way, LIVING_MANIFESTO_NOW=moment, TZ="UTC").errors == errors


def test_a_day_that_has_passed_is_not_remembered_as_today(town: Town) -> None:
    town.write(NEW, TEXT)
    for moment, errors in (
        ("2026-03-09T14:59:59+00:00", {"LM505"}),
        (EARLY[0], set()),
        ("2026-03-01T00:00:00Z", {"LM505"}),
    ):
        assert verdict(town, LIVING_MANIFESTO_NOW=moment).errors == errors
        assert verdict(town, LIVING_MANIFESTO_NOW=moment).errors == errors


def test_a_term_ends_when_the_day_ends_in_japan(town: Town) -> None:
    town.write(NEW.replace("0310", "0308"), TEXT.replace("0310", "0308").replace("03-10", "03-08") + DEFERRED)
    path = NEW.replace("0310", "0308")
    assert "LM504" not in verdict(town, path, LIVING_MANIFESTO_NOW="2026-03-09T14:59:59+00:00", TZ="UTC").errors
    assert "LM504" in verdict(town, path, LIVING_MANIFESTO_NOW=EARLY[0], TZ="UTC").errors


def test_another_manifesto_has_another_day(town: Town) -> None:
    town.replace(MANIFESTO, "time_zone: Asia/Tokyo", "time_zone: America/Los_Angeles")
    assert town.run(*WISH, LIVING_MANIFESTO_NOW=EARLY[0]).returncode == 0
    (path,) = made(town)
    assert path.startswith("proposals/2026-03/20260309-")


@pytest.mark.parametrize("moment", ["tomorrow", "2026-03-09T25:00:00", "2026-03-09T12:00:00", "1773066600"])
def test_a_moment_that_is_none_is_said(town: Town, moment: str) -> None:
    done = town.run("check", LIVING_MANIFESTO_NOW=moment)
    assert done.returncode == 2
    assert "LIVING_MANIFESTO_NOW" in done.stderr
