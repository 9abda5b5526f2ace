"""The branches of proposals against ``main``: which are as they should be, and what the others lack."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cached_property

from living_manifesto.core.proposals import Proposal
from living_manifesto.core.values import replace
from living_manifesto.documents import decode
from living_manifesto.documents.reader import read
from living_manifesto.gitrepo.merging import merged_trees
from living_manifesto.life.desk import Desk
from living_manifesto.life.findings import Deed, Finding
from living_manifesto.life.register import Register
from living_manifesto.life.texts import Said, explained
from living_manifesto.plan.aim import Hindrance, Incomplete, is_adopted
from living_manifesto.plan.branches import Standing, as_received, build, standing
from living_manifesto.plan.commits import Branch, CommitFacts, Identity, NewCommit
from living_manifesto.plan.completion import Completed, complete
from living_manifesto.plan.files import Files, proposal_at
from living_manifesto.plan.overtaken import Overtaken
from living_manifesto.plan.redrafted import grown, redrafted
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.tree import MANIFESTO_PATH

PREFIX = "refs/heads/proposal/"
_HEADS = "refs/heads/"
_CO_AUTHOR = re.compile(r"^Co-authored-by: (.+)$", re.MULTILINE | re.IGNORECASE)
_WRITTEN_ON = re.compile(r"^Written-on: ([0-9a-f]{40,64})$", re.MULTILINE)
_WORDS = ("body", "reason", "proposer", "hidden")


class Branches:
    """The branches against ``main`` at one moment; ``refs`` are all of them where many are looked at.

    ``said`` remembers which heads the tool itself has seen or made whole.
    """

    def __init__(
        self, desk: Desk, register: Register, refs: Mapping[str, Branch] | None = None, said: Said | None = None
    ) -> None:
        self._desk = desk
        self._main = register.commit
        self._register = register
        self._refs = refs
        self._said = said
        self._changed: dict[tuple[str, str], frozenset[str]] = {}
        self._merged: dict[str, str | None] = {}
        self._overtakings: dict[str, Overtaken] = {}

    def expect(self, refs: Collection[str]) -> None:
        """Ask git at once for what it will be asked for of each of these branches."""
        bases = self._bases(refs)
        self._compare(bases)
        stale = [head for head, base in bases.items() if self._overtaken(head, base)]
        self._merged.update(merged_trees(self._desk.store.root, self._main, stale))

    def expect_trouble(self, names: Collection[str]) -> None:
        """The same for the tool's own branches that ``main`` has moved on from, and only what is not remembered."""
        refs = {name: self._refs[PREFIX + name] for name in names if self._refs and PREFIX + name in self._refs}
        unknown = {held.commit: self.base(held) for name, held in refs.items() if not self._is_known(name, held.commit)}
        bases = {self.base(held) for held in refs.values()} - {self._main}
        pairs = [(base, self._main) for base in bases] + [
            (base, head) for head, base in unknown.items() if base in bases
        ]
        self._changed.update(zip(pairs, self._desk.store.changed(pairs), strict=True))

    def _bases(self, refs: Collection[str]) -> dict[str, str]:
        held = [self._refs[ref] for ref in refs if self._refs is not None and ref in self._refs]
        return {each.commit: self.base(each) for each in held if not self._is_seen(each)}

    def _is_seen(self, held: Branch) -> bool:
        name = held.ref.removeprefix(PREFIX)
        return self._desk.looks.again(self._main, name, held.commit) is not None

    def _compare(self, bases: Mapping[str, str]) -> None:
        pairs = list(dict.fromkeys((base, self._main) for base in bases.values() if base != self._main))
        pairs += [(base, head) for head, base in bases.items()]
        self._changed.update(zip(pairs, self._desk.store.changed(pairs), strict=True))

    def may_be_troubled(self, name: str, ref: str) -> bool:
        """Whether ``main`` has moved so that the change on a branch may not fit any more; False is certain."""
        held = self._refs.get(ref) if self._refs is not None else self._desk.store.branches(ref).get(ref)
        if held is None or (base := self.base(held)) == self._main:
            return False
        touched = self._touched(name, base, held.commit)
        if touched.isdisjoint(self.changed(base, self._main)):
            return False
        raw = self._desk.store.read(f"{held.commit}:{self._desk.store.start}{proposal_path(name)}") or b""
        document = read(raw, proposal_path(name))
        if not isinstance(document.value, dict):
            return True
        draft = decode.proposal(document.value)
        if base not in self._overtakings:
            stood, stands = self._desk.tree(base).outline(), self._desk.tree(self._main).outline()
            self._overtakings[base] = Overtaken.between(stood, stands)
        return self._overtakings[base].may_trouble(draft.changes or (), draft.section)

    def _is_known(self, name: str, head: str) -> bool:
        return self._said is not None and self._said.is_whole(name, head)

    def _touched(self, name: str, base: str, head: str) -> frozenset[str]:
        """The files that a branch changes, or more: to compare thousands of trees takes longer than to remember."""
        if self._said is not None and self._is_known(name, head):
            return frozenset({MANIFESTO_PATH, proposal_path(name), *self._said.sections(name)})
        return self.changed(base, head)

    def _overtaken(self, head: str, base: str) -> bool:
        """Whether ``main`` has changed a file that the branch changes too."""
        return base != self._main and not self.changed(base, head).isdisjoint(self.changed(base, self._main))

    def find(self, name: str, branch: str = "") -> Finding:
        """What is to be done about the branch of an open proposal; ``branch`` is a contributor's own."""
        ref = _HEADS + branch if branch else PREFIX + name
        proposal = self._register.get(name)
        held = (self._desk.store.branches(ref) if self._refs is None else self._refs).get(ref)
        if held is None:
            if proposal is None:
                return Finding(name, ref, Deed.LEAVE, None, Proposal(name, "none", ""), why="gone")
            return self._rebuilt(Finding(name, ref, Deed.CREATE, None, proposal), self._main)
        if seen := self._desk.looks.again(self._main, name, held.commit):
            return seen
        base = self.base(held)
        return self._as_received(self._against_main(self._examined(name, held, base, proposal), held, base))

    def keep(self, found: Finding, head: str) -> None:
        """Keep what the next look on this ``main`` would find again, where that is certain; ``head`` was written."""
        if found.deed is Deed.CREATE:
            today = self._desk.tree(self._main).outline() if found.adoptable else None
            found = self._as_received(replace(found, deed=Deed.KEEP, head=head, base=today, commit=None))
        if found.deed is Deed.KEEP and found.commit is None and found.head == head:
            proved = explained(self._desk, self._main, found) if found.adoptable else None
            self._desk.looks.keep(self._main, replace(found, explained=proved), self._desk.store.source(head))

    def anew(self, name: str) -> Finding:
        """The branch as the draft of the register makes it, whatever draft stands on it."""
        found = self.find(name)
        received = self._register.get(name)
        if received is None or found.head is None:
            return found
        return self._rebuilt(replace(found, deed=Deed.KEEP, draft=received, base=None, commit=None), self._main)

    def outlook(self, name: str, branch: str = "") -> Finding:
        """The branch as far as it tells what adopting would change today; nothing is planned to be done about it."""
        ref = _HEADS + branch if branch else PREFIX + name
        held = (self._desk.store.branches(ref) if self._refs is None else self._refs).get(ref)
        proposal = self._register.get(name)
        if held is None:
            absent = Finding(name, ref, Deed.CREATE, None, proposal or Proposal(name, "none", ""))
            return self._with_built(absent)
        return self._as_received(self._with_built(self._examined(name, held, self.base(held), proposal)))

    def ended(self, proposal: Proposal, held: Branch) -> Finding:
        """The branch of a decided proposal: it goes, unless it holds a person's work that ``main`` does not have."""
        found = Finding(proposal.id, held.ref, Deed.DELETE, held.commit, proposal, why="ended")
        base = self.base(held)
        if base == held.commit:
            return found
        is_kept = held.parents == (base,) and self._is_kept(proposal, base, held.commit)
        return found if is_kept else replace(found, deed=Deed.LEAVE)

    def _is_kept(self, proposal: Proposal, base: str, head: str) -> bool:
        """Whether ``main`` has everything that a branch of one commit holds, or it can be made again from there."""
        stood, stands, path = self._desk.tree(base), self._desk.tree(head), proposal_path(proposal.id)
        differing = self.changed(base, head)
        match standing(stood, stands, proposal.id, differing):
            case Standing.EMPTY:
                return True
            case Standing.WHOLE:
                received, copy = proposal_at(stood, path), proposal_at(stands, path)
                if copy is not None and is_adopted(proposal) and copy.changes == proposal.changes:
                    return True
                files = build(stood, received, stood.outline()).files if received is not None else {}
                return dict(files) == {each: stands.source.read(each) for each in differing}
            case _:
                return False

    def base(self, branch: Branch) -> str:
        """The commit of ``main`` that a branch stands on."""
        known = {self._main} if self._refs is None else self._line
        for parent in reversed(branch.parents):
            if parent in known:
                return parent
        return self._desk.store.fork_point(branch.commit, self._main) or self._main

    def changed(self, before: str, after: str) -> frozenset[str]:
        """The files in which two commits differ."""
        if (before, after) not in self._changed:
            self._changed[before, after] = self._desk.store.changed([(before, after)])[0]
        return self._changed[before, after]

    @cached_property
    def _line(self) -> Collection[str]:
        return frozenset(self._desk.store.line(self._main))

    def _examined(self, name: str, held: Branch, base: str, proposal: Proposal | None) -> Finding:
        """The branch on its own base: what of it counts, and whether somebody's hand is in it."""
        stood, stands = self._desk.tree(base), self._desk.tree(held.commit)
        entry = stands.entry(proposal_path(name))
        copy = entry.proposal if entry is not None else None
        draft = copy or proposal or Proposal(name, "none", "")
        found = Finding(name, held.ref, Deed.KEEP, held.commit, draft, stood.outline())
        if copy is not None and copy.changes and self._is_known(name, held.commit):
            return found
        match standing(stood, stands, name, self.changed(base, held.commit)):
            case Standing.WHOLE:
                return found if held.parents == (base,) else self._as_one(found, base, held)
            case Standing.EMPTY if proposal is None and copy is None:
                return replace(found, deed=Deed.LEAVE, why=str(Hindrance.NO_PROPOSAL))
            case Standing.EMPTY:
                return replace(found, base=None, draft=proposal or draft)
            case Standing.UNREADABLE:
                return replace(found, deed=Deed.LEAVE, why="unreadable")
            case Standing.BY_HAND:
                return self._completed(found, base, held)

    def _completed(self, found: Finding, base: str, held: Branch) -> Finding:
        stood, stands = self._desk.tree(base), self._desk.tree(held.commit)
        former = self._former(base, held, found.name)
        made = complete(stood, stands, self.changed(base, held.commit), found.name, self._register.today, former=former)
        match made:
            case Completed(files=files, proposal=draft):
                return self._folded(replace(found, draft=draft), base, files)
            case Incomplete(why=why):
                return replace(found, deed=Deed.LEAVE, why=str(why))

    def _as_one(self, found: Finding, base: str, held: Branch) -> Finding:
        """A branch that is as it should be, but in several commits: merges of ``main`` alone do no harm."""
        if len(self._desk.store.since(base, held.commit)) < 2:
            return found
        stands = self._desk.tree(held.commit).source
        return self._folded(found, base, {path: stands.read(path) for path in self.changed(base, held.commit)})

    def _folded(self, found: Finding, base: str, files: Files) -> Finding:
        return replace(found, deed=Deed.COMPLETE, commit=self.fold(found.draft, base, found.head or base, files))

    def fold(self, draft: Proposal, base: str, head: str, files: Files, onto: str = "", begun: str = "") -> NewCommit:
        """One commit for all of a branch; who began it is the author, and whoever else had a hand in it is named.

        ``begun``: the commit of ``main`` on which the tool built it from the register, if nobody else had a hand in it.
        """
        facts = self._hands(base, head)
        author = facts[0].author if facts else None
        people = [shown(each.author) for each in facts]
        named = [name for each in facts for name in _CO_AUTHOR.findall(each.message)]
        others = dict.fromkeys(each for each in (*people, *named) if author is None or each != shown(author))
        written = [f"Written-on: {begun}"] if begun else []
        message = "\n".join((self.message(draft), *written, *(f"Co-authored-by: {each}" for each in others)))
        return NewCommit((onto or base,), message, self._desk.now, files, author)

    def _hands(self, base: str, head: str) -> list[CommitFacts]:
        """The commits of a branch; git is asked only where there is more than one."""
        if head == base:
            return []
        alone = self._desk.store.describe(head)
        return [alone] if alone.parents == (base,) else self._desk.store.since(base, head)

    def without_merges(self, found: Finding) -> Finding:
        """The branch as one commit where it ends in a merge of ``main``: it may be put on ``main`` commit by commit."""
        built = found.built
        if found.commit is not None or built is None or found.head is None:
            return found
        parents = self._desk.store.describe(found.head).parents
        if len(parents) < 2:
            return found
        base = self.base(Branch(found.ref, found.head, "", parents))
        return replace(found, commit=self.fold(built.proposal, base, found.head, built.files, self._main))

    def _former(self, base: str, held: Branch, name: str) -> Proposal | None:
        """The proposal as the branch had it before hands were laid on it."""
        begun = self._desk.store.first_after(base, held.commit)
        entry = (
            self._desk.tree(begun).entry(proposal_path(name)) if begun not in (None, held.commit) and begun else None
        )
        return entry.proposal if entry is not None else None

    def _against_main(self, found: Finding, held: Branch, base: str) -> Finding:
        """The branch on today's ``main``: it stays unless git would merge it into something else."""
        if found.deed is Deed.LEAVE:
            return found
        if found.deed is Deed.COMPLETE:
            return self._rebuilt(found, base) if base != self._main else self._with_built(found)
        if found.base is None:
            # It waits for a draft; once the register has one, it becomes an ordinary branch.
            return self._rebuilt(found, base) if found.draft.changes else found
        if anew := self._redrafted(found, base):
            return self._rebuilt(anew, base)
        found = self._with_built(found)
        if found.built is None or not found.built.files:
            return found
        if not self._words_agree(found):
            return self._rebuilt(replace(found, why="words"), base)
        agreed = not self._overtaken(held.commit, base) or self._git_agrees(held.commit, found.built.files)
        return found if agreed else self._rebuilt(found, base)

    def _redrafted(self, found: Finding, base: str) -> Finding | None:
        """The branch with the draft of the register, where that counts although the branch has one."""
        if base == self._main:
            return None
        stood, stands = self._desk.tree(base), self._desk.tree(self._main)
        if proposal_path(found.name) in self.changed(base, self._main):
            anew = redrafted(stood, stands, found.draft)
            return replace(found, draft=anew, base=None) if anew is not None else None
        if not (begun := self._begun(found)):
            return None
        written = self._desk.tree(begun)
        anew = grown(written, stood, stands, found.draft)
        return replace(found, draft=anew, base=written.outline()) if anew is not None else None

    def _begun(self, found: Finding) -> str:
        """The commit of ``main`` on which the tool built it from the register; empty: a hand was in it since."""
        said = _WRITTEN_ON.search(self._desk.store.describe(found.head).message) if found.head else None
        return said[1] if said is not None and said[1] in self._line else ""

    def _words_agree(self, found: Finding) -> bool:
        """Whether the branch shows what was received as the register shows it: what was erased there must go here."""
        held = self._register.get(found.name)
        return held is None or all(getattr(held, name) == getattr(found.draft, name) for name in _WORDS)

    def _as_received(self, found: Finding) -> Finding:
        """The draft with the words of the register: an old copy on the branch may hold what was erased since."""
        held = self._register.get(found.name)
        return found if held is None else replace(found, draft=as_received(found.draft, held))

    def _with_built(self, found: Finding) -> Finding:
        today = self._desk.tree(self._main)
        return replace(found, built=build(today, found.draft, found.base)) if found.draft.changes else found

    def _rebuilt(self, found: Finding, base: str) -> Finding:
        """The branch written anew on ``main``: with its change, or empty while there is none that fits."""
        found = self._with_built(found)
        built = found.built
        files = built.files if built is not None else {}
        if not files and found.head is not None:
            return found  # an edit by hand is completed where it stands
        draft = built.proposal if built is not None and files else found.draft
        deed = Deed.REBUILD if found.deed is Deed.KEEP else found.deed
        begun = "" if deed is Deed.COMPLETE else self._begun(found) if found.base is not None else self._main
        commit = self.fold(draft, base, found.head or base, files, self._main, begun)
        # The next run reads the draft off the branch: what is told of it now must be what is told of it then.
        return replace(found, deed=deed, draft=draft, commit=commit)

    def _git_agrees(self, head: str, files: Mapping[str, bytes | None]) -> bool:
        """Whether merging the branch as it is gives the same files as applying it anew."""
        if head not in self._merged:
            self._merged.update(merged_trees(self._desk.store.root, self._main, [head]))
        tree = self._merged.get(head)
        if tree is None:
            return False
        merged = self._desk.store.source(tree)
        return all(merged.read(path) == raw for path, raw in files.items())

    def message(self, draft: Proposal) -> str:
        """What the commit of a branch says."""
        from living_manifesto.report.pull import title

        before = self._desk.tree(self._main).outline()
        return f"{title(draft, draft.changes or (), before, self._desk.speech)}\n\nProposal: {draft.id}"


def shown(person: Identity) -> str:
    """A person as trailers name one."""
    return f"{person.name} <{person.email}>"
