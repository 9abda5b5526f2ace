"""What a reviewer asks about a pull request: why, who, since when, what is near and how to act."""

from __future__ import annotations

import re
from collections.abc import Iterator

from living_manifesto.core.proposals import Drafted, Redaction, Words
from living_manifesto.locale import Speech, mark
from living_manifesto.report.cutting import cut
from living_manifesto.report.markdown import headed, inline, quoted
from living_manifesto.report.pull_fold import REASON
from living_manifesto.report.pull_told import Neighbour, Relation, Stage, Told
from living_manifesto.report.terms import DISPOSITIONS, KINDS, day, notice, public

_NAME = re.compile(r"#?[0-9]+|[0-9]{8}-[a-z0-9]{6,32}")
_MOST_NAMED = 8
_DRAFTERS = {
    "proposer": mark("The change was drafted by the proposer"),
    "importer": mark("The change was drafted by the importer from these words"),
    "staff": mark("The change was drafted by the office from these words"),
    "model": mark("The change was drafted by a model (AI) from these words"),
}


def why_and_who(told: Told, speech: Speech) -> Iterator[str]:
    """The reason as a quotation; who, when, kind and id; who drafted the change; whom it takes up."""
    proposal = told.proposal
    reason = public(proposal.reason, proposal)
    if reason:
        yield headed(speech("Why"), quoted_in_short(reason, speech))
    name = public(proposal.proposer, proposal)
    if isinstance(name, Redaction):
        who = notice(name, speech)
    else:
        who = speech("{name} (proposer)", name=inline(name)) if name else speech("Anonymous")
    received = speech("received {day}", day=day(proposal.submitted_on, speech))
    kind = (speech(KINDS[proposal.kind]),) if proposal.kind is not None else ()
    yield speech(" · ").join((who, received, *kind, inline(proposal.id)))
    if proposal.drafted is not None and proposal.changes and not proposal.reverts:
        yield _drafted(proposal.drafted, speech)
    if proposal.incorporates:
        yield _sources(told, speech)


def quoted_in_short(words: Words, speech: Speech) -> str:
    """A citizen's words as a quotation, or their beginning; the whole is folded in."""
    if isinstance(words, Redaction):
        return f"> {notice(words, speech)}"
    if len(words) <= REASON:
        return quoted(words)
    return "\n\n".join((quoted(cut(words, REASON)), speech("(The whole of it is folded in below.)")))


def _drafted(drafted: Drafted, speech: Speech) -> str:
    by = _DRAFTERS.get(drafted.by)
    said = speech(by) if by is not None else speech("The change was drafted by {name}", name=inline(drafted.by))
    if drafted.by == "proposer":
        return said
    return said + (
        speech(" (the proposer agreed)") if drafted.confirmed else speech(" (the proposer has not been asked yet)")
    )


def _sources(told: Told, speech: Speech) -> str:
    sources = told.proposal.incorporates
    named = [
        speech("{id} ({how})", id=inline(each.id), how=speech(DISPOSITIONS[each.disposition]))
        for each in sources[:_MOST_NAMED]
    ]
    more = _more(len(sources) - _MOST_NAMED, speech)
    return speech.count(
        "**It takes up one proposal, which is closed with it:** {named}",
        "**It takes up {number} proposals, which are closed with it:** {named}",
        len(sources),
        named=speech(", ").join(named) + more,
    )


def near_and_ways(told: Told, speech: Speech) -> Iterator[str]:
    """What is near, and how to adopt, decline, ask and better the wording."""
    for relation in Relation:
        near = [each for each in told.neighbours if each.relation is relation]
        if near:
            yield _near(near, relation, speech)
    yield "\n".join(_ways(told, speech))


def _near(near: list[Neighbour], relation: Relation, speech: Speech) -> str:
    names = speech(", ").join(_named(each, speech) for each in near[:_MOST_NAMED])
    names += _more(len(near) - _MOST_NAMED, speech)
    if relation is Relation.SAME_PLACE:
        return speech.count(
            "**One more proposal for the same place:** {names}. "
            "When this is adopted it stays open and can be adopted too.",
            "**{number} more proposals for the same place:** {names}. "
            "When this is adopted they stay open and can be adopted too.",
            len(near),
            names=names,
        )
    return speech.count(
        "**One more proposal for the same sentence:** {names}. When this is adopted it stays open, "
        "but its wording may have to be fitted to the new text.",
        "**{number} more proposals for the same sentence:** {names}. When this is adopted they stay open, "
        "but their wording may have to be fitted to the new text.",
        len(near),
        names=names,
    )


def _named(neighbour: Neighbour, speech: Speech) -> str:
    # A number that is ours may become a link: it leads to the other pull request.
    name = neighbour.name if _NAME.fullmatch(neighbour.name) else inline(neighbour.name)
    return name if neighbour.kind is None else speech("{id} ({how})", id=name, how=speech(KINDS[neighbour.kind]))


def _more(rest: int, speech: Speech) -> str:
    return speech.count(" and one more", " and {number} more", rest) if rest > 0 else ""


def _ways(told: Told, speech: Speech) -> Iterator[str]:
    ways = told.ways
    offered = [
        (speech("To adopt"), ways.adopt if told.stage is Stage.READY else ""),
        (speech("Not to adopt"), ways.decline),
        (speech("To ask"), ways.ask),
        (speech("To better the wording"), ways.reword if told.stage is not Stage.UNDRAFTED else ""),
    ]
    yield from (f"- {head} → {way}" for head, way in offered if way)
