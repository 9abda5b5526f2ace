"""A branch edited by hand, or begun by somebody, brought to what the tool would have built from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from enum import StrEnum

from living_manifesto.core.amend.diff import diff, differences
from living_manifesto.core.amend.resolution import Fit, Resolution
from living_manifesto.core.amend.resolve import resolve
from living_manifesto.core.changes import Add, Change
from living_manifesto.core.nodes import Node
from living_manifesto.core.outline import Outline, section_of
from living_manifesto.core.proposals import Drafted, Proposal, Source
from living_manifesto.core.submission import numbered
from living_manifesto.core.values import replace, value
from living_manifesto.plan.aim import Aim, Hindrance, Incomplete, aim_of, is_adopted
from living_manifesto.plan.building import build
from living_manifesto.plan.files import Files
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.references import NOWHERE
from living_manifesto.rules.tree import Tree

_WORDS = ("body", "reason", "proposer", "submitted_on", "terms", "source", "claim")


class Remark(StrEnum):
    """What those who edited the branch should be told."""

    CONTRADICTED = "contradicted"  # text and changes were edited, not to the same; the text counts
    RESTORED = "restored"  # the file of the proposal was removed and stands there again
    WORDS_KEPT = "words_kept"  # what was received was edited, and stays as it was received
    MADE = "made"  # a proposal was made, since the branch had none


@value
class Completed:
    """The files in which the completed branch differs from its base, the proposal in it, and what to say about it."""

    files: Files
    proposal: Proposal
    remarks: frozenset[Remark] = frozenset()


@value
class _Draft:
    """The proposal from which the branch is built, and the text that must come of it; None: whatever comes."""

    proposal: Proposal
    text: Node | None
    remarks: frozenset[Remark] = frozenset()


def complete(
    base: Tree,
    head: Tree,
    changed: Collection[str],
    name: str | None,
    received_on: str,
    words: str = "",
    *,
    reason: str = "",
    proposer: str = "",
    url: str = "",
    former: Proposal | None = None,
) -> Completed | Incomplete:
    """What a branch must hold that differs from ``base`` in the paths ``changed``, or why a person has to look at it.

    ``name`` is the proposal of a branch of ours; None means a contributor's own branch: it brings a proposal, or only
    an edited text, or takes an adoption back. A proposal that has to be made is received on the day ``received_on``
    (ISO) with these words, reason (the words, if there is none), proposer and address. Where changes and text say
    different things, that counts which was edited, and the text if both were: ``former``, the proposal as the branch
    had it before, tells; without it, the register does.
    """
    aim = aim_of(base, head, changed, name)
    if isinstance(aim, Incomplete):
        return aim
    if aim.own is not None:
        built = build(base, aim.own, base.outline())
        if built.files and dict(built.files) == {path: head.source.read(path) for path in changed}:
            return Completed(built.files, built.proposal)
    if aim.own is None and aim.received is None:
        source = Source("github", url)
        sent = Proposal("", NOWHERE, "", proposer=proposer, source=source, body=words, reason=reason or words)
        draft = _made(base, head, aim, sent, received_on)
    else:
        draft = _Scales(base, head, aim, former).draft()
    return draft if isinstance(draft, Incomplete) else _completed(base, draft)


def _completed(base: Tree, draft: _Draft) -> Completed | Incomplete:
    built = build(base, draft.proposal, base.outline())
    if built.files and draft.text in (None, built.resolution.root):
        return Completed(built.files, built.proposal, draft.remarks)
    is_there = built.resolution.fit is Fit.ALREADY_THERE and not built.blocked
    return Incomplete(Hindrance.NO_TEXT if is_there else Hindrance.UNFIT, built.blocked, built.resolution)


def _made(base: Tree, head: Tree, aim: Aim, sent: Proposal, received_on: str) -> _Draft | Incomplete:
    """The proposal of an edited text; where that takes an adoption back, it says so and leaves its record alone."""
    changes = _difference(base, head)
    if not changes:
        return Incomplete(Hindrance.NO_TEXT)
    proposal = replace(
        sent,
        section=aim.reverts.section if aim.reverts is not None else _home(changes, base.outline()),
        drafted=Drafted("proposer", confirmed=True),
        changes=changes,
        reverts=aim.reverts.id if aim.reverts is not None else "",
    )
    return _Draft(_with_free_id(base, proposal, received_on), head.outline().root, frozenset({Remark.MADE}))


def _with_free_id(base: Tree, proposal: Proposal, received_on: str) -> Proposal:
    """The proposal with an id that no other has; the same words received twice are one proposal."""
    named = (numbered(proposal, received_on, length=length) for length in range(6, 33))
    return next(each for each in named if _is_free(base, each))


def _is_free(base: Tree, proposal: Proposal) -> bool:
    entry = base.entry(proposal_path(proposal.id))
    if entry is None:
        return True
    return entry.proposal is not None and not _altered(entry.proposal, proposal)


class _Scales:
    """What a branch says in its text and in its changes, and what they came to before somebody edited it."""

    def __init__(self, base: Tree, head: Tree, aim: Aim, former: Proposal | None) -> None:
        self._base = base
        self._head = head
        self._aim = aim
        self._before = base.outline()
        self._text = head.outline().root
        self._stated = aim.own.changes if aim.own is not None else None
        self._says = _resolution(aim.own, self._before)
        self._old = _resolution(former or aim.received, self._before)

    def draft(self) -> _Draft | Incomplete:
        """The proposal with the changes where only they were edited, else with those that give the text."""
        is_untouched = self._text == self._before.root
        if is_untouched and (not self._stated or self._is_taken_out()):
            return Incomplete(Hindrance.NO_TEXT)
        is_as_before = self._old is not None and self._text == self._old.root
        if self._stated and (is_untouched or is_as_before or (self._says and self._says.root == self._text)):
            return self._drafted(self._stated, self._says.root if self._says is not None else None)
        if self._old is not None and is_as_before:
            return self._drafted(self._old.changes, self._text)
        remarks = frozenset({Remark.CONTRADICTED}) if self._is_contradicted() else frozenset[Remark]()
        return self._drafted(_difference(self._base, self._head), self._text, remarks)

    def _is_taken_out(self) -> bool:
        """Whether the text was adopted on the branch, and somebody took it out again."""
        return is_adopted(self._aim.own) and self._old is not None and self._stated == self._old.changes

    def _is_contradicted(self) -> bool:
        received = self._aim.received.changes if self._aim.received is not None else None
        return bool(self._stated) and self._stated not in (received, self._old.changes if self._old else None)

    def _drafted(
        self, changes: tuple[Change, ...], text: Node | None, remarks: frozenset[Remark] = frozenset()
    ) -> _Draft:
        own, received = self._aim.own, self._aim.received
        standing = own or received
        if standing is None:
            raise ValueError("a branch without a proposal says nothing that could be weighed")
        if own is None:
            remarks |= {Remark.RESTORED}
        elif received is not None and _altered(own, received):
            remarks |= {Remark.WORDS_KEPT}
        home = _home(changes, self._before) if standing.section == NOWHERE else standing.section
        drafted = self._drafter(standing, text)
        return _Draft(replace(standing, section=home, changes=changes, drafted=drafted), text, remarks)

    def _drafter(self, standing: Proposal, text: Node | None) -> Drafted | None:
        """Who drafted: those who edit what somebody else sent are staff, unless they say otherwise."""
        received = self._aim.received
        is_as_before = self._old is not None and text == self._old.root
        if received is None or standing.drafted != received.drafted or is_as_before:
            return standing.drafted
        return Drafted("staff")


def _resolution(proposal: Proposal | None, before: Outline) -> Resolution | None:
    """What the changes of a proposal come to on a text; None if there are none, or they cannot be made."""
    if proposal is None or not proposal.changes:
        return None
    found = resolve(before, before, proposal.changes, proposal.section, proposal.id)
    return found if found.changes else None


def _difference(base: Tree, head: Tree) -> tuple[Change, ...]:
    """The changes from one text to the other, with full addresses."""
    before, after = base.outline(), head.outline()
    return diff(before.root, after.root) if before.doubles else differences(before, after, {})


def _altered(one: Proposal, other: Proposal) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in _WORDS)


def _home(changes: tuple[Change, ...], before: Outline) -> str:
    """The section that most of the changes are about; none where they are about areas and sections themselves."""
    references = [change.to if isinstance(change, Add) else change.target for change in changes]
    named = [section_of(each) or each for each in references]
    sections = [each for each in named if each in before.places and before.places[each].list == "sections"]
    return Counter(sections).most_common(1)[0][0] if sections else NOWHERE
