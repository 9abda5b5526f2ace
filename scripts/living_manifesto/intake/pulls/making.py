"""A record as a proposal: its words as they were, its changes, and what became of it there."""

from __future__ import annotations

from datetime import datetime, tzinfo

from living_manifesto.core.ids import proposal_id
from living_manifesto.core.kinds import computed_kind
from living_manifesto.core.proposals import Decision, Drafted, Outcome, Proposal, Source
from living_manifesto.core.submission import shortened
from living_manifesto.core.values import replace, value
from living_manifesto.documents.characters import forbidden
from living_manifesto.intake.markdown.restated import restate
from living_manifesto.intake.pulls.campaign import Expressed
from living_manifesto.intake.pulls.links import Places
from living_manifesto.intake.pulls.records import Record
from living_manifesto.rules.hygiene import findings

CHANNEL = "import"
_NOWHERE = "none"
_RESTATABLE = frozenset(("LM604", "LM608", "LM610", "LM611"))


@value
class Making:
    """What all proposals of a campaign have in common.

    ``base``: the address of the repository on the web, if known. ``unexplained``: the reason of a proposal that was
    closed there, where no address leads to it. ``undecided``: what was decided there is to be decided here.
    """

    zone: tzinfo
    places: Places
    unexplained: str
    base: str = ""
    undecided: bool = False


class BadMoment(Exception):
    """A moment of the record is none; the argument is its key."""


def proposal_of(record: Record, expressed: Expressed, making: Making, *, length: int = 6) -> Proposal:
    """The proposal. Its id rests on the record alone, so that it is the same whatever stands on ``main``.

    Nobody is named: an account is no name under which a person asked to be shown, and a machine is no proposer.
    """
    day = _day(record.created_at, "created_at", making.zone)
    title = " ".join(told(record.title, making.places).split())
    body = told(record.body or "\n\n".join(dict.fromkeys(each.strip() for each in record.messages)), making.places)
    key, url = str(record.number), f"{making.base}/pull/{record.number}" if making.base else ""
    home = expressed.home or _NOWHERE
    changes = shortened(expressed.changes, home)
    return Proposal(
        proposal_id(day, CHANNEL, url, key, record.title, record.body, length=length),
        home,
        day,
        kind=computed_kind(changes) if changes else None,
        title=title,
        source=Source(CHANNEL, url, position=record.number, key=key),
        body=body,
        drafted=Drafted("importer") if changes else None,
        changes=changes or None,
        decision=None if making.undecided else _decision(record, url, making),
    )


def without_changes(proposal: Proposal) -> Proposal:
    """The same words, still to be drafted."""
    return replace(proposal, kind=None, drafted=None, changes=None)


def told(words: str, places: Places) -> str:
    """Words of a proposer as a file may hold them: only what it may not is said in another way."""
    words = words.replace("\r\n", "\n").replace("\t", "    ")
    if forbidden().search(words) or any(found.code in _RESTATABLE for found in findings(words)):
        words = _unlinked(places.linked(restate(words).text))
    return words.strip("\n").rstrip()


def _unlinked(words: str) -> str:
    """Words in which what looks like a link and leads nowhere safe is none any more: its brackets stand apart."""
    for found in reversed([each for each in findings(words) if each.code == "LM608"]):
        bracket = words.rfind("]", 0, found.start)
        words = f"{words[: bracket + 1]} {words[bracket + 1 :]}" if bracket >= 0 else words
    return words


def _decision(record: Record, url: str, making: Making) -> Decision | None:
    """What became of it there. A record tells that it was closed, and never why."""
    match record.state:
        case "merged":
            return Decision(Outcome.ADOPTED, on=_day(record.merged_at, "merged_at", making.zone), link=url)
        case "closed":
            on = _day(record.closed_at, "closed_at", making.zone)
            return Decision(Outcome.DECLINED, reason="" if url else making.unexplained, on=on, link=url)
        case _:
            return None


def _day(moment: str, key: str, zone: tzinfo) -> str:
    try:
        found = datetime.fromisoformat(moment)
        return (found.astimezone(zone) if found.tzinfo else found).date().isoformat()
    except (ValueError, OverflowError) as error:
        raise BadMoment(key) from error
