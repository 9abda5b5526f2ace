"""Any repository, any configuration, any moment: the work is done, or it is said what is missing and how to cure it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from living_manifesto.cli.commands import run
from living_manifesto.forge.port import Style
from living_manifesto.gitrepo import refs
from living_manifesto.gitrepo.store import Store
from living_manifesto.life.contributions import hand_in
from living_manifesto.life.merging import merge
from living_manifesto.life.receipts import receive
from living_manifesto.life.sync import Synced, sync
from living_manifesto.locale import choose, speech_for
from living_manifesto.plan.commits import NewCommit, RefMove
from plan.trees import proposal, written
from support.hall import P1, P2, Hall, added, names, reworded
from support.town import CHILD_CARE, TRANSPORT, Town, put_down

ONE, TWO = names(2)
BRANCH = f"proposal/{ONE}"
NIGHT, SUNDAY = "夜のバスも走らせます。", "日曜の便を増やします。"
MORE = "朝と夕方のバスを、一時間に3本走らせます。"

HOSTILE = """\
[user]
    name = Käthe "K" <x> 'y'
    email = kaethe@example.org
[commit]
    gpgSign = true
    template = /nowhere
[tag]
    gpgSign = true
[gpg]
    program = false
[core]
    autocrlf = {autocrlf}
    hooksPath = {folder}/hooks
    quotePath = true
    abbrev = 4
    fsmonitor = {folder}/fsmonitor
    pager = false
    editor = false
    safecrlf = false
    ignoreCase = true
    logAllRefUpdates = false
[i18n]
    commitEncoding = Shift_JIS
    logOutputEncoding = Shift_JIS
[merge]
    ff = only
    conflictStyle = diff3
    renames = false
[pull]
    rebase = true
[log]
    showSignature = true
    date = relative
    follow = true
    mailmap = true
[diff]
    external = false
    noprefix = true
    relative = true
    renames = copies
    ignoreSubmodules = all
    algorithm = histogram
[fetch]
    fsckObjects = true
[transfer]
    fsckObjects = true
    hideRefs = refs
[receive]
    fsckObjects = true
[init]
    defaultBranch = trunk
[color]
    ui = always
[status]
    showUntrackedFiles = no
    relativePaths = false
[advice]
    detachedHead = false
[alias]
    update-ref = !false
    fast-import = !false
    unpack-objects = !false
    index-pack = !false
    for-each-ref = !false
    rev-list = !false
[fastimport]
    unpackLimit = 1
[gc]
    auto = 1
[index]
    version = 4
[feature]
    manyFiles = true
[column]
    ui = always
[format]
    pretty = raw
[push]
    default = nothing
"""


@pytest.fixture(params=["false", "true"])
def hostile(request: pytest.FixtureRequest, hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """A user's configuration that alters whatever git lets it alter, with hooks that refuse everything."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("pre-commit", "commit-msg", "post-checkout", "pre-merge-commit", "post-merge", "pre-push", "update"):
        (hooks / name).write_text("#!/bin/sh\nexit 1\n")
        (hooks / name).chmod(0o755)
    (tmp_path / "fsmonitor").write_text(f"#!/bin/sh\ntouch {tmp_path}/monitored\nexit 1\n")
    (tmp_path / "fsmonitor").chmod(0o755)
    (tmp_path / "config").write_text(HOSTILE.format(folder=tmp_path, autocrlf=request.param))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    return hall


def test_the_configuration_of_a_user_alters_nothing(hostile: Hall, tmp_path: Path) -> None:
    hall = hostile
    hall.bring(ONE, added(NIGHT))
    hall.bring(TWO, reworded("p1", P1, MORE))
    hall.approve(ONE)
    assert hall.merge(ONE, style=Style.SQUASH)[0].bar is None
    assert hall.sync().left == ()
    hall.adopt(TWO, Style.REBASE)
    hall.adopt(hall.revert(ONE))
    assert hall.points() == [MORE, P2]
    assert hall.complaints() == []
    assert not (tmp_path / "monitored").exists()
    assert hall.status() == ""
    hall.town.git("fsck", "--strict")


def test_a_commit_in_another_encoding_is_read_as_it_was_meant(hall: Hall) -> None:
    hall.town.git("switch", "-q", "-c", "mine")
    hall.town.replace(TRANSPORT, P1, MORE)
    hall.town.git("add", "-A")
    subprocess.run(
        ["git", "-c", "i18n.commitEncoding=Shift_JIS", "commit", "-q", "-F", "-"],
        cwd=hall.town.folder,
        input="バスをもっと増やす".encode("shift_jis"),
        env={**os.environb, b"GIT_AUTHOR_NAME": "佐藤".encode("shift_jis")},
        check=True,
    )
    with hall.desk() as desk:
        name = hand_in(desk, "mine", "").name
    draft = hall.register(name, "mine")
    assert (draft.body, draft.proposer) == ("バスをもっと増やす", "佐藤")


def test_a_hook_that_guards_refs_is_heard(hall: Hall, tmp_path: Path) -> None:
    hall.write(ONE, added(NIGHT))
    hook = hall.town.folder / ".git/hooks/reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not today' >&2\nexit 1\n")
    hook.chmod(0o755)
    main = hall.head("main")
    done = hall.town.run("submit", ONE, "--lang", "en")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "not today" in done.stderr
    assert hall.head("main") == main
    hook.unlink()
    assert hall.town.run("submit", ONE).returncode == 0


def test_a_detached_head_is_nothing_special(hall: Hall) -> None:
    hall.town.git("switch", "-q", "--detach")
    hall.write(ONE, added(NIGHT))
    assert hall.town.run("submit", ONE).returncode == 0
    hall.adopt(ONE)
    assert hall.points() == [P1, P2, NIGHT]
    assert hall.town.git("rev-parse", "--abbrev-ref", "HEAD").strip() == "HEAD"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_without_main_the_setting_is_named(hall: Hall, lang: str) -> None:
    hall.town.git("branch", "-m", "main", "trunk")
    hall.write(ONE, added(NIGHT))
    for arguments in (("submit", ONE), ("status",), ("review", ONE, "--approve")):
        done = hall.town.run(*arguments, "--lang", lang)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
        assert 'branch = "' in done.stderr
        assert "[tool.living-manifesto]" in done.stderr


def test_another_branch_can_be_the_manifesto(hall: Hall) -> None:
    hall.town.git("branch", "-m", "main", "trunk")
    hall.town.write("pyproject.toml", '[tool.living-manifesto]\nbranch = "trunk"\n')
    hall.town.commit("Name the branch")
    hall.bring(ONE, added(NIGHT))
    hall.adopt(ONE)
    assert hall.points(commit="trunk") == [P1, P2, NIGHT]
    assert hall.status() == ""


def someone_unknown(hall: Hall, *arguments: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    """A command where git is not told who works here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environ = {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "EMAIL": ""}
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name not in environ]:
            patch.delenv(name)
        return hall.town.run(*arguments, "--lang", lang, **environ)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_who_is_unknown_is_told_how_to_say_who_they_are(hall: Hall, lang: str) -> None:
    hall.write(TWO, added(SUNDAY))
    hall.bring(ONE, added(NIGHT))
    refs = hall.refs()
    for arguments in (("submit", TWO), ("review", ONE, "--approve")):
        done = someone_unknown(hall, *arguments, lang=lang)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
        assert "git config user.name" in done.stderr
        assert "git config user.email" in done.stderr
    assert hall.refs() == refs


def test_who_is_unknown_may_read(hall: Hall) -> None:
    hall.bring(ONE, reworded("p1", P1, MORE))
    hall.by_hand(BRANCH, {TRANSPORT: (MORE, "朝のバスを増やします。")})
    hall.write(TWO, added(SUNDAY))
    for arguments in (("status", "--all"), ("status", ONE), ("submit", TWO, "--dry-run")):
        done = someone_unknown(hall, *arguments)
        assert (done.returncode, done.stderr) == (0, "")


def test_a_shallow_clone_works_as_far_as_it_reaches(hall: Hall, tmp_path: Path) -> None:
    hall.bring(ONE, added(NIGHT))
    hall.adopt(ONE)
    hall.bring(TWO, added(SUNDAY))
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{hall.town.folder}", tmp_path / "few"], check=True)
    few = Hall(Town(tmp_path / "few"))
    assert few.town.run("submit", "--all").returncode == 0
    few.adopt(TWO)
    assert SUNDAY in few.points()
    assert few.town.run("status").returncode == 0
    done = few.town.run("revert", ONE, "--reason", "x")
    assert (done.returncode, "git fetch --unshallow" in done.stderr) == (2, True)
    few.town.git("fetch", "-q", "--unshallow")
    assert few.town.run("revert", ONE, "--reason", "事情が変わったため。").returncode == 0


@pytest.fixture
def below(tmp_path: Path) -> Hall:
    """A manifesto in a folder of a repository that holds other things too."""
    top = Town(tmp_path / "top")
    town = put_down(top.folder / "town hall" / "町")
    top.write("manifesto/daily-life/transport.yaml", "no matter of the town\n")
    top.git("init", "-q", "-b", "main")
    top.commit()
    return Hall(town)


def test_a_manifesto_below_the_root_of_a_repository_lives_there(below: Hall) -> None:
    hall = below
    hall.write(ONE, added(NIGHT))
    hall.submit(ONE)
    assert hall.town.git("show", "--name-only", "-z", "--format=", "main").rstrip("\0") == (
        f"town hall/町/proposals/2026-02/{ONE}.yaml"
    )
    hall.bring(TWO, reworded("p1", P1, MORE))
    hall.by_hand(f"proposal/{TWO}", {TRANSPORT: (MORE, "朝のバスを増やします。")})
    hall.adopt(ONE)
    hall.sync()
    hall.adopt(TWO, Style.REBASE)
    assert hall.points() == ["朝のバスを増やします。", P2, NIGHT]
    assert hall.complaints() == []
    assert hall.status() == ""
    hall.adopt(hall.revert(ONE))
    assert hall.points() == ["朝のバスを増やします。", P2]
    assert hall.status() == ""


def test_below_the_root_an_edit_is_named_as_one_would_type_it(below: Hall) -> None:
    hall = below
    hall.bring(ONE, added(NIGHT))
    hall.approve(ONE)
    hall.town.replace(TRANSPORT, P2, "まだ書いています。")
    done = hall.town.run("merge", ONE, "--lang", "en")
    assert done.returncode == 2
    assert f"git stash push {TRANSPORT}" in done.stderr
    hall.town.git("stash", "push", "-q", TRANSPORT)
    assert hall.town.run("merge", ONE).returncode == 0


def test_in_a_linked_worktree_the_other_folder_comes_along(hall: Hall, tmp_path: Path) -> None:
    hall.town.git("worktree", "add", "-q", "-b", "work", str(tmp_path / "linked"))
    linked = Hall(Town(tmp_path / "linked"))
    linked.write(ONE, added(NIGHT))
    linked.submit(ONE)
    linked.adopt(ONE)
    assert hall.status() == ""
    assert NIGHT in hall.town.read(TRANSPORT)
    assert linked.status() == f"?? proposals/2026-02/{ONE}.yaml\n"
    assert linked.town.git("rev-parse", "--abbrev-ref", "HEAD").strip() == "work"


def test_an_edit_in_the_other_folder_is_in_the_way_too(hall: Hall, tmp_path: Path) -> None:
    hall.town.git("worktree", "add", "-q", "-b", "work", str(tmp_path / "linked"))
    linked = Hall(Town(tmp_path / "linked"))
    linked.bring(ONE, added(NIGHT))
    linked.approve(ONE)
    hall.town.replace(TRANSPORT, P2, "まだ書いています。")
    done = linked.town.run("merge", ONE, "--lang", "en")
    assert done.returncode == 2
    assert f"{hall.town.folder}/{TRANSPORT}" in done.stderr
    assert "まだ書いています。" in hall.town.read(TRANSPORT)


def test_a_linked_worktree_that_was_thrown_away_is_in_nobodys_way(hall: Hall, tmp_path: Path) -> None:
    hall.town.git("worktree", "add", "-q", "-b", "work", str(tmp_path / "linked"))
    shutil.rmtree(tmp_path / "linked")
    hall.bring(ONE, added(NIGHT))
    hall.adopt(ONE)
    assert hall.status() == ""


def test_a_repository_with_longer_names_of_objects_works_too(tmp_path: Path) -> None:
    town = put_down(tmp_path / "town")
    town.git("init", "-q", "-b", "main", "--object-format=sha256")
    town.commit("The town begins")
    hall = Hall(town)
    hall.write(ONE, added(NIGHT))
    hall.submit(ONE)
    hall.bring(TWO, added(SUNDAY))
    hall.adopt(ONE)
    hall.sync()
    hall.adopt(TWO, Style.SQUASH)
    hall.adopt(hall.revert(ONE))
    assert hall.points() == [P1, P2, SUNDAY]
    assert hall.complaints() == []
    assert hall.status() == ""
    assert (hall.town.folder / f"proposals/2026-02/{ONE}.yaml").exists()
    hall.town.git("fsck", "--strict")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_lock_of_the_living_is_waited_for_and_named(
    hall: Hall, lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(refs, "PATIENCE_SECONDS", 0.2)
    monkeypatch.chdir(hall.town.folder)
    hall.write(ONE, added(NIGHT))
    lock = hall.town.folder / ".git/refs/heads/main.lock"
    lock.touch()
    assert run(["submit", ONE], speech_for(choose(lang, {}))) == 2
    assert str(lock) in capsys.readouterr().err
    lock.unlink()
    assert run(["submit", ONE], speech_for(choose(lang, {}))) == 0


@pytest.mark.parametrize("place", ["refs/heads/main", "refs/living-manifesto/pulls"])
def test_a_lock_of_the_dead_is_removed_and_said(hall: Hall, place: str) -> None:
    hall.write(ONE, added(NIGHT))
    lock = hall.town.folder / ".git" / f"{place}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.touch()
    os.utime(lock, (time.time() - 60,) * 2)
    done = hall.town.run("submit", ONE, "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert f"{place}.lock" in done.stderr
    assert not lock.exists()
    assert hall.pull(ONE).number


class Overtaken(Store):
    """A store before whose first moves of a ref somebody else is faster."""

    def __init__(self, hall: Hall, ref: str, times: int) -> None:
        super().__init__(hall.town.folder)
        self._hall = hall
        self._ref = ref
        self.times = times

    def move(self, moves: Sequence[RefMove]) -> tuple[RefMove, ...]:
        if self.times and any(each.ref == self._ref for each in moves):
            self.times -= 1
            if self._ref == "refs/heads/main":
                self._receive(f"20260215-other{self.times}")
            else:
                edits = {TRANSPORT: (P2, f"{P2[:-1]}({self.times})。")}
                self._hall.by_hand(self._ref.removeprefix("refs/heads/"), edits)
        return super().move(moves)

    def _receive(self, name: str) -> None:
        """Plain git, as a workflow elsewhere would use it: it waits for nobody."""
        sent = proposal(name, changes=(added(f"{self.times}番目の人の文です。"),))
        tip = self._hall.head("main")
        commit = self.write([NewCommit((tip,), "A receipt\n", self._hall.now, written(sent))])[0]
        self._hall.town.git("update-ref", "refs/heads/main", commit, tip)


def overtaken(hall: Hall, ref: str, times: int) -> tuple[Synced, int]:
    """Receive and sync while somebody else is faster."""
    files = {path: raw for path, raw in written(proposal(ONE, changes=(added(NIGHT),))).items() if raw is not None}
    with hall.desk() as desk, Overtaken(hall, ref, times) as store:
        desk.store = store
        receive(desk, files)
        return sync(desk, [ONE]), store.times


def test_a_main_that_moves_under_a_run_loses_nothing(hall: Hall) -> None:
    _, left = overtaken(hall, "refs/heads/main", 3)
    assert left == 0
    hall.sync()
    assert {ONE, *(f"20260215-other{number}" for number in range(3))} <= set(hall.pulls())
    assert hall.complaints() == []
    hall.adopt(ONE)
    assert hall.complaints() == []


def test_a_person_who_commits_while_the_branch_is_built_anew_is_not_overwritten(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    hall.bring(TWO, added(SUNDAY))
    hall.adopt(TWO)
    with hall.desk() as desk, Overtaken(hall, f"refs/heads/{BRANCH}", 1) as store:
        desk.store = store
        done = sync(desk, [ONE])
    assert done.deeds == {ONE: "complete"}
    assert f"{P2[:-1]}(0)。" in hall.points(commit=BRANCH)
    assert "佐藤" in hall.town.git("show", "-s", "--format=%B", BRANCH)


def test_a_merge_waits_for_whoever_was_faster(hall: Hall) -> None:
    hall.bring(ONE, added(NIGHT))
    hall.approve(ONE)
    with hall.desk() as desk, Overtaken(hall, "refs/heads/main", 2) as store:
        desk.store = store
        desk.forge._shelf = store
        (attempt,) = merge(desk, [ONE], Style.MERGE)
    assert (attempt.bar, store.times) == (None, 0)
    assert hall.points()[-1] == NIGHT
    assert hall.complaints() == []


def test_edits_in_other_sections_come_through_a_whole_day(hall: Hall) -> None:
    hall.town.replace(CHILD_CARE, "子育て\n", "子育て\n# まだ書いています\n")
    edited = hall.town.read(CHILD_CARE)
    hall.bring(ONE, added(NIGHT))
    hall.adopt(ONE)
    hall.adopt(hall.revert(ONE))
    assert hall.town.read(CHILD_CARE) == edited
