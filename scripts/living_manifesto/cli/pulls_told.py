"""What became of pull requests, as the command line tells it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.core.values import value
from living_manifesto.intake.pulls import campaign
from living_manifesto.intake.pulls.records import Unreadable
from living_manifesto.life.pulls import FAULTY, Fate, Outcome
from living_manifesto.locale import Speech, mark
from living_manifesto.report.display import one_line
from living_manifesto.report.messages import message
from living_manifesto.rules.pages import page

_SHOWN = 10

WHY: Mapping[str, str] = {
    campaign.NO_TEXT: mark("it touches no text of the manifesto"),
    campaign.NO_BLOB: mark("the text for which it was written is missing (--blobs)"),
    campaign.MISFIT: mark("its patch does not fit the text for which it was written"),
    campaign.UNLIKE: mark("its patch gives another text than it says"),
    campaign.UNPROVED: mark("its text cannot be held in our files without a loss"),
    campaign.NO_AREA: mark("it adds a section, and there is no area for it"),
    campaign.TWICE: mark("two of its files are one section"),
    FAULTY: mark("its text breaks a rule for texts"),
}
"""Why a proposal stands with its words alone."""

KINDS: Mapping[str, str] = {
    "space": mark("white space"),
    "restated": mark("tabs, invisible signs, HTML"),
    "escapes": mark("escapes"),
    "marks": mark("marks of bullets and headings"),
    "numbers": mark("numbers kept by hand"),
    "links": mark("links between files"),
    "contents": mark("tables of contents kept by hand"),
    campaign.NAMES: mark("names of files"),
}
"""Noise: what a section does not say."""


@value
class Refusal:
    """A record that could not be received: its number if it has one, the first code, and the causes in words."""

    number: int | None
    line: int
    code: str
    cause: str


def refusals(odd: Sequence[Unreadable], outcomes: Sequence[Outcome], file: Path, say: Speech) -> list[Refusal]:
    """All records that stayed outside."""
    found = [_unreadable(each, file, say) for each in odd]
    left = [each for each in outcomes if each.fate is Fate.REFUSED]
    found += [Refusal(each.number, 0, each.faults[0].code, " ".join(_causes(each.faults, say))) for each in left]
    return found


def _unreadable(each: Unreadable, file: Path, say: Speech) -> Refusal:
    fault = each.fault(one_line(str(file)))
    return Refusal(each.number, each.line, fault.code, " ".join(_causes((fault,), say)))


def _causes(faults: Sequence[Diagnostic], say: Speech) -> list[str]:
    return list(dict.fromkeys(message(fault, page(fault.code, say.language), say).fault for fault in faults))


def as_text(records: int, outcomes: Sequence[Outcome], bad: Sequence[Refusal]) -> str:
    """The answer for programs."""
    proposals = [
        {
            "number": each.number,
            "id": each.id,
            "expressible": not each.why,
            "exact": each.expressed.exact and not each.why,
            "noise": dict(each.expressed.noise),
            "damage": [
                {"kind": one.kind, "target": one.target, "was": one.was, "stands": one.stands}
                for one in each.expressed.damage
            ],
        }
        for each in outcomes
        if each.fate is not Fate.REFUSED
    ]
    refused = [{"number": each.number, "code": each.code, "cause": each.cause} for each in bad]
    return json.dumps({"records": records, "proposals": proposals, "refused": refused}, ensure_ascii=False, indent=2)


def told(
    records: int, outcomes: Sequence[Outcome], bad: Sequence[Refusal], say: Speech, *, dry_run: bool
) -> Iterator[str]:
    """The answer for people; every record is counted once."""
    counts = Counter(each.fate for each in outcomes)
    yield say.count("Read {number} pull request.", "Read {number} pull requests.", records)
    if dry_run:
        yield say("Nothing was written; this is what would be done:")
    yield "  " + say("received now: {number}", number=counts[Fate.RECEIVED])
    yield "  " + say("received before: {number}", number=counts[Fate.KNOWN])
    yield "  " + say("refused: {number}", number=len(bad))
    yield from _refused(bad, say)
    yield from _wordy([each for each in outcomes if each.why and each.fate is not Fate.REFUSED], say)
    yield from _noisy(outcomes, say)
    yield from _damaged([each for each in outcomes if each.expressed.damage], say)
    if counts[Fate.RECEIVED] and not dry_run:
        yield say("Then give all of them their pull requests: manifesto submit --all")


def _refused(bad: Sequence[Refusal], say: Speech) -> Iterator[str]:
    for each in bad[:_SHOWN]:
        place = f"#{each.number}" if each.number is not None else say("line {line}", line=each.line)
        yield f"    {place}  {each.code}  {one_line(each.cause)}"
    if len(bad) > _SHOWN:
        yield "  " + say("  … and {number} more", number=len(bad) - _SHOWN)


def _wordy(found: Sequence[Outcome], say: Speech) -> Iterator[str]:
    if found:
        yield say("With their words alone, to be drafted:")
    for why, count in Counter(each.why for each in found).most_common():
        numbers = ", ".join(f"#{each.number}" for each in found if each.why == why)
        yield f"  {count}  {say(WHY[why])}: {_short(numbers)}"


def _noisy(outcomes: Sequence[Outcome], say: Speech) -> Iterator[str]:
    counted = Counter(kind for each in outcomes for kind in each.expressed.noise)
    if counted:
        yield say("Left out, since our files do not say it:")
        yield from (f"  {count}  {say(KINDS[kind])}" for kind, count in counted.most_common())
    if only := sum(not (each.why or each.expressed.changes or each.expressed.damage) for each in outcomes):
        yield say.count("{number} of them changes nothing else.", "{number} of them change nothing else.", only)


def _damaged(found: Sequence[Outcome], say: Speech) -> Iterator[str]:
    if found:
        yield say.count(
            "{number} of them damages text that it is not about; its proposal does not:",
            "{number} of them damage text that they are not about; their proposals do not:",
            len(found),
        )
    for each in found[:_SHOWN]:
        first = each.expressed.damage[0]
        yield f"  #{each.number}  {first.target}  {_short(first.was)} → {_short(first.stands)}"
    if len(found) > _SHOWN:
        yield say("  … and {number} more", number=len(found) - _SHOWN)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


_LONGEST = 60
