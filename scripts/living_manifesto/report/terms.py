"""The words of the register as people read them: kinds, outcomes, grounds, days, and the notice of a redaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from living_manifesto.core.proposals import Disposition, Outcome, Proposal, ProposalKind, Redaction, Words
from living_manifesto.locale import Speech, mark
from living_manifesto.report.markdown import inline

KINDS: Mapping[ProposalKind, str] = {
    ProposalKind.ADDITION: mark("addition"),
    ProposalKind.CLARIFICATION: mark("clearer wording"),
    ProposalKind.REVISION: mark("revision"),
    ProposalKind.REMOVAL: mark("removal"),
    ProposalKind.EDITORIAL: mark("correction of spelling"),
    ProposalKind.RESTRUCTURE: mark("new structure"),
    ProposalKind.OTHER: mark("other"),
}
"""The kinds of proposals in words."""

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.ADOPTED: mark("adopted"),
    Outcome.INCORPORATED: mark("taken up in another proposal"),
    Outcome.DECLINED: mark("not adopted"),
    Outcome.WITHDRAWN: mark("withdrawn"),
    Outcome.DUPLICATE: mark("duplicate"),
    Outcome.DEFERRED: mark("put off"),
}
"""The outcomes of decisions in words."""

DISPOSITIONS: Mapping[Disposition, str] = {
    Disposition.AS_WRITTEN: mark("as written"),
    Disposition.AMENDED: mark("amended"),
    Disposition.IN_SPIRIT: mark("in spirit"),
    Disposition.NOT_USED: mark("not used"),
}
"""How a source went into a consolidation, in words."""

FIELD_WORDS: Mapping[str, str] = {
    "body": mark("the text of the proposal"),
    "reason": mark("its reason"),
    "title": mark("its title"),
    "name": mark("the name of the proposer"),
}
"""What of a proposal can be erased, in words."""

_GROUNDS = {"privacy": mark("personal data"), "law": mark("the law"), "abuse": mark("abuse")}


def day(iso: str, speech: Speech) -> str:
    """A day as people write it; what is no day is said as it stands."""
    try:
        held = date.fromisoformat(iso)
    except ValueError:
        return inline(iso)
    return speech("{year}-{month:02}-{day:02}", year=held.year, month=held.month, day=held.day)


def ground_word(ground: str, speech: Speech) -> str:
    """The ground of a redaction in words."""
    return speech(_GROUNDS[ground]) if ground in _GROUNDS else inline(ground)


def notice(redaction: Redaction, speech: Speech) -> str:
    """What stands where words were erased, or where a whole proposal is hidden."""
    ground = ground_word(redaction.ground, speech)
    on = day(redaction.on, speech)
    if redaction.digest:
        return speech("(erased {day}: {ground})", day=on, ground=ground)
    return speech("(hidden {day}: {ground})", day=on, ground=ground)


def public(words: Words, proposal: Proposal) -> Words:
    """The words of a proposal as far as they may be shown: the notice in their place where it is hidden."""
    return proposal.hidden if proposal.hidden is not None and words else words
