"""What the branch of a proposal must hold: the proposal adopted, its changes resolved on today's text, that text."""

from __future__ import annotations

from living_manifesto.core.amend.resolution import Fit, Resolution
from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.kinds import kind_of
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Decision, Disposition, Outcome, Proposal
from living_manifesto.core.status import is_final, may_follow
from living_manifesto.core.values import NOTHING, replace, value
from living_manifesto.plan.files import Files, files_for, proposal_file, say_so
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.references import NOWHERE
from living_manifesto.rules.tree import MANIFESTO_PATH, Tree

_ROUNDS = 4


@value
class Built:
    """The files in which the branch differs from its base; none where there is nothing to adopt, or nobody can yet.

    ``proposal`` is the one that the branch holds, or the draft as it would have to be drafted on. ``blocked`` names
    files on which it founders although the changes may fit: a source that was decided otherwise meanwhile, a file
    that cannot be read, or would not be readable any more.
    """

    files: Files
    proposal: Proposal
    resolution: Resolution
    blocked: tuple[str, ...] = ()


def build(today: Tree, draft: Proposal, base: Outline | None) -> Built:
    """The branch of a proposal on today's text, with nothing in it that the judge of steps would not accept.

    ``draft`` is the proposal of the register or, where there is a branch, the copy on it; ``base`` the text on which
    its changes were written, None if unknown. What was received (words, date, source) and what is hidden comes from
    the register where the proposal stands there. One that is decided for good is not built.
    """
    outline = today.outline()
    if today.manifesto() is None:
        return _not_built(draft, outline, MANIFESTO_PATH)
    path = proposal_path(draft.id)
    entry = today.entry(path)
    received = entry.proposal if entry is not None else None
    if entry is not None and (received is None or received.id != draft.id):
        return _not_built(draft, outline, path)
    if received is not None:
        if is_final(received.decision):
            return Built(NOTHING, received, Resolution(Fit.ALREADY_THERE, (), outline.root, ()))
        draft = as_received(draft, received)
    resolution = resolve(base, outline, draft.changes or (), draft.section, draft.id)
    if not resolution.changes:
        return _stating(today, draft, resolution)
    return _built(today, draft, _at_rest(resolution, outline, draft))


def _not_built(draft: Proposal, outline: Outline, *blocked: str) -> Built:
    return Built(NOTHING, draft, Resolution(Fit.NEEDS_PERSON, (), outline.root, ()), blocked)


def _stating(today: Tree, draft: Proposal, resolution: Resolution) -> Built:
    """Nothing to adopt; unless the proposal states what was changed in silence: then the text stands already."""
    if not draft.mends or resolution.fit is not Fit.ALREADY_THERE:
        return Built(NOTHING, draft, resolution)
    proposal = replace(draft, kind=kind_of(draft.kind, draft.changes or ()), decision=_adopted(draft.decision))
    return Built(proposal_file(today, proposal), proposal, resolution)


def _built(today: Tree, draft: Proposal, resolution: Resolution) -> Built:
    proposal = replace(
        draft,
        section=_home(draft.section, today, resolution.root),
        changes=resolution.changes,
        kind=kind_of(draft.kind, resolution.changes),
        decision=_adopted(draft.decision),
    )
    sources, blocked = _incorporated(today, proposal)
    if blocked:
        return _not_built(draft, today.outline(), *blocked)
    files = files_for(today, resolution.root) | proposal_file(today, proposal) | sources
    if not say_so(today, files, resolution.root, proposal):
        return _not_built(draft, today.outline(), *sorted(path for path in files if path.startswith("manifesto/")))
    return Built(files, proposal, resolution)


def as_received(draft: Proposal, received: Proposal) -> Proposal:
    """The draft with what the register answers for: nobody changes on a branch what somebody sent, or shows it again.

    A title is drafted like the changes, unless it is a notice: only redaction puts one there.
    """
    is_drafted = isinstance(draft.title, str) and isinstance(received.title, str)
    return replace(
        received,
        title=draft.title if is_drafted else received.title,
        kind=draft.kind,
        section=draft.section,
        drafted=draft.drafted,
        changes=draft.changes,
        incorporates=draft.incorporates,
        reverts=draft.reverts,
        mends=draft.mends,
        decision=draft.decision,
    )


def _at_rest(resolution: Resolution, outline: Outline, draft: Proposal) -> Resolution:
    """The resolution with changes that resolve to themselves, or the branch could not be built again from itself."""
    for _ in range(_ROUNDS):
        again = resolve(outline, outline, resolution.changes, draft.section, draft.id)
        if again.changes == resolution.changes or again.root != resolution.root:
            break
        resolution = replace(resolution, changes=again.changes)
    return resolution


def _home(section: str, today: Tree, after: Node) -> str:
    """The home of the proposal; nowhere, if its section goes with its own adoption."""
    stays = any(each.id == section for area in after.children("areas") for each in area.children("sections"))
    return section if stays or section not in today.section_paths() else NOWHERE


def _adopted(drafted: Decision | None) -> Decision:
    """The decision, with the reason and role that somebody may have written on the branch.

    Day and link are for what was decided elsewhere: such a decision would explain no text here.
    """
    if drafted is None or drafted.outcome is not Outcome.ADOPTED:
        return Decision(Outcome.ADOPTED)
    return Decision(Outcome.ADOPTED, drafted.reason, drafted.by)


def _incorporated(today: Tree, consolidation: Proposal) -> tuple[dict[str, bytes | None], list[str]]:
    """The files of the sources of a consolidation as decided by it, and those that cannot be any more."""
    decision = Decision(Outcome.INCORPORATED, of=consolidation.id)
    files: dict[str, bytes | None] = {}
    blocked = []
    for incorporated in consolidation.incorporates:
        if incorporated.disposition is Disposition.NOT_USED:
            continue
        path = proposal_path(incorporated.id)
        entry = today.entry(path)
        source = entry.proposal if entry is not None else None
        is_other = source is not None and source.id == incorporated.id != consolidation.id
        if source is None or not is_other or not may_follow(source.decision, decision):
            blocked.append(path)
        else:
            files |= proposal_file(today, replace(source, decision=decision))
    return files, blocked
