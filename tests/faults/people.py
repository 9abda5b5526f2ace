"""People who work in the repository at the same time, with nothing but git."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from support.town import Town


def tries(town: Town, *arguments: str, fed: str = "", **environ: str) -> str | None:
    """What git prints; None where it refuses."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=town.folder,
        input=fed,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environ},
    )
    return done.stdout.strip() if done.returncode == 0 else None


def from_afar(town: Town, ref: str, path: str, text: str) -> str | None:
    """A commit on a ref by somebody who has no work tree here (a push does the same); None where they were late."""
    tip = tries(town, "rev-parse", "--verify", ref)
    index = {"GIT_INDEX_FILE": str(town.folder.parent / f"index-{threading.get_ident()}")}
    blob = tries(town, "hash-object", "-w", "--stdin", fed=text)
    assert tip
    tries(town, "read-tree", tip, **index)
    tries(town, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", **index)
    tree = tries(town, "write-tree", **index)
    commit = tries(town, "commit-tree", "-p", tip, "-m", f"A person writes {path}", str(tree))
    assert commit
    return commit if tries(town, "update-ref", ref, commit, tip) is not None else None


def here(town: Town, path: str, text: str) -> str | None:
    """A commit in the work tree: written, added, committed; None where git refused for this time."""
    town.write(path, text)
    if tries(town, "add", "--", path) is None:
        return None
    return "" if tries(town, "commit", "-q", "-m", f"A person writes {path}") is not None else None


@contextmanager
def busy(write: Callable[[int], str | None], pause: float = 0.0) -> Iterator[list[int]]:
    """Somebody writes again and again meanwhile; the numbers of those writes that came to an end."""
    done: list[int] = []
    stop = threading.Event()

    def work() -> None:
        number = 0
        while not stop.is_set():
            if write(number) is not None:
                done.append(number)
                number += 1
            time.sleep(pause)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield done
    finally:
        stop.set()
        thread.join()
