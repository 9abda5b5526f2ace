"""Commits written without a work tree: the same trees and words that git itself would have made."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.gitrepo import GitFailure
from living_manifesto.gitrepo.packing import Pack, difference
from living_manifesto.gitrepo.store import Store
from living_manifesto.plan.commits import Identity, NewCommit, RefMove
from support.town import Town

NOW = datetime(2026, 1, 28, 12, tzinfo=UTC)
MANY = 150


def write(town: Town, *commits: NewCommit) -> list[str]:
    with Store(town.folder) as store:
        return store.write(commits)


def tree(town: Town, commit: str) -> dict[str, str]:
    rows = town.git("-c", "core.quotePath=false", "ls-tree", "-r", commit).splitlines()
    return {path: facts for facts, _, path in (row.partition("\t") for row in rows)}


def sound(town: Town) -> None:
    said = subprocess.run(["git", "fsck", "--strict"], cwd=town.folder, capture_output=True, check=False)
    assert said.returncode == 0, said.stderr


def on_main(town: Town, files: Mapping[str, bytes | None]) -> NewCommit:
    return NewCommit((town.git("rev-parse", "main").strip(),), "Words", NOW, files, rooted=True)


@given(st.binary(max_size=40), st.binary(max_size=40), st.binary(max_size=300), st.binary(max_size=300))
def test_a_difference_makes_the_new_of_the_old(head: bytes, tail: bytes, old: bytes, new: bytes) -> None:
    before, after = head + old + tail, head + new + tail
    assert applied(difference(before, after), before) == after


def test_what_is_the_same_at_both_ends_is_not_told_again() -> None:
    before = bytes(range(256)) * 100_000
    after = before[:9_000_000] + b"new" + before[9_000_001:]
    told = difference(before, after)
    assert len(told) < 50
    assert applied(told, before) == after


def test_files_come_go_and_change_at_every_depth(town: Town) -> None:
    files = {"a/b/c": b"1", "a/b.d": b"2", "a/b0": b"3", "top": b"4", "日本/語": b"5"}
    first = write(town, on_main(town, files))[0]
    before = tree(town, "main")
    stands = tree(town, first)
    assert set(stands) == {*before, *files}
    assert all(stands[path] == facts for path, facts in before.items())
    edits = {"a/b/c": None, "top": b"5", "a/b.d/e": b"6", "a/none": None}
    second = write(town, NewCommit((first,), "Words", NOW, edits, rooted=True))[0]
    assert set(tree(town, second)) == {*before, "a/b.d/e", "a/b0", "top", "日本/語"}
    sound(town)


def test_a_file_that_is_run_and_a_link_stay_what_they_are_beside_an_edit(town: Town) -> None:
    (town.folder / "run").write_bytes(b"#!/bin/sh\n")
    (town.folder / "run").chmod(0o755)
    (town.folder / "link").symlink_to("run")
    town.git("add", "run", "link")
    town.git("commit", "-qm", "odd")
    made = write(town, on_main(town, {"rum": b"between", "run0": b"after"}))[0]
    stands = tree(town, made)
    assert stands["run"].startswith("100755")
    assert stands["link"].startswith("120000")
    sound(town)


def test_what_goes_below_a_file_leaves_the_file(town: Town) -> None:
    first = write(town, on_main(town, {"a": b"file"}))[0]
    second = write(town, NewCommit((first,), "Words", NOW, {"a/b": None}, rooted=True))[0]
    assert tree(town, second) == tree(town, first)


def test_commits_of_a_batch_stand_on_each_other(town: Town) -> None:
    tip = town.git("rev-parse", "main").strip()
    files = [{"x/a": b"1"}, {"x/b": b"2"}, {"x/a": None, "x/b": None}]
    batch = [NewCommit((number - 1 if number else tip,), "W", NOW, held) for number, held in enumerate(files)]
    made = write(town, *batch)
    assert town.git("rev-parse", f"{made[2]}~3").strip() == tip
    assert tree(town, made[2]) == tree(town, tip)
    assert {"x/a", "x/b"} <= set(tree(town, made[1]))
    sound(town)


def test_a_first_commit_needs_nothing_before_it(town: Town) -> None:
    made = write(town, NewCommit((), "W", NOW, {"a/b": b"1"}), NewCommit((), "Empty", NOW))
    assert set(tree(town, made[0])) == {"a/b"}
    assert tree(town, made[1]) == {}


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_many_branches_cost_little_more_than_what_is_new_in_them(tmp_path: Path, form: str) -> None:
    town = Town(tmp_path / "many")
    town.folder.mkdir()
    town.git("init", "-q", "-b", "main", f"--object-format={form}")
    month = {f"proposals/2026-01/{number:05}.yaml": b"%d\n" % number for number in range(2_000)}
    section = "".join(f"line {number}\n" for number in range(2_000)).encode()
    with Store(town.folder) as store:
        tip = store.write([NewCommit((), "W", NOW, {**month, "manifesto/a.yaml": section})])[0]
        store.move([RefMove("refs/heads/main", None, tip)])
        batch = [NewCommit((tip,), f"W{n}", NOW, branch(n, section)) for n in range(MANY)]
        heads = store.write(batch)
        store.move([RefMove(f"refs/heads/proposal/{n}", None, head) for n, head in enumerate(heads)])
        for number in (0, MANY - 1):
            held = store.source(heads[number])
            assert all(held.read(path) == raw for path, raw in branch(number, section).items())
            assert store.changed([(tip, heads[number])]) == [frozenset(branch(number, section))]
    sound(town)
    packs = [path.stat().st_size for path in (town.folder / ".git/objects/pack").glob("*.pack")]
    assert min(packs) < MANY * 1_000 + len(section) + 2_000 * 60


def branch(number: int, section: bytes) -> dict[str, bytes | None]:
    edited = section.replace(b"line %d\n" % number, b"line %d was edited\n" % number)
    return {f"proposals/2026-01/{number:05}.yaml": b"adopted %d\n" % number, "manifesto/a.yaml": edited}


def test_the_words_of_a_commit_are_those_that_were_given(town: Town) -> None:
    author = Identity("山田 <太郎>", "y@example.org")
    wanted = on_main(town, {"a": b"1"})
    made = write(town, NewCommit(wanted.parents, "一行目\n\nCo-authored-by: X", NOW, {"a": b"1"}, author))[0]
    with Store(town.folder) as store:
        facts = store.describe(made)
    assert facts.author == Identity("山田 太郎", "y@example.org")
    assert (facts.message, facts.at) == ("一行目\n\nCo-authored-by: X", NOW)


@pytest.mark.parametrize("path", ["../out", "a//b", ".git/config", "a/./b", "a\0b"])
def test_a_path_that_no_tree_may_hold_is_refused(town: Town, path: str) -> None:
    with pytest.raises(GitFailure):
        write(town, on_main(town, {path: b"1"}))


def test_a_commit_that_is_not_there_is_no_parent(town: Town) -> None:
    with pytest.raises(GitFailure):
        write(town, NewCommit(("1" * 40,), "W", NOW, {"a": b"1"}))


def test_an_empty_pack_asks_nothing_of_git(tmp_path: Path) -> None:
    Pack("sha1").give(tmp_path / "nowhere")


def applied(told: bytes, before: bytes) -> bytes:
    """What git makes of a difference, after the description of its format."""
    place = 0

    def size() -> int:
        nonlocal place
        found = shift = 0
        while True:
            byte = told[place]
            place += 1
            found |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return found

    assert size() == len(before)
    length, made = size(), b""
    while place < len(told):
        step = told[place]
        place += 1
        if step & 0x80:
            fields = [0] * 7
            for bit in range(7):
                if step & 1 << bit:
                    fields[bit] = told[place]
                    place += 1
            start, count = int.from_bytes(bytes(fields[:4]), "little"), int.from_bytes(bytes(fields[4:]), "little")
            made += before[start : start + (count or 0x10000)]
        else:
            made += told[place : place + step]
            place += step
    assert len(made) == length
    return made
