"""A town with its embedded forge, and what the contract asks of a world in which a forge lives."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from living_manifesto.core.values import replace
from living_manifesto.forge.local.forge import LocalForge
from living_manifesto.forge.local.layout import REF
from living_manifesto.gitrepo.store import Store
from living_manifesto.plan.actions import OpenPull
from living_manifesto.plan.commits import Identity, NewCommit, RefMove
from support.town import Town, settle

MAIN = "refs/heads/main"
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Here:
    """One repository, its forge, and the hands of other people in it."""

    town: Town
    store: Store

    def forge(self, name: str = "山田", *, now: datetime = NOW, store: Store | None = None) -> LocalForge:
        who = Identity(name, "person@example.org")
        return LocalForge(store or self.store, main=MAIN, who=lambda: who, now=now, pause=time.sleep)

    def main(self) -> str:
        return self.town.git("rev-parse", MAIN).strip()

    def branch(self, proposal: str, files: Mapping[str, bytes | None], *, author: Identity | None = None) -> str:
        """The branch of a proposal: one commit on ``main``; wherever it stood before."""
        message = f"{proposal}\n\nThe words of the branch.\n\nCo-authored-by: 佐藤 <sato@example.org>\n"
        head = self.store.write([NewCommit((self.main(),), message, NOW, files, author)])[0]
        self.move(f"refs/heads/proposal/{proposal}", head)
        return head

    def move(self, ref: str, to: str) -> None:
        assert not self.store.move([RefMove(ref, self.store.tip(ref), to)])

    def commit(self, files: Mapping[str, bytes | None]) -> str:
        """A step of ``main`` by somebody else."""
        commit = self.store.write([NewCommit((self.main(),), "A step\n", NOW, files)])[0]
        self.move(MAIN, commit)
        return commit

    def commits(self) -> int:
        """How often the ref of the pull requests has moved."""
        return int(self.town.git("rev-list", "--count", REF)) if self.store.tip(REF) else 0

    def files(self) -> dict[str, str]:
        """What stands in the tree of that ref, with the ids of the blobs."""
        return self.store.listing(REF, rooted=True)


@contextmanager
def here(folder: Path) -> Iterator[Here]:
    town = settle(folder)
    with Store(town.folder) as store:
        yield Here(town, store)


def name(number: int) -> str:
    """The id of a proposal."""
    return f"20260201-{number:06}"


def to_open(proposal: str, head: str = "", **fields: object) -> OpenPull:
    """The wish for a pull request."""
    body = "マージすると、1文だけが加わります。"
    plain = OpenPull(proposal, f"proposal/{proposal}", head, f"4-3 に追加:{proposal}", body)
    return replace(plain, **fields)
