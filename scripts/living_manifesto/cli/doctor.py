"""``manifesto doctor``: what is wrong with a repository, and mending what may be mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.looks import colour
from living_manifesto.cli.places import find_place
from living_manifesto.locale import Speech
from living_manifesto.report.display import Style, one_line, styled

if TYPE_CHECKING:
    from living_manifesto.life.health.checks import Named

_VERSION = 1
_SHOWN = 20


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "doctor",
        help=say(
            "Say what is wrong with this repository and how each is mended: hook, settings, branch, schemas, locks and "
            "leftovers of killed runs. It changes nothing without --fix."
        ),
        epilog=say("Example: manifesto doctor --fix"),
    )
    @click.option("--fix", is_flag=True, help=say("Mend what may be mended, and say what is left to you."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def doctor(*, fix: bool, as_json: bool) -> int:
        from living_manifesto.cli.patients import patient
        from living_manifesto.life.health.checks import CHECKS, examine, mend
        from living_manifesto.wiring import Workplace

        place = find_place(say)
        left = examine(patient(place), say)
        tried = mend(left) if fix else ()
        if tried:
            left = examine(patient(Workplace(place.root, place.now)), say)
        mended = [each for each in tried if _key(each) not in set(map(_key, left))]
        click.echo(_as_text(mended, left) if as_json else _told(mended, left, len(CHECKS), say))
        return FAULTS if left else CLEAN

    return doctor


def _key(each: Named) -> tuple[str, str]:
    return each.check, each.finding.place


def _as_text(mended: Sequence[Named], left: Sequence[Named]) -> str:
    import json

    answer = {"version": _VERSION, "mended": [*map(_row, mended)], "left": [*map(_row, left)]}
    return json.dumps(answer, indent=2)


def _row(each: Named) -> dict[str, object]:
    finding = each.finding
    return {
        "check": each.check,
        "place": finding.place,
        "fault": finding.fault,
        "cure": finding.cure,
        "mendable": finding.mend is not None,
    }


def _told(mended: Sequence[Named], left: Sequence[Named], checks: int, say: Speech) -> str:
    lines = []
    if mended:
        lines = [_head(say.count("One thing was mended:", "{number} things were mended:", len(mended))), ""]
        lines += [f"  {one_line(each.finding.place)}\n    {each.finding.fault}" for each in mended[:_SHOWN]] + [""]
    if not left:
        well = say.count("All is well ({number} check).", "All is well ({number} checks).", checks)
        return "\n".join([*lines, _head(well)])
    lines += [_head(say.count("One thing is wrong here:", "{number} things are wrong here:", len(left))), ""]
    lines += [_finding(each, say) for each in left[:_SHOWN]]
    if len(left) > _SHOWN:
        lines += [say("  … and {number} more", number=len(left) - _SHOWN), ""]
    return "\n".join([*lines, *([] if mended else _offer(left, say))]).rstrip("\n")


def _finding(each: Named, say: Speech) -> str:
    finding = each.finding
    cure = say("Cure: {cure}", cure=finding.cure)
    return f"  {one_line(finding.place)}\n    {finding.fault}\n    {cure}\n"


def _offer(left: Sequence[Named], say: Speech) -> list[str]:
    mendable = sum(each.finding.mend is not None for each in left)
    if not mendable:
        return []
    said = say.count(
        "One of them the tool can mend by itself: manifesto doctor --fix",
        "{number} of them the tool can mend by itself: manifesto doctor --fix",
        mendable,
    )
    return [said]


def _head(text: str) -> str:
    return styled(text, Style.BOLD, colour=colour())
