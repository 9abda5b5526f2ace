"""A town hall: a repository with its desk and its forge, and the hands of several people in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from living_manifesto.core.changes import Add, Change, Replace
from living_manifesto.core.nodes import Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.core.steps import judge
from living_manifesto.core.values import replace
from living_manifesto.forge.port import Style
from living_manifesto.gitrepo.worktree import WorkTree
from living_manifesto.life.desk import Desk
from living_manifesto.life.merging import Attempt, merge
from living_manifesto.life.overview import Overview, Row
from living_manifesto.life.receipts import receive
from living_manifesto.life.reverts import take_back
from living_manifesto.life.reviews import Reviewed, review
from living_manifesto.life.submissions import Submitted, submit
from living_manifesto.life.sync import Synced, sync
from living_manifesto.plan.pulls import Pull, Verdict
from living_manifesto.rules import snapshots
from living_manifesto.rules.files import proposal_path
from living_manifesto.wiring import Workplace
from plan.trees import proposal, written
from support.held import Held, context
from support.town import NOW, Town, settle

MAIN = "refs/heads/main"
MOMENT = datetime.fromisoformat(NOW)
P1 = "朝と夕方のバスを、一時間に2本走らせます。"
P2 = "高校生の定期券を半額にします。"


@dataclass(frozen=True)
class Hall:
    """One repository, and what people do in it; every act opens a desk of its own, as a command does."""

    town: Town
    now: datetime = MOMENT

    @contextmanager
    def desk(self, who: str = "山田") -> Iterator[Desk]:
        before = dict(os.environ)
        os.environ.update({f"GIT_{role}_NAME": who for role in ("AUTHOR", "COMMITTER")})
        os.environ.update({f"GIT_{role}_EMAIL": f"{len(who)}@example.org" for role in ("AUTHOR", "COMMITTER")})
        try:
            with Workplace(self.town.folder, self.now).desk() as desk:
                desk.tidy()
                yield desk
        finally:
            os.environ.clear()
            os.environ.update(before)

    def write(self, name: str, *changes: Change, section: str = "transport", **fields: object) -> str:
        """Somebody writes the file of a proposal here."""
        made = proposal(name, section, **{"changes": changes or None, **fields})
        if not changes:
            made = replace(made, drafted=None)
        for path, raw in written(made).items():
            self.town.write(path, (raw or b"").decode())
        return name

    def submit(self, *names: str) -> Submitted:
        place = Workplace(self.town.folder, self.now)
        with self.desk() as desk:
            here = place.context(WorkTree(place.root)).tree
            return submit(desk, here, names or None, lambda _done, _all: None)

    def bring(self, name: str, *changes: Change, section: str = "transport", **fields: object) -> str:
        """A proposal comes in the way of the intake: received, with branch and pull request."""
        made = proposal(name, section, **{"changes": changes or None, **fields})
        with self.desk() as desk:
            received = receive(desk, {path: raw for path, raw in written(made).items() if raw is not None})
            assert not received.refused, received.refused
            sync(desk, [name])
        return name

    def sync(self, *names: str) -> Synced:
        with self.desk() as desk:
            return sync(desk, names or None)

    def approve(self, name: str, who: str = "鈴木") -> Reviewed:
        return self.say(name, Verdict.APPROVED, who=who)

    def approve_all(self, wanted: Sequence[str], who: str = "鈴木") -> None:
        with self.desk(who) as desk:
            for name in wanted:
                review(desk, name, Verdict.APPROVED, "")

    def say(self, name: str, verdict: Verdict, text: str = "", who: str = "鈴木") -> Reviewed:
        with self.desk(who) as desk:
            return review(desk, name, verdict, text)

    def merge(self, *names: str, style: Style = Style.MERGE) -> list[Attempt]:
        """What ``manifesto merge`` does."""
        with self.desk() as desk:
            attempts = list(merge(desk, names, style))
            sync(desk, names)
        return attempts

    def adopt(self, name: str, style: Style = Style.MERGE) -> str:
        """Approved and merged: the commit of ``main``."""
        self.approve(name)
        (attempt,) = self.merge(name, style=style)
        assert attempt.bar is None, attempt
        return attempt.commit

    def revert(self, name: str) -> str:
        """The proposal that takes another one back, with its pull request."""
        with self.desk() as desk:
            found = take_back(desk, name, body="採用を取り消します。", reason="事情が変わったため。")
            sync(desk, [found.proposal.id])
        return found.proposal.id

    def by_hand(self, branch: str, edits: Mapping[str, tuple[str, str]], author: str = "佐藤") -> str:
        """Somebody commits replacements on a branch with plain git; the commit."""
        back = self.town.git("rev-parse", "--abbrev-ref", "HEAD").strip()
        self.town.git("switch", "-q", branch)
        for path, (old, new) in edits.items():
            self.town.replace(path, old, new)
        self.town.git("add", "-A")
        self.town.git("commit", "-q", "-m", "言い回しを直す", f"--author={author} <sato@example.org>")
        head = self.head("HEAD")
        self.town.git("switch", "-q", back)
        return head

    def pulls(self) -> dict[str, Pull]:
        with self.desk() as desk:
            return desk.forge.pulls()

    def pull(self, name: str) -> Pull:
        return self.pulls()[name]

    def row(self, name: str) -> Row:
        with self.desk() as desk:
            return Overview(desk, [name]).one(name)[0]

    def state(self, name: str) -> str:
        return str(self.row(name).state)

    def listed(self) -> dict[str, str]:
        """The states as the list of all tells them."""
        with self.desk() as desk:
            return {row.proposal.id: str(row.state) for row in Overview(desk).rows(decided=True)}

    def head(self, ref: str) -> str:
        return self.town.git("rev-parse", ref).strip()

    def refs(self) -> str:
        """Everything that git points to here."""
        return self.town.git("for-each-ref")

    def branches(self) -> list[str]:
        return self.town.git("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads").split()

    def held(self, commit: str = MAIN) -> Held:
        """The files of a commit."""
        with self.desk() as desk:
            source = desk.store.source(self.head(commit))
            return Held({path: source.read(path) or b"" for path in source.paths()})

    def text(self, commit: str = MAIN) -> Node:
        return context(self.held(commit)).tree.outline().root

    def points(self, address: str = "transport/bus", commit: str = MAIN) -> list[str]:
        """The sentences of an item."""
        places = context(self.held(commit)).tree.outline().places
        return [point.text for point in places[address].node.children("points")]

    def register(self, name: str, commit: str = MAIN) -> Proposal:
        entry = context(self.held(commit)).tree.entry(proposal_path(name))
        assert entry is not None
        assert entry.proposal is not None
        return entry.proposal

    def complaints(self) -> list[str]:
        """What the judge says against any step of ``main`` since the first."""
        with self.desk() as desk:
            line = desk.store.line(desk.tip())[::-1]
            pairs = list(pairwise(line))
            found = []
            for (before, after), changed in zip(pairs, desk.store.changed(pairs), strict=True):
                verdict = judge(*snapshots.step(desk.tree(before), desk.tree(after), changed))
                found += [f"{after[:10]} {fault.code} {fault.file}" for fault in verdict.faults]
        return found

    def status(self) -> str:
        """What git says about the files here."""
        return self.town.git("status", "--porcelain")


def hall(folder: Path) -> Hall:
    """A hall in the base town of the cases."""
    return Hall(settle(folder))


def added(text: str, after: str = "last", to: str = "bus", node: str = "") -> Add:
    """One more sentence in an item; without an id it is given one by place."""
    return Add(to, after, Node(node or f"n{abs(hash(text)) % 10**8}", text=text))


def reworded(target: str, was: str, becomes: str) -> Replace:
    return Replace(target, "text", was, becomes)


def names(count: int, day: str = "20260210") -> Sequence[str]:
    """Ids of proposals, in order."""
    return [f"{day}-n{number:05}" for number in range(1, count + 1)]
