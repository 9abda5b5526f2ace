"""What a branch is for: the proposal that it adopts, or the adoption that it takes back; else what is in the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from living_manifesto.core.amend.resolution import Resolution
from living_manifesto.core.outline import section_of
from living_manifesto.core.proposals import Outcome, Proposal
from living_manifesto.core.status import decided_elsewhere, is_final
from living_manifesto.core.values import replace, value
from living_manifesto.documents import decode
from living_manifesto.documents.filekind import FileKind, file_kind
from living_manifesto.plan.files import proposal_at, unreadable
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.tree import MANIFESTO_PATH, Tree


class Hindrance(StrEnum):
    """Why a branch cannot be completed."""

    NO_TEXT = "no_text"  # nothing in it would change the text
    NO_PROPOSAL = "no_proposal"  # the proposal that it is named for stands nowhere
    SEVERAL = "several"  # it is about more than one proposal
    OTHER_FILES = "other_files"  # it has edits that are no part of an adoption
    SETTINGS = "settings"  # it edits fields of manifesto or section that are no text
    UNREADABLE = "unreadable"  # a file cannot be understood
    DECIDED = "decided"  # the proposal is decided for good, or the branch decides it otherwise than adopted
    UNFIT = "unfit"  # the changes cannot be made on the text of the base


@value
class Incomplete:
    """A branch that a person has to look at: why, at which files (or proposals), and how the changes fit."""

    why: Hindrance
    places: tuple[str, ...] = ()
    resolution: Resolution | None = None


@value
class Aim:
    """The proposal as it stands on the branch and in the register; both None where it has to be made.

    ``reverts`` is the adopted proposal whose decision and text the branch takes back.
    """

    own: Proposal | None = None
    received: Proposal | None = None
    reverts: Proposal | None = None


def aim_of(base: Tree, head: Tree, changed: Collection[str], name: str | None) -> Aim | Incomplete:
    """What a branch is for that differs from its base in ``changed``; ``name`` is the proposal that it is named for."""
    if dark := _dark(base, head, changed):
        return Incomplete(Hindrance.UNREADABLE, dark)
    aim = _found(base, head, changed) if name is None else _named(base, head, name)
    if isinstance(aim, Incomplete):
        return aim
    if foreign := _foreign(base, head, changed, aim):
        return Incomplete(Hindrance.OTHER_FILES, foreign)
    if settings := _settings(base, head, changed):
        return Incomplete(Hindrance.SETTINGS, settings)
    if _is_decided(aim):
        return Incomplete(Hindrance.DECIDED)
    return aim


def is_adopted(proposal: Proposal | None) -> bool:
    """Whether the proposal stands there as adopted here."""
    decision = proposal.decision if proposal is not None else None
    is_here = proposal is not None and not decided_elsewhere(proposal)
    return is_here and decision is not None and decision.outcome is Outcome.ADOPTED


def _is_decided(aim: Aim) -> bool:
    before = aim.received.decision if aim.received is not None else None
    now = aim.own.decision if aim.own is not None else None
    return is_final(before) or (now not in (None, before) and not is_adopted(aim.own))


def _named(base: Tree, head: Tree, name: str) -> Aim | Incomplete:
    path = proposal_path(name)
    own, received = proposal_at(head, path), proposal_at(base, path)
    if own is None and received is None:
        return Incomplete(Hindrance.NO_PROPOSAL, (name,))
    if own is not None and own.id != name:
        return Incomplete(Hindrance.OTHER_FILES, (path,))
    return Aim(own, received)


def _found(base: Tree, head: Tree, changed: Iterable[str]) -> Aim | Incomplete:
    """The one proposal that the branch brings or edits; or the one whose adoption it takes back."""
    paths = sorted(path for path in changed if file_kind(path) is FileKind.PROPOSAL)
    stood = {path: old for path in paths if (old := proposal_at(base, path)) is not None}
    taken = [old for path, old in stood.items() if is_adopted(old) and not is_adopted(proposal_at(head, path))]
    settled = {path for old in taken for path in _paths(old)}
    brought = {path: new for path in paths if path not in settled and (new := proposal_at(head, path)) is not None}
    sources = {path for new in brought.values() for path in _paths(new)[1:]}
    own = [new for path, new in brought.items() if path not in sources]
    if len(own) > 1 or len(taken) > 1 or (own and taken and own[0].reverts != taken[0].id):
        return Incomplete(Hindrance.SEVERAL, tuple(each.id for each in (*own, *taken)))
    reverts = taken[0] if taken else None
    if not own:
        return Aim(reverts=reverts)
    return Aim(own[0], proposal_at(base, proposal_path(own[0].id)), reverts)


def _paths(proposal: Proposal) -> list[str]:
    """The files that an adoption decides: the proposal's first, then those of its sources."""
    return [proposal_path(each) for each in (proposal.id, *(source.id for source in proposal.incorporates))]


def _dark(base: Tree, head: Tree, changed: Collection[str]) -> tuple[str, ...]:
    """The files for which one of the trees cannot be compared with the other."""
    faulty = {*unreadable(head, changed), *unreadable(base, changed)}
    if not faulty and any(path.startswith("manifesto/") for path in changed):
        if head.manifesto() is None or base.manifesto() is None:
            return (MANIFESTO_PATH,)
        one, other = _stubs(base), _stubs(head)
        faulty |= (one ^ other) | (one | other).intersection(changed)
        sections = {section_of(key) for key in head.outline().doubles - base.outline().doubles}
        faulty |= {head.section_paths().get(section, MANIFESTO_PATH) for section in sections}
    return tuple(sorted(faulty))


def _stubs(tree: Tree) -> set[str]:
    """The paths of listed sections whose text is not known."""
    entries = {name: tree.entry(path) for name, path in tree.section_paths().items()}
    known = {name for name, entry in entries.items() if entry and entry.section and entry.section.id == name}
    return {path for name, path in tree.section_paths().items() if name not in known}


def _foreign(base: Tree, head: Tree, changed: Iterable[str], aim: Aim) -> tuple[str, ...]:
    """The changed files that are no part of what the branch is for."""
    own = {MANIFESTO_PATH, *base.section_paths().values(), *head.section_paths().values()}
    for each in (aim.own, aim.received):
        if each is not None:
            first, *sources = _paths(each)
            own |= {first, *(path for path in sources if _is_only_incorporated(base, head, path))}
    if aim.reverts is not None:
        own.update(_paths(aim.reverts))
    return tuple(sorted(path for path in changed if path not in own and not _is_misplaced(base, head, path, aim)))


def _is_only_incorporated(base: Tree, head: Tree, path: str) -> bool:
    old, new = proposal_at(base, path), proposal_at(head, path)
    if old is None or new is None or new.decision is None:
        return False
    return new.decision.outcome is Outcome.INCORPORATED and replace(new, decision=old.decision) == old


def _is_misplaced(base: Tree, head: Tree, path: str, aim: Aim) -> bool:
    """Whether the branch brings its proposal in a folder where it does not belong."""
    return aim.own is not None and base.entry(path) is None and proposal_at(head, path) == aim.own


def _settings(base: Tree, head: Tree, changed: Collection[str]) -> tuple[str, ...]:
    """The files in which fields differ that are no text: rebuilding would lose the edit."""
    found = []
    one, other = base.manifesto(), head.manifesto()
    if MANIFESTO_PATH in changed and one is not None and other is not None and one.settings != other.settings:
        found.append(MANIFESTO_PATH)
    for name, path in head.section_paths().items():
        if path in changed and _section_settings(base, name) != _section_settings(head, name):
            found.append(path)
    return tuple(found)


def _section_settings(tree: Tree, name: str) -> dict[str, object]:
    entry = tree.section(name)
    return decode.section_settings(entry.plain) if entry is not None else {}
