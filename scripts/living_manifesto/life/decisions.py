"""A decision is written beside the proposal; adopting and incorporating are no business of this act."""

from __future__ import annotations

from collections.abc import Mapping

from living_manifesto.core.proposals import Decision
from living_manifesto.core.values import replace
from living_manifesto.life.desk import Desk, Refused
from living_manifesto.life.register import Register, edited
from living_manifesto.plan.actions import AddComment
from living_manifesto.plan.pulls import Pull
from living_manifesto.report.pull_comments import closed
from living_manifesto.report.terms import OUTCOMES
from living_manifesto.rules.dates import check_term
from living_manifesto.rules.files import proposal_path


def decide(desk: Desk, name: str, decision: Decision) -> str | None:
    """Record a decision and give the commit, None when it stands already.

    One that may not follow what stands there, or that lacks what it owes, is ``Refused`` with the fault.
    """

    def plan(tip: str) -> dict[str, bytes]:
        files = edited(desk.context(tip), name, lambda proposal: replace(proposal, decision=decision))
        _demand_term(desk, tip, name, files)
        return files

    word = desk.speech(OUTCOMES[decision.outcome])
    return desk.advance(plan, desk.speech("Decision on {proposal}: {outcome}", proposal=name, outcome=word))


def answer(desk: Desk, name: str, roles: Mapping[str, str]) -> Pull | None:
    """Tell the decision below the pull request, if there is one; ``roles`` are the titles of roles."""
    proposal = Register(desk, desk.tip()).get(name)
    decision = proposal.decision if proposal is not None else None
    pulls = desk.forge.pulls([name, decision.of] if decision is not None and decision.of else [name])
    if name in pulls and decision is not None:
        other = f"#{pulls[decision.of].number}" if decision.of in pulls else ""
        told = closed(decision, roles.get(decision.by, decision.by), desk.speech, other=other)
        desk.forge.apply([AddComment(pulls[name].number, told, "decision")])
    return pulls.get(name)


def _demand_term(desk: Desk, tip: str, name: str, files: dict[str, bytes]) -> None:
    """The end of a deferral must be ahead when it is recorded: later, its passing is what was meant."""
    path = proposal_path(name)
    after = desk.with_files(tip, files)
    entry = after.tree.entry(path) if files else None
    faults = list(check_term(entry, after)) if entry is not None else []
    if faults:
        raise Refused(faults, {path: files[path].decode()})
