"""Branches and pull requests brought into line with ``main``: whatever a run leaves undone, the next one does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from living_manifesto.core.ids import is_proposal_id
from living_manifesto.core.proposals import Outcome, Proposal
from living_manifesto.core.values import value
from living_manifesto.life import remarks
from living_manifesto.life.branches import PREFIX, Branches
from living_manifesto.life.desk import Desk, TooBusy
from living_manifesto.life.findings import Deed, Finding
from living_manifesto.life.patience import few_collections
from living_manifesto.life.register import Register, outcome_of
from living_manifesto.life.reverts import adopting_commit
from living_manifesto.life.reviews import own_branch
from living_manifesto.life.texts import Said, Text, rests_on, text
from living_manifesto.plan.actions import Action, ClosePull, EditPull, OpenPull, RecordMerge, ReopenPull
from living_manifesto.plan.commits import RefMove
from living_manifesto.plan.neighbours import Neighbours, neighbours
from living_manifesto.plan.pulls import Pull, PullState
from living_manifesto.report.pull import Neighbour, Relation
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.tree import MANIFESTO_PATH, sections_named

_ROUNDS = 10
_AT_ONCE = 500
"""Branches that are written at once: each holds a copy of its section in memory."""


@value
class Synced:
    """What was done, by id of proposal; ``left`` is what was left as it is, with the reason."""

    deeds: Mapping[str, Deed]
    opened: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()

    def and_then(self, later: Synced) -> Synced:
        """Both together, as one run; what is left is what the later one left."""
        opened = _joined(self.opened, later.opened)
        return Synced(
            {**later.deeds, **self.deeds},
            opened,
            tuple(name for name in _joined(self.edited, later.edited) if name not in opened),
            _joined(self.closed, later.closed),
            _joined(self.merged, later.merged),
            later.left,
        )


def sync(
    desk: Desk,
    names: Collection[str] | None = None,
    *,
    reopen: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Synced:
    """Bring the named proposals (all when None) into line; ``reopen`` also what somebody closed without a decision."""
    done = Synced({})
    with few_collections():
        for _ in range(_ROUNDS):
            desk.tidy()
            made = _Round(desk, names, reopen=reopen, progress=progress)
            is_settled = made.run()
            done = done.and_then(made.done())
            if is_settled:
                return done
    raise TooBusy


class _Round:
    """One pass over the proposals; another sees what stands then where somebody was faster, or has a number now."""

    def __init__(
        self, desk: Desk, names: Collection[str] | None, *, reopen: bool, progress: Callable[[int, int], None]
    ) -> None:
        self._desk = desk
        self._reopen = reopen
        self._progress = progress
        # ``main`` is looked at last: what it holds decides, so a merge in between cannot look undone.
        self._pulls = desk.forge.pulls()
        self._refs = desk.store.branches("refs/heads")
        self._shown = desk.folders.shown()
        self._register = Register(desk, desk.tip())
        self._said = Said(desk)
        self._branches = Branches(desk, self._register, self._refs, self._said)
        self._near = _index(self._register)
        self._files = desk.store.listing(self._register.commit, "manifesto")
        self._names = self._scope(names)
        self._alive = set(self._names)
        self._deeds: dict[str, Deed] = {}
        self._left: dict[str, str] = {}
        self._ended: list[RefMove] = []
        self._bare = False
        self._actions: list[Action] = []
        self._texts: dict[str, tuple[str, str, Sequence[str], Text]] = {}

    def run(self) -> bool:
        """Write, move, tell; False when another pass is needed."""
        settled = True
        # Few at once among many that are well: every batch that remarks on a branch reads all pull requests again.
        doubtful = [name for name in self._names if not self._is_well(name)]
        for start in range(0, len(doubtful), _AT_ONCE):
            settled &= self._some(doubtful[start : start + _AT_ONCE])
            self._progress(len(self._names) - max(len(doubtful) - start - _AT_ONCE, 0), len(self._names))
        self._desk.forge.apply(self._actions)
        # The last thing to go is what brings a run that was killed before here again.
        settled &= not self._desk.store.move(self._ended)
        for name, (resting, whole, sections, said) in self._texts.items():
            self._said.note(name, resting, whole, sections, said)
        self._said.save()
        return settled and not self._bare

    def done(self) -> Synced:
        """What came of it."""

        def of(kind: type[Action]) -> tuple[str, ...]:
            numbers = {pull.number: name for name, pull in self._pulls.items()}
            found = (each for each in self._actions if isinstance(each, kind))
            return tuple(each.proposal if isinstance(each, OpenPull) else numbers[each.number] for each in found)

        deeds = {name: deed for name, deed in self._deeds.items() if deed is not Deed.KEEP}
        left = tuple(self._left.items())
        return Synced(deeds, of(OpenPull), of(EditPull), of(ClosePull), of(RecordMerge), left)

    def _scope(self, names: Collection[str] | None) -> list[str]:
        if names is not None:
            near = [other for name in names for other, _ in self._near.of(name) if other in self._pulls]
            return list(dict.fromkeys((*names, *near)))
        register = self._register
        alive = [name for name, held in register.proposals.items() if register.is_open(held)]
        branched = [ref.removeprefix(PREFIX) for ref in self._refs if ref.startswith(PREFIX)]
        pulled = [name for name, pull in self._pulls.items() if pull.state is PullState.OPEN]
        return sorted({*alive, *filter(is_proposal_id, branched), *pulled})

    def _some(self, doubtful: Sequence[str]) -> bool:
        self._branches.expect([self._ref(name) for name in doubtful])
        findings = [found for name in doubtful for found in self._look(name)]
        writing = [found for found in findings if found.commit is not None]
        heads = self._desk.store.write([found.commit for found in writing if found.commit is not None])
        heads_of = {found.name: head for found, head in zip(writing, heads, strict=True)}
        free = [found for found in findings if self._is_free(found, heads_of.get(found.name))]
        moves = [found.move(heads_of[found.name]) for found in free if found.commit is not None]
        self._desk.forge.apply([each for found in free if found.commit is not None for each in self._remarks(found)])
        refused = {each.ref for each in self._desk.publish(moves)}
        for found in free:
            if found.commit is not None and found.ref in refused:
                continue
            self._deeds[found.name] = found.deed
            if found.deed is Deed.DELETE:
                self._ended.append(found.move(None))
            else:
                self._tell(found, heads_of.get(found.name, found.head or ""))
        self._desk.tree(self._register.commit).forget(proposal_path(found.name) for found in findings)
        return not refused

    def _remarks(self, found: Finding) -> Iterator[Action]:
        """What is said of a branch; of one that moves before it does: a run killed after that would not know of it."""
        pull = self._pulls.get(found.name)
        if pull is not None and pull.state is not PullState.MERGED:
            yield from remarks.on_branch(self._desk, self._register.commit, found, pull)

    def _is_free(self, found: Finding, head: str | None) -> bool:
        """Whether nobody stands on a branch that is to move, with edits that would be lost, or that is to go."""
        if found.head is None or found.ref not in self._shown:
            return True
        if found.deed is Deed.DELETE:
            self._left[found.name] = "checked_out"
        elif head is not None and self._desk.folders.unsaved_between(found.ref, found.head, head):
            self._left[found.name] = "unsaved"
        return found.name not in self._left or found.deed is Deed.LEAVE

    def _look(self, name: str) -> Iterator[Finding]:
        """The finding on one proposal, unless all is well; what is decided is closed on the way."""
        proposal, pull = self._register.proposals.get(name), self._pulls.get(name)
        if proposal is not None and not self._register.is_open(proposal):
            yield from self._decided(proposal, pull)
            return
        if proposal is None and pull is None and self._ref(name) not in self._refs:
            self._left[name] = "unknown"
            return
        if pull is not None and pull.state is PullState.CLOSED:
            if not self._reopen:
                return
            self._actions.append(ReopenPull(pull.number))
        found = self._branches.find(name, own_branch(pull) if pull is not None else "")
        if found.why == "gone" and pull is not None:
            self._actions.append(ClosePull(pull.number))
            return
        if found.deed is Deed.LEAVE:
            self._left[name] = found.why
        yield found

    def _is_well(self, name: str) -> bool:
        """Whether an open proposal has its branch and its pull request, and nothing that they rest on has changed."""
        proposal, pull, branch = (
            self._register.proposals.get(name),
            self._pulls.get(name),
            self._refs.get(self._ref(name)),
        )
        if pull is None or branch is None or pull.state is not PullState.OPEN or pull.head != branch.commit:
            return False
        if proposal is not None and not self._register.is_open(proposal):
            return False
        return self._said.holds(name, self._resting(name, branch.commit, self._said.sections(name)), pull)

    def _ref(self, name: str) -> str:
        pull = self._pulls.get(name)
        return f"refs/heads/{pull.branch}" if pull is not None else PREFIX + name

    def _decided(self, proposal: Proposal, pull: Pull | None) -> Iterator[Finding]:
        if pull is not None:
            self._close(proposal, pull)
        branch = self._refs.get(PREFIX + proposal.id)
        if branch is not None:
            found = self._branches.ended(proposal, branch)
            if found.deed is Deed.LEAVE:
                self._left[proposal.id] = found.why
            else:
                yield found

    def _close(self, proposal: Proposal, pull: Pull) -> None:
        """Let the pull request of a decided proposal say so."""
        desk, tip, is_open = self._desk, self._register.commit, pull.state is PullState.OPEN
        if not is_open and any(comment.key == remarks.DECIDED for comment in pull.comments):
            return
        commit, decision = "", proposal.decision
        if outcome_of(decision) is Outcome.ADOPTED:
            commit = pull.merged or adopting_commit(desk, proposal)
            taken = self._pulls.get(proposal.reverts)
            if taken is not None:
                self._actions.append(remarks.on_reversal(desk, f"#{pull.number}", taken))
        other = self._pulls.get(decision.of) if decision is not None else None
        self._actions.append(remarks.on_decision(desk, tip, proposal, commit, pull, other))
        if is_open:
            self._actions.append(RecordMerge(pull.number, commit) if commit else ClosePull(pull.number))

    def _tell(self, found: Finding, head: str) -> None:
        """What the pull request has to say about a branch that is open."""
        name, pull = found.name, self._pulls.get(found.name)
        if pull is None or pull.state is PullState.MERGED:
            if found.deed is not Deed.LEAVE or name in self._register.proposals:
                self._open(found, head, pull)
            return
        if found.commit is None:
            self._actions += self._remarks(found)
        if self._would_name_the_numberless(name):
            self._branches.keep(found, head)
            return
        said = text(self._desk, self._register, found, self._neighbours(name))
        if not said.is_on(pull) or pull.head != head:
            self._actions.append(EditPull(pull.number, head, said.title, said.body, said.draft, said.labels))
        if found.deed is not Deed.LEAVE:
            self._note(found, head, said)

    def _open(self, found: Finding, head: str, former: Pull | None) -> None:
        """Open a pull request; without its text as long as it would name neighbours that have no number yet.

        ``former`` is one that was merged into a ``main`` that has been moved back since.
        """
        name, branch = found.name, found.ref.removeprefix("refs/heads/")
        instead = former.number if former is not None else 0
        self._bare |= former is not None  # neighbours that are well name the former
        if self._would_name_the_numberless(name):
            title = self._branches.message(found.draft).partition("\n")[0]
            self._actions.append(OpenPull(name, branch, head, title, "", draft=True, instead=instead))
            self._branches.keep(found, head)
            return
        said = text(self._desk, self._register, found, self._neighbours(name))
        self._actions.append(
            OpenPull(name, branch, head, said.title, said.body, said.draft, said.labels, instead=instead)
        )
        self._note(found, head, said)

    def _would_name_the_numberless(self, name: str) -> bool:
        """Whether a neighbour gets its pull request only now, so that another pass must tell of it."""
        near = [self._pulls.get(other) for other, _ in self._near.of(name) if other in self._alive]
        is_bare = any(pull is None or pull.state is PullState.MERGED for pull in near)
        self._bare |= is_bare
        return is_bare

    def _note(self, found: Finding, head: str, said: Text) -> None:
        draft, tree = found.draft, self._desk.tree(self._register.commit)
        paths = tree.section_paths()
        named = sections_named(draft.changes or (), draft.section, tree.places())
        sections = sorted(paths[each] for each in named if each in paths)
        self._texts[found.name] = self._resting(found.name, head, sections), head, sections, said

    def _resting(self, name: str, head: str, sections: Sequence[str]) -> str:
        proposal = self._register.proposals.get(name)
        is_deferred = proposal is not None and self._register.is_deferred(proposal)
        near = [f"{each.name} {each.relation} {each.kind}" for each in self._neighbours(name)]
        blob = self._register.files.get(proposal_path(name), "")
        texts = {path: self._files.get(path, "") for path in (MANIFESTO_PATH, *sections)}
        return rests_on(proposal, blob, head, [str(is_deferred), *near], texts)

    def _neighbours(self, name: str) -> list[Neighbour]:
        return [self._neighbour(other, relation.name.lower()) for other, relation in self._near.of(name)]

    def _neighbour(self, name: str, relation: str) -> Neighbour:
        pull, proposal = self._pulls.get(name), self._register.proposals.get(name)
        called = f"#{pull.number}" if pull is not None else name
        return Neighbour(called, Relation(relation), proposal.kind if proposal is not None else None)


def _joined(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _index(register: Register) -> Neighbours:
    alive = {name: held for name, held in register.proposals.items() if register.is_open(held)}
    return neighbours({name: (held.changes or (), held.section) for name, held in alive.items()})
