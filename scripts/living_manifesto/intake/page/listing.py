"""Which proposals a page lists, in which order, and how many it announces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from living_manifesto.core.kinds import computed_kind
from living_manifesto.core.proposals import Outcome, Proposal, ProposalKind
from living_manifesto.core.values import NOTHING
from living_manifesto.intake.page.marks import KINDS, day_mark

_TAKEN_UP = frozenset({Outcome.ADOPTED, Outcome.INCORPORATED})
_FROM_A_PAGE = frozenset({"import", "page"})


def listed(
    proposals: Iterable[Proposal], section: str, claims: Mapping[str, object] = NOTHING, *, adopted: bool = False
) -> tuple[Proposal, ...]:
    """The proposals that the page of a section shows, in the order of the page that it came from.

    Shown is what waits for a decision or was put off; what was adopted stands in the text (``adopted``: list it as
    well). What was declined, withdrawn or a duplicate, is hidden, or has lost its words, is left out.
    """
    kept = [each for each in proposals if each.section == section and _is_shown(each, adopted=adopted)]
    by_day = sorted(kept, key=lambda each: (each.submitted_on, _position(each), each.id))
    match claims.get("order"):
        case "newest_first":
            return tuple(sorted(by_day, key=lambda each: each.submitted_on, reverse=True))
        case "as_listed":
            return tuple(sorted(by_day, key=_position))
        case _:
            return tuple(by_day)


def _is_shown(proposal: Proposal, *, adopted: bool) -> bool:
    outcome = proposal.decision.outcome if proposal.decision is not None else None
    waits = outcome is None or outcome is Outcome.DEFERRED or (adopted and outcome in _TAKEN_UP)
    if not waits or proposal.hidden is not None or not isinstance(proposal.body, str):
        return False
    words = proposal.body or (isinstance(proposal.reason, str) and proposal.reason)
    return bool(words) or (proposal.is_imported and isinstance(proposal.reason, str))


def _position(proposal: Proposal) -> int:
    position = proposal.source.position if proposal.source is not None else None
    return _BEHIND_ALL if position is None else position


_BEHIND_ALL = 1 << 31


def count(proposals: Iterable[Proposal], shown: Sequence[Proposal], section: str, claims: Mapping[str, object]) -> int:
    """How many proposals the page announces: those shown, and those that the imported page counted but did not show."""
    announced, seen = claims.get("announced"), claims.get("shown")
    if not isinstance(announced, int):
        return len(shown)
    if not isinstance(seen, int):
        # A record that does not say: what came from the page tells it.
        sources = [each.source for each in proposals if each.section == section]
        seen = len({source.position for source in sources if source is not None and source.channel in _FROM_A_PAGE})
    return len(shown) + max(0, announced - seen)


def label(proposal: Proposal) -> str:
    """The kind of a proposal as its page names it."""
    kind = proposal.kind or (computed_kind(proposal.changes) if proposal.changes else ProposalKind.OTHER)
    title = proposal.title
    if kind is ProposalKind.OTHER and proposal.is_imported and isinstance(title, str) and title:
        mark = day_mark(f"{title}2000年1月1日")
        if mark is not None and mark.kind is None:
            return title
    return KINDS[kind]
