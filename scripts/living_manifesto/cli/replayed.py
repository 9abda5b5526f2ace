"""What a campaign that was lived through again came to, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from living_manifesto.cli.pulls_told import WHY
from living_manifesto.cli.replaying import Account
from living_manifesto.core.amend.resolution import Fit, Need
from living_manifesto.life.pulls import Fate
from living_manifesto.life.replay import Adoption, Ending
from living_manifesto.locale import Speech, mark

_ENDINGS: Mapping[Ending, str] = {
    Ending.EQUAL: mark("the text is then the recorded one, ids and order too"),
    Ending.UNEQUAL: mark("the text is then another than the recorded one"),
    Ending.NO_CHANGE: mark("nothing to adopt"),
    Ending.STOPPED: mark("not adopted"),
    Ending.REFUSED: mark("refused when it was received"),
}
_FITS: Mapping[Fit, str] = {
    Fit.CLEAN: mark("clean"),
    Fit.APPROXIMATE: mark("at a place near by"),
    Fit.MERGED: mark("two edits of a sentence joined"),
    Fit.ALREADY_THERE: mark("already in the text"),
    Fit.NEEDS_PERSON: mark("a person is needed"),
}
_NEEDS: Mapping[str, str] = {
    Need.TEXT_CHANGED: mark("the sentence was reworded"),
    Need.TARGET_GONE: mark("the sentence is gone"),
    Need.PARENT_GONE: mark("the place is gone"),
    Need.SECTION_GONE: mark("the section is gone"),
    Need.MOVED_TWICE: mark("moved elsewhere"),
    Need.MOVED_AND_REMOVED: mark("moved by one, removed by the other"),
    Need.SUBTREE_CHANGED: mark("what stands below it was changed"),
    Need.ID_TAKEN: mark("the id is taken"),
    Need.DEPENDS: mark("it builds on another change"),
    Need.UNFIT: mark("the change does not fit"),
}


def is_sound(found: Account) -> bool:
    """Whether every text was reached and the audit holds."""
    bad = any(each.ending in (Ending.UNEQUAL, Ending.STOPPED) or each.faulty for each in found.adoptions)
    return not bad and not found.audit.open


def as_text(found: Account) -> str:
    """The answer for programs."""
    refused = [each.number for each in found.outcomes if each.fate is Fate.REFUSED]
    answer = {
        "records": len(found.outcomes) + found.odd,
        "proposals": len(found.outcomes) - len(refused),
        "refused": refused,
        "unreadable": found.odd,
        "branches": found.standing.branches,
        "pulls": found.standing.pulls,
        "allowed_words": found.allowed,
        "gaps": sum(bool(each.gaps) for each in found.adoptions),
        "merged": [_plain(each) for each in found.adoptions],
        "open": {
            "not_drafted": found.outlook.not_drafted,
            **{str(fit): found.outlook.fits.get(fit, 0) for fit in Fit},
            "causes": dict(found.outlook.needs),
        },
        "audit": {"open": len(found.audit.open), "mended": len(found.audit.mended), "checkpoint": found.checkpoint},
        "stages": [
            {"stage": each.stage, "seconds": round(each.seconds, 2), "megabytes": round(each.megabytes)}
            for each in found.costs
        ],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _plain(each: Adoption) -> dict[str, object]:
    return {
        "number": each.number,
        "ending": str(each.ending),
        "gaps": each.gaps,
        "damaged": each.damaged,
        "faulty": each.faulty,
        "bar": str(each.bar) if each.bar is not None else None,
    }


def told(found: Account, say: Speech) -> Iterator[str]:
    """The answer for people."""
    yield from _received(found, say)
    yield from _adopted(found, say)
    yield from _open(found, say)
    yield ""
    yield say(
        "Audit: {open} silent changes open, {mended} mended. Checkpoint: {checkpoint}",
        open=len(found.audit.open),
        mended=len(found.audit.mended),
        checkpoint=found.checkpoint,
    )
    yield ""
    yield say(" seconds  memory MB  stage")
    yield from (f"{each.seconds:8.1f}  {each.megabytes:9.0f}  {say(each.stage)}" for each in found.costs)


def _received(found: Account, say: Speech) -> Iterator[str]:
    refused = sum(each.fate is Fate.REFUSED for each in found.outcomes)
    yield say(
        "{records} records: {proposals} proposals, {refused} refused",
        records=len(found.outcomes) + found.odd,
        proposals=len(found.outcomes) - refused,
        refused=refused + found.odd,
    )
    for why, count in Counter(each.why for each in found.outcomes if each.why and each.id).most_common():
        yield say("  {count} with their words alone: {why}", count=count, why=say(WHY[why]))
    yield say(
        "{branches} branches, {pulls} pull requests", branches=found.standing.branches, pulls=found.standing.pulls
    )
    if found.allowed:
        yield say(
            "Words in the recorded texts that a rule would stop, allowed here: {words}", words=", ".join(found.allowed)
        )


def _adopted(found: Account, say: Speech) -> Iterator[str]:
    yield ""
    yield say("{number} were merged there, and here in the same order:", number=len(found.adoptions))
    endings = Counter(each.ending for each in found.adoptions)
    why = {each.number: each.why for each in found.outcomes}
    for ending, sentence in _ENDINGS.items():
        if endings[ending]:
            yield f"  {endings[ending]:5}  {say(sentence)}"
        if ending in (Ending.UNEQUAL, Ending.STOPPED, Ending.REFUSED):
            yield from (
                f"         #{each.number} {each.bar or ''}".rstrip()
                for each in found.adoptions
                if each.ending is ending
            )
    nothing = Counter(why[each.number] for each in found.adoptions if each.ending is Ending.NO_CHANGE)
    for cause, count in nothing.most_common():
        sentence = say(WHY[cause]) if cause else say("it changes nothing that a section says")
        yield f"         {count:5}  {sentence}"
    gaps = [each for each in found.adoptions if each.gaps]
    yield say(
        "Gaps: {number} found another text than the one reached; baselines put {sections} sections right.",
        number=len(gaps),
        sections=sum(len(each.gaps) for each in gaps),
    )
    if damaged := sum(bool(each.damaged) for each in found.adoptions):
        yield say("Damage to other text, recorded as baselines of its own: {number}", number=damaged)


def _open(found: Account, say: Speech) -> Iterator[str]:
    fits = found.outlook.fits
    judged = sum(fits.values())
    yield ""
    yield say("{number} stand open. Against the text of the end:", number=judged + found.outlook.not_drafted)
    for fit, sentence in _FITS.items():
        yield f"  {fits.get(fit, 0):5}  {say(sentence)}"
    for causes, count in sorted(found.outlook.needs.items(), key=lambda pair: -pair[1]):
        named = ", ".join(say(_NEEDS[cause]) for cause in causes.split(", "))
        yield f"         {count:5}  {named}"
    undrafted = say("without a change")
    yield f"  {found.outlook.not_drafted:5}  {undrafted}"
    if judged:
        yield say(
            "A person is needed for {share} of those with a change.",
            share=f"{fits.get(Fit.NEEDS_PERSON, 0) / judged:.1%}",
        )
