"""A remembered verdict is the verdict that a look at everything would give, whatever happened in between."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from living_manifesto.cli.questions import in_last_commit
from living_manifesto.cli.whole import check_work_tree
from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.documents.filekind import FileKind
from living_manifesto.documents.reader import Document
from living_manifesto.documents.schema import Schemas
from living_manifesto.gitrepo.remembered import Memory, memory_folder, stamp, stamps_digest
from living_manifesto.gitrepo.worktree import WorkTree
from living_manifesto.rules.engine import check_all
from living_manifesto.wiring import Workplace
from support.held import ROOT
from support.town import CHILD_CARE, MANIFESTO, NOW, OPEN, TRANSPORT, Town, settle

START = datetime(2026, 3, 1, tzinfo=UTC)
ROUNDS = 60
# Pairs of the same length beside others: a size alone must not tell.
EDITS = (
    (OPEN, "section: transport", "section: transprot"),
    (OPEN, "to: bus\n", "to: buss\n"),
    (OPEN, "aaaaaa-1", "aaaaaa-2"),
    (OPEN, "走らせてほしい", "走らせて、TODO"),
    (OPEN, "submitted_on: 2026-02-01", "submitted_on: 2026-03-04"),
    (TRANSPORT, "id: bus\n", "id: bux\n"),
    (TRANSPORT, "半額", "無料"),
    (TRANSPORT, "title: 移動と交通", "title：移動と交通"),
    (CHILD_CARE, "  - id: v1\n", "  - id: v2\n"),
    (MANIFESTO, "id: transport", "id: transprot"),
    (MANIFESTO, "Asia/Tokyo", "Etc/GMT-14"),
)
# One dawns during the test, the other has a slip that blocks until it is received.
ADDED = (("proposals/2026-03/20260303-cccccc.yaml", "ほしい"), ("proposals/2026-02/20260204-dddddd.yaml", "TODO"))


class World:
    """A town in which things happen at random."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.town = settle(folder)
        shutil.copytree(ROOT / "schemas", folder / "schemas")
        self.town.commit("Schemas")
        self.dice = random.Random(seed)  # noqa: S311 - not a secret
        self.day = 0
        self.kept: dict[str, bytes] = {}

    @property
    def place(self) -> Workplace:
        """The repository as a new run of the command finds it."""
        return Workplace(self.town.folder, START + timedelta(days=self.day))

    @property
    def memory(self) -> Path:
        folder = memory_folder(self.town.folder)
        assert folder is not None
        return folder

    def files(self) -> list[Path]:
        return [
            path for room in ("manifesto", "proposals") for path in sorted((self.town.folder / room).rglob("*.yaml"))
        ]

    def edit(self) -> None:
        path, one, other = self.dice.choice(EDITS)
        target = self.town.folder / path
        if target.is_file():
            text = target.read_text("utf-8")
            self.town.write(path, text.replace(one, other) if one in text else text.replace(other, one))

    def edit_behind_the_clock(self) -> None:
        """An edit that puts the old times back, as some editors and archives do."""
        path, one, other = self.dice.choice(EDITS)
        target = self.town.folder / path
        if target.is_file():
            held = target.stat()
            text = target.read_text("utf-8")
            target.write_bytes((text.replace(one, other) if one in text else text.replace(other, one)).encode())
            os.utime(target, ns=(held.st_atime_ns, held.st_mtime_ns))

    def add(self) -> None:
        path, wish = self.dice.choice(ADDED)
        text = (ROOT / "tests/cases/base" / OPEN).read_text("utf-8")
        name = Path(path).stem
        text = text.replace("20260201-aaaaaa", name).replace("aaaaaa-1", f"{name[-6:]}-1")
        text = text.replace("ほしい", wish)
        self.town.write(path, text.replace("2026-02-01", f"{name[:4]}-{name[4:6]}-{name[6:8]}"))

    def delete(self) -> None:
        if files := self.files():
            self.dice.choice(files).unlink()

    def revert(self) -> None:
        self.town.git("checkout", "-q", "--", ".")

    def rename(self) -> None:
        files = self.files()
        source = self.dice.choice(files)
        source.rename(source.with_name(self.dice.choice(["x.yaml", "20260209-eeeeee.yaml", "x.yml", source.name])))

    def swap(self) -> None:
        one, other = self.dice.sample(self.files(), 2)
        one.rename(one.with_suffix(".tmp"))
        other.rename(one)
        one.with_suffix(".tmp").rename(other)

    def touch(self) -> None:
        for path in self.files():
            os.utime(path)

    def settings(self) -> None:
        words = self.dice.choice(["", '[tool.living-manifesto]\nroles = {"policy-team" = "政策担当"}\n', "[tool.x]\n"])
        self.town.write("pyproject.toml", words)

    def schema(self) -> None:
        path = "schemas/proposal.schema.json"
        text = self.town.read(path)
        few, many = '"maxLength": 5', '"maxLength": 20000'
        self.town.write(path, text.replace(many, few) if many in text else text.replace(few, many))

    def sleep(self) -> None:
        self.day += self.dice.choice([-2, 1, 3, 40])

    def commit(self) -> None:
        self.town.git("add", "-A")
        self.town.git("commit", "-q", "--allow-empty", "-m", "A step")

    def damage(self) -> None:
        for path in self.memory.glob("*.json"):
            raw = bytearray(path.read_bytes())
            match self.dice.randrange(4):
                case 0:
                    del raw[self.dice.randrange(len(raw)) :]
                case 1:
                    raw[self.dice.randrange(len(raw))] ^= 1 << self.dice.randrange(8)
                case 2:
                    raw = bytearray(self.dice.choice([b"", b"{}", b"[]", b"null", b'{"key": 1}', b"\xff\x00"]))
                case _:
                    continue
            path.write_bytes(raw)

    def forget(self) -> None:
        for path in self.memory.glob("*.json"):
            if self.dice.random() < 0.5:
                path.unlink()

    def restore(self) -> None:
        """An older memory comes back, as from a backup."""
        for path in self.memory.glob("*.json"):
            held = self.kept.get(path.name)
            self.kept[path.name] = path.read_bytes()
            if held is not None:
                path.write_bytes(held)

    def age(self) -> None:
        """The last look lies longer after the last edit than the times of files can lie."""
        memory = Memory.open(self.memory)
        memory.load_rows()
        memory.taken += 10_000_000_000
        memory.save()
        time.sleep(0.02)


HAPPENINGS: tuple[tuple[Callable[[World], None], int], ...] = (
    (World.edit, 8),
    (World.edit_behind_the_clock, 3),
    (World.add, 4),
    (World.delete, 2),
    (World.revert, 4),
    (World.rename, 2),
    (World.swap, 2),
    (World.touch, 2),
    (World.settings, 2),
    (World.schema, 2),
    (World.sleep, 2),
    (World.commit, 2),
    (World.damage, 2),
    (World.forget, 1),
    (World.restore, 2),
    (World.age, 6),
)


def cold(place: Workplace) -> list[Diagnostic]:
    """What a look at everything gives."""
    return check_all(place.context(WorkTree(place.root), in_last_commit(place)))


@pytest.mark.parametrize("seed", range(4))
def test_the_remembered_verdict_is_the_verdict(tmp_path: Path, seed: int) -> None:
    world = World(tmp_path / "town", seed)
    happenings, weights = zip(*HAPPENINGS, strict=True)
    told = set()
    for number in range(ROUNDS):
        chosen = world.dice.choices(happenings, weights, k=world.dice.choice([0, 1, 1, 1, 2, 3]))
        for happening in chosen:
            happening(world)
        said = list(check_work_tree(world.place))
        names = [happening.__name__ for happening in chosen]
        assert said == cold(world.place), f"round {number}: {names}"
        told |= {fault.code for fault in said}
    assert len(told) > 5, "a world in which nothing goes wrong proves nothing"


class Counting(Schemas):
    """Schemas that count the files which were understood anew."""

    def __init__(self, below: Schemas) -> None:
        self._below = below
        self.asked = 0

    def faults(self, document: Document, kind: FileKind) -> list[Diagnostic]:
        self.asked += 1
        return self._below.faults(document, kind)


def counted(world: World) -> tuple[list[Diagnostic], int]:
    """The verdict, and how many files were understood anew for it."""
    place = world.place
    schemas = Counting(place.schemas)
    vars(place)["schemas"] = schemas
    return list(check_work_tree(place)), schemas.asked


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path / "town", 0)
    for path, text in (("proposals/2026-02/20260205-ffffff.yaml", "x"), ("proposals/x.txt", "y")):
        made.town.write(path, text)
    check_work_tree(made.place)
    return made


def test_nothing_is_read_when_nothing_has_changed(world: World) -> None:
    world.age()
    said, asked = counted(world)
    assert (said, asked) == (cold(world.place), 0)


def test_what_was_written_a_moment_ago_is_compared_byte_by_byte_and_not_checked_again(world: World) -> None:
    said, asked = counted(world)
    assert said == cold(world.place)
    assert asked <= 1, "only manifesto.yaml, for its time zone"


def test_touched_files_are_compared_and_not_checked_again(world: World) -> None:
    world.age()
    world.touch()
    said, asked = counted(world)
    assert said == cold(world.place)
    assert asked <= 1


def test_an_edit_costs_the_file_and_what_rests_on_it(world: World) -> None:
    world.add()
    everything = len(world.files())
    check_work_tree(world.place)
    world.town.replace("proposals/2026-02/20260202-bbbbbb.yaml", "病児保育を", "病児の保育を")
    said, asked = counted(world)
    assert said == cold(world.place)
    assert asked < everything - 2


def test_another_tool_forgets_everything(world: World) -> None:
    memory = Memory.open(world.memory)
    memory.load_rows()
    memory.key = "an older tool"
    memory.save()
    said, asked = counted(world)
    assert said == cold(world.place)
    assert asked >= len(world.files()) - 1


def test_an_edit_of_the_same_size_in_the_same_instant_is_seen(world: World) -> None:
    for _ in range(40):
        world.town.replace(OPEN, "section: transport", "section: transprot")
        assert list(check_work_tree(world.place)) == cold(world.place)
        world.town.replace(OPEN, "section: transprot", "section: transport")
        assert list(check_work_tree(world.place)) == cold(world.place)


def test_times_that_were_put_back_hide_no_edit(world: World) -> None:
    world.age()
    held = (world.town.folder / OPEN).stat()
    world.town.replace(OPEN, "section: transport", "section: transprot")
    os.utime(world.town.folder / OPEN, ns=(held.st_atime_ns, held.st_mtime_ns))
    said, _ = counted(world)
    assert said == cold(world.place)
    assert "LM301" in {fault.code for fault in said}


def test_times_that_could_lie_are_not_believed(world: World) -> None:
    """A file that changes in the very tick of the last look keeps its size and its times."""
    world.town.replace(OPEN, "section: transport", "section: transprot")
    memory = Memory.open(world.memory)
    memory.load_rows()
    stamps = {path: stamp(stat) for path, stat in sorted(WorkTree(world.town.folder).stats())}
    for path, row in memory.rows.items():
        row.stamp = stamps[path]
    memory.tree = stamps_digest(stamps.items())
    memory.taken = stamps[OPEN][1] + 1_000_000_000
    memory.save()
    said, _ = counted(world)
    assert said == cold(world.place)
    assert "LM301" in {fault.code for fault in said}


def test_a_memory_that_cannot_be_written_is_done_without(world: World) -> None:
    shutil.rmtree(world.memory)
    world.memory.write_text("a file where the folder was")
    world.town.replace(OPEN, "section: transport", "section: transprot")
    assert list(check_work_tree(world.place)) == cold(world.place)
    assert world.memory.read_text() == "a file where the folder was"


def test_runs_at_once_say_the_same_and_leave_a_sound_memory(world: World) -> None:
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "LIVING_MANIFESTO_NOW": NOW}
    command = [sys.executable, "-m", "living_manifesto", "check", "--format", "json"]
    for one, other in (("section: transport", "section: transprot"), ("section: transprot", "section: transport")):
        world.town.replace(OPEN, one, other)
        running = [
            subprocess.Popen(command, cwd=world.town.folder, env=surroundings, stdout=subprocess.PIPE) for _ in range(4)
        ]
        answers = {each.communicate(timeout=60)[0] for each in running}
        assert len(answers) == 1
        assert list(check_work_tree(world.place)) == cold(world.place)
    assert sorted(path.name for path in world.memory.iterdir()) == ["files.json", "tree.json"]


def test_the_memory_lies_in_the_git_folder_and_is_no_part_of_the_repository(world: World) -> None:
    world.commit()
    assert world.memory.is_relative_to(world.town.folder / ".git")
    check_work_tree(world.place)
    assert world.town.git("status", "--porcelain") == ""


def test_without_git_nothing_is_remembered(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.write(MANIFESTO, "x")
    (tmp_path / "proposals").mkdir()
    assert memory_folder(tmp_path) is None
    place = Workplace(tmp_path, START)
    assert list(check_work_tree(place)) == cold(place)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifesto", "proposals"]
