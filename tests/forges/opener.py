"""A process of its own that opens pull requests one at a time and says each when it stands."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from living_manifesto.forge.local.forge import LocalForge
from living_manifesto.gitrepo.store import Store
from living_manifesto.plan.actions import AddComment, OpenPull
from living_manifesto.plan.commits import Identity


def main(folder: str, first: str, last: str) -> None:
    """Open the pull requests of the proposals with these numbers, each with a comment."""
    with Store(Path(folder)) as store:
        now = datetime(2026, 3, 1, tzinfo=UTC)
        who = Identity("Opener", "opener@example.org")
        forge = LocalForge(store, main="refs/heads/main", who=lambda: who, now=now, pause=time.sleep)
        for number in range(int(first), int(last)):
            proposal = f"20260201-{number:06}"
            forge.apply([OpenPull(proposal, f"proposal/{proposal}", "", f"Title {number}", "Body")])
            pull = forge.pulls([proposal])[proposal]
            forge.apply([AddComment(pull.number, f"words on {number}")])
            print(proposal, pull.number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
