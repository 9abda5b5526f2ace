"""The audit of real repositories: whatever the style of merging, whatever the user has configured."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from support.past import ADOPTED, NIGHT_BUS, WALK
from support.town import BASELINE, CHILD_CARE, OPEN, TRANSPORT, Town, record, settle

HALF, FREE = "半額にします", "無料にします"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return settle(tmp_path / "town")


def audited(town: Town, *options: str) -> dict[str, Any]:
    done = town.run("audit", "--json", *options)
    assert done.returncode in (0, 1), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == bool(found["open"])
    return found


def adopt(town: Town) -> None:
    town.replace(TRANSPORT, WALK, NIGHT_BUS + WALK)
    town.write(OPEN, town.read(OPEN).replace("after: last", "after: p2") + ADOPTED)


def merged(town: Town, style: str) -> None:
    """The branch brought to main."""
    town.git("checkout", "-q", "main")
    town.write("README.md", "この間に進んだこと\n")
    town.commit("Something between")
    if style == "merge":
        town.git("merge", "-q", "--no-ff", "-m", "Merged", "work")
    elif style == "squash":
        town.git("merge", "-q", "--squash", "work")
        town.commit("Squashed")
    else:
        town.git("rebase", "-q", "main", "work")
        town.git("checkout", "-q", "main")
        town.git("merge", "-q", "--ff-only", "work")


@pytest.mark.parametrize("style", ["merge", "squash", "rebase"])
def test_a_silent_edit_beside_an_adoption_is_named_in_every_style(town: Town, style: str) -> None:
    town.git("checkout", "-q", "-b", "work")
    adopt(town)
    town.replace(CHILD_CARE, "毎月公表", "毎週公表")
    town.commit("Adopted, and a little more")
    merged(town, style)
    (fault,) = audited(town)["open"]
    assert (fault["code"], fault["file"], fault["nodes"]) == ("LM701", CHILD_CARE, ["child-care/p1"])
    assert fault["step"]["commit"] == town.git("rev-parse", "main").strip()
    town.replace(CHILD_CARE, "毎週公表", "毎月公表")
    town.commit("Put back")
    found = audited(town)
    assert (found["result"], [each["nodes"] for each in found["mended"]]) == ("mended", [["child-care/p1"]])
    assert found["acts"]["adoption"] == 1


def test_an_edit_in_the_resolution_of_a_merge_is_named(town: Town) -> None:
    town.git("checkout", "-q", "-b", "work")
    adopt(town)
    town.commit("Adopted")
    town.git("checkout", "-q", "main")
    town.git("merge", "-q", "--no-ff", "--no-commit", "work")
    town.replace(TRANSPORT, HALF, FREE)
    town.commit("Merged, with a hand in it")
    (fault,) = audited(town)["open"]
    assert (fault["code"], fault["nodes"]) == ("LM701", ["transport/p2"])


def test_a_merge_that_drops_what_main_had_is_named(town: Town) -> None:
    town.git("checkout", "-q", "-b", "work")
    town.write("README.md", "ほかの仕事\n")
    town.commit("Elsewhere")
    town.git("checkout", "-q", "main")
    adopt(town)
    town.commit("Adopted")
    town.git("merge", "-q", "-s", "ours", "--no-ff", "-m", "ours", "work")
    town.git("reset", "-q", "--hard", "HEAD^")
    tree = town.git("rev-parse", "work^{tree}").strip()
    lost = town.git("commit-tree", tree, "-p", "main", "-p", "work", "-m", "theirs").strip()
    town.git("update-ref", "refs/heads/main", lost)
    assert sorted(each["code"] for each in audited(town)["open"]) == ["LM701", "LM704", "LM706"]


def test_a_revert_by_git_takes_back_the_text_and_the_decision(town: Town) -> None:
    adopt(town)
    town.commit("Adopted")
    town.git("revert", "--no-edit", "HEAD")
    assert {each["code"] for each in audited(town)["open"]} >= {"LM701", "LM704"}
    town.git("revert", "--no-edit", "HEAD")
    assert audited(town)["result"] == "mended"


def test_a_later_baseline_is_shown_with_its_table(town: Town) -> None:
    town.replace(TRANSPORT, HALF, FREE)
    record(town, BASELINE.replace("20260110-base01", "20260220-second"), "移行のあとの版です。")
    town.commit("Rebased")
    done = town.run("audit", "--lang", "ja")
    assert done.returncode == 0
    assert "あとから記録された起点となる版 20260220-second" in done.stdout
    assert "改正前" in done.stdout
    assert "無料" in done.stdout


def test_a_proposal_from_the_silent_commit_mends_it(town: Town) -> None:
    town.replace(TRANSPORT, HALF, FREE)
    town.replace(CHILD_CARE, "毎月公表", "毎週公表")
    town.commit("Silent")
    silent = town.git("rev-parse", "HEAD").strip()
    assert len(audited(town)["open"]) == 2
    done = town.run(
        "propose", "--from-commit", "HEAD", "--reason", "議会で決まったため、文に合わせます。", "--lang", "ja"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"mends: {silent}" in next((town.folder / "proposals/2026-03").glob("*.yaml")).read_text("utf-8")
    stated = next((town.folder / "proposals/2026-03").glob("*.yaml")).stem
    for command in (["submit", stated], ["review", stated, "--approve"], ["merge", stated]):
        done = town.run(*command)
        assert done.returncode == 0, done.stdout + done.stderr
    found = audited(town)
    assert (found["result"], found["acts"]["adoption"], len(found["mended"])) == ("mended", 1, 2)
    refused = town.run("propose", "--from-commit", "HEAD", "--reason", "もう一度試します。")
    assert refused.returncode == 2


def test_the_checkpoint_proves_what_goes_on_and_finds_what_was_rewritten(town: Town) -> None:
    adopt(town)
    town.commit("Adopted")
    first = audited(town)["checkpoint"]
    assert re.fullmatch(r"[0-9]{8}-[0-9a-z]{16}", first)
    town.replace(TRANSPORT, HALF, FREE)
    town.commit("Silent")
    found = audited(town, "--since", first)
    assert (found["judged"], len(found["open"])) == (3, 1)
    town.git("commit", "-q", "--amend", "-m", "Another word")
    second = audited(town)["checkpoint"]
    town.git("reset", "-q", "--hard", "HEAD^^")
    town.git("commit", "-q", "--allow-empty", "-m", "Nothing happened")
    assert audited(town)["result"] == "sound"
    for lost in (first, second):
        done = town.run("audit", "--since", lost, "--lang", "ja")
        assert (done.returncode, "書きかえ" in done.stdout) == (1, True)
    assert town.run("audit", "--since", "20260301-nonsense").returncode == 2


def test_since_a_checkpoint_only_the_rest_is_looked_at_while_all_is_well(town: Town) -> None:
    first = audited(town)["checkpoint"]
    adopt(town)
    town.commit("Adopted")
    found = audited(town, "--since", first)
    assert (found["result"], found["judged"]) == ("sound", 1)
    assert audited(town, "--since", first, "--full")["judged"] == 2


def test_what_is_remembered_is_used_only_on_its_own_line(town: Town) -> None:
    memory = town.folder / ".git/living-manifesto/audit.json"
    town.replace(TRANSPORT, HALF, FREE)
    town.commit("Silent")
    assert audited(town)["result"] == "open"
    assert memory.exists()
    town.replace(TRANSPORT, FREE, HALF)
    town.commit("Put back")
    found = audited(town)
    assert found["mended"] == audited(town, "--full")["mended"]
    town.git("reset", "-q", "--hard", "HEAD^^")
    assert audited(town)["result"] == "sound"
    memory.write_text("broken", "utf-8")
    assert audited(town)["result"] == "sound"


def test_the_users_configuration_changes_nothing(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town.replace(TRANSPORT, HALF, FREE)
    town.commit("Silent\x1fedit")
    expected = audited(town, "--full")
    hostile = tmp_path / "gitconfig"
    hostile.write_text(
        "[color]\nui = always\n[log]\nshowSignature = true\nshowRoot = false\ndiffMerges = off\n"
        "[diff]\nrenames = copies\nnoprefix = true\nexternal = false\nrelative = false\n"
        "[core]\nquotePath = true\nabbrev = 4\npager = false\n[i18n]\nlogOutputEncoding = utf-16\n",
        "utf-8",
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(hostile))
    assert audited(town, "--full") == expected


def test_a_replaced_commit_does_not_hide_an_edit(town: Town) -> None:
    sound = town.git("rev-parse", "HEAD^{tree}").strip()
    town.replace(TRANSPORT, HALF, FREE)
    town.commit("Silent")
    innocent = town.git("commit-tree", sound, "-p", "HEAD^", "-m", "Nothing").strip()
    town.git("replace", "HEAD", innocent)
    assert audited(town)["result"] == "open"


def test_a_manifesto_below_the_root_of_the_repository(town: Town, tmp_path: Path) -> None:
    outer = Town(tmp_path / "outer")
    inner = Town(outer.folder / "town")
    inner.folder.mkdir(parents=True)
    for room in ("manifesto", "proposals"):
        (town.folder / room).rename(inner.folder / room)
    outer.write("town.yaml", "beside\n")
    outer.git("init", "-q", "-b", "main")
    outer.commit("All")
    inner.replace(TRANSPORT, HALF, FREE)
    outer.commit("Silent")
    assert [each["file"] for each in audited(inner)["open"]] == [TRANSPORT]
    assert inner.run("blame", "transport/bus").returncode == 0
    assert "Silent" in inner.run("history", "transport/p2").stdout


def test_a_shallow_clone_names_the_cure(town: Town, tmp_path: Path) -> None:
    town.git("commit", "-q", "--allow-empty", "-m", "More")
    town.git("clone", "-q", "--depth", "1", f"file://{town.folder}", str(tmp_path / "shallow"))
    for command in (["audit"], ["blame", "transport"], ["history"]):
        done = Town(tmp_path / "shallow").run(*command)
        assert (done.returncode, "git fetch --unshallow" in done.stderr) == (2, True)


def test_a_branch_of_another_name_is_a_setting(town: Town) -> None:
    town.git("branch", "-m", "main", "trunk")
    done = town.run("audit")
    assert (done.returncode, "branch" in done.stderr, "main" in done.stderr) == (2, True, True)
    town.write("pyproject.toml", '[tool.living-manifesto]\nbranch = "trunk"\n')
    assert town.run("audit").returncode == 0
    town.write("pyproject.toml", '[tool.living-manifesto]\nbranch = "--all"\n')
    assert town.run("audit").returncode == 2


def test_a_detached_head_does_not_matter(town: Town) -> None:
    town.git("checkout", "-q", "--detach")
    town.replace(TRANSPORT, HALF, FREE)
    town.commit("Not on main")
    assert audited(town)["result"] == "sound"


def test_without_a_baseline_nothing_is_proved(town: Town) -> None:
    (town.folder / BASELINE).unlink()
    town.git("add", "-A")
    town.git("commit", "-q", "--amend", "-m", "No baseline")
    done = town.run("audit", "--lang", "ja")
    assert (done.returncode, "起点となる版" in done.stdout) == (1, True)
