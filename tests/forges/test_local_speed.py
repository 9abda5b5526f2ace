"""Ten thousand pull requests, against what git itself needs for the same files."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable

import pytest

from forges.here import Here, name, to_open
from living_manifesto.forge.local.layout import REF
from living_manifesto.plan.actions import AddComment

MANY = 10_000
BODY = "マージすると、4-3 の末尾に次の1文が加わり、ほかは何も変わりません。\n" * 30


def seconds(act: Callable[[], object], *, runs: int = 1) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.slow
def test_ten_thousand_cost_little_more_than_git_itself_needs(world: Here) -> None:
    """Measured on two busy cores: writing 1.5 to 2.5 s against 0.5 s, reading 0.6 to 1.1 s against 0.17 s."""
    wishes = [to_open(name(number), body=BODY) for number in range(MANY)]
    world.forge().apply([])
    opening = seconds(lambda: world.forge().apply(wishes))
    assert world.commits() == 1
    blobs = "\n".join(world.files().values()).encode()

    def read_by_git() -> None:
        subprocess.run(
            ["git", "cat-file", "--batch"], cwd=world.town.folder, input=blobs, stdout=subprocess.PIPE, check=True
        )

    def packed_by_git() -> None:
        pack = ["git", "pack-objects", "--all", "--no-reuse-object", "--no-reuse-delta", "--stdout", "-q"]
        subprocess.run(pack, cwd=world.town.folder, input=b"", stdout=subprocess.DEVNULL, check=True)

    reading = seconds(read_by_git, runs=3)
    told = world.forge().pulls()
    assert len(told) == MANY
    all_of_them = seconds(lambda: world.forge().pulls(), runs=3)
    one_of_them = seconds(lambda: world.forge().pulls([name(7)]), runs=3)
    world.forge().apply(wishes)
    comment = seconds(lambda: world.forge().apply([AddComment(7, "words")]))
    writing = seconds(packed_by_git)
    assert world.commits() == 2
    assert len(world.town.git("diff-tree", "-r", "--name-only", f"{REF}^", REF).split()) == 1
    assert opening < 20 * writing
    assert all_of_them < 30 * reading
    assert one_of_them < all_of_them / 3
    assert comment < all_of_them
