"""History written anew: nothing that a ref reaches holds the words, and nothing else is changed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from living_manifesto.core.diagnostics import Severity
from living_manifesto.life.desk import UnsavedEdits
from living_manifesto.life.redactions import erase
from living_manifesto.life.rewriting import PULLS, CannotRewrite, Rewritten, rewrite
from living_manifesto.rules.step import check_step
from support.no_forge import NoForge
from support.office import MAIN, desk_in
from support.town import CHILD_CARE, OPEN, Town, settle

NAME = "20260201-aaaaaa"
SALT = "0123456789abcdef"
BODY, REASON, TITLE = "夜のバスも走らせてほしい。", "塾の帰りに足がないから。", "夜のバスのこと"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with branches, merges, tags, a redrafted title, and pull requests that quote."""
    town = settle(tmp_path / "town")
    town.git("branch", "early")
    town.replace(OPEN, "submitted_on", f"title: {TITLE}\nsubmitted_on")
    town.commit("Give it a title")
    town.git("tag", "light")
    town.git("tag", "-a", "-m", "A milestone\n", "heavy")
    town.git("tag", "-a", "-m", "A tag of a tag\n", "heavier", "heavy")
    town.git("switch", "-q", "-c", f"proposal/{NAME}")
    town.replace(OPEN, "九時台", "十時台")
    town.commit("By hand")
    town.git("switch", "-q", "-c", "moved", "early")
    (town.folder / "proposals/other").mkdir()
    town.git("mv", OPEN, f"proposals/other/{NAME}.yaml")
    town.commit("Another place")
    town.git("switch", "-q", "main")
    town.write("README.md", "# A town\n")
    town.commit("Something else")
    town.git("merge", "-q", "--no-ff", "-s", "ours", "-m", "Both", "moved")
    _plant_pulls(town)
    return town


def _plant_pulls(town: Town) -> None:
    """Two states of the pull requests: the first quotes, the second names a commit."""
    for text in (BODY, f'{{"head": "{town.git("rev-parse", MAIN).strip()}"}}\n'):
        blob = _fed(town, text, "hash-object", "-w", "--stdin")
        tree = _fed(town, f"100644 blob {blob}\t000001.log\n", "mktree")
        parents = ["-p", PULLS] if town.git("for-each-ref", PULLS) else []
        town.git("update-ref", PULLS, town.git("commit-tree", "-m", "pulls", *parents, tree).strip())


def _fed(town: Town, text: str, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=town.folder, input=text.encode(), capture_output=True, check=True)
    return done.stdout.decode().strip()


def reachable(town: Town) -> Iterator[tuple[str, str]]:
    """Every object that a ref reaches, with what it holds."""
    for line in town.git("rev-list", "--objects", "--all").splitlines():
        name = line.partition(" ")[0]
        if town.git("cat-file", "-t", name).strip() != "tree":
            yield name, town.git("cat-file", "-p", name)


def holders(town: Town, *words: str) -> list[str]:
    return [name for name, held in reachable(town) if any(word in held for word in words)]


def commits(town: Town, ref: str = MAIN) -> list[str]:
    return town.git("rev-list", "--topo-order", ref).split()


def story(town: Town, ref: str = MAIN) -> str:
    """What the commits of a ref say of themselves."""
    return town.git("log", "--topo-order", "--format=%an %ae %ad %cn %ce %cd%n%B%n%P".replace("%P", "--"), ref)


def trees(town: Town, ref: str) -> list[str]:
    """What the trees of a ref hold, the proposal's file left out."""
    listed = [town.git("ls-tree", "-r", commit).splitlines() for commit in commits(town, ref)]
    return ["\n".join(row for row in rows if NAME not in row) for rows in listed]


def erased(town: Town, *fields: str) -> Rewritten:
    with desk_in(town, NoForge()) as desk:
        erase(desk, NAME, fields, "privacy", SALT)
        return rewrite(desk, NAME)


def test_no_object_that_a_ref_reaches_holds_the_words(town: Town) -> None:
    assert holders(town, BODY, REASON, TITLE)
    done = erased(town)
    assert holders(town, BODY, REASON, TITLE) == []
    assert done.still == ()
    assert done.new == town.git("rev-parse", MAIN).strip() != done.old
    assert town.git("fsck", "--full", "--strict", "--no-dangling").strip() == ""
    assert town.git("status", "--porcelain") == ""


def test_the_command_that_is_told_drops_the_old_objects(town: Town) -> None:
    old = erased(town).old
    town.git("reflog", "expire", "--expire=now", "--all")
    town.git("gc", "-q", "--prune=now")
    assert town.git("fsck", "--full", "--strict").strip() == ""
    with pytest.raises(subprocess.CalledProcessError):
        town.git("cat-file", "-e", old)


def test_nothing_but_the_named_values_is_changed(town: Town) -> None:
    with desk_in(town, NoForge()) as desk:
        erase(desk, NAME, (), "privacy", SALT)
        refs = ["main", "early", "moved", f"proposal/{NAME}", "light", "heavier"]
        before = {ref: (story(town, ref), trees(town, ref), town.git("ls-tree", "-r", ref)) for ref in refs}
        rewrite(desk, NAME)
    for ref in refs:
        told, held, tip = before[ref]
        assert (story(town, ref), trees(town, ref)) == (told, held)
        if ref in ("main", f"proposal/{NAME}"):
            assert town.git("ls-tree", "-r", ref) == tip
    shown = town.git("show", f"moved:proposals/other/{NAME}.yaml")
    assert shown.count("ground: privacy") == 3
    assert "九時台" in shown


def test_the_judge_accepts_every_step_as_before(town: Town) -> None:
    erased(town)
    with desk_in(town, NoForge()) as desk:
        line = desk.store.line(MAIN)[::-1]
        for before, after in pairwise(line):
            changed = desk.store.changed([(before, after)])[0]
            found = check_step(desk.context(before), desk.context(after), changed)
            assert [fault.code for fault in found if fault.severity is Severity.ERROR] == []


def test_only_the_named_field_is_taken_out(town: Town) -> None:
    erased(town, "reason")
    assert holders(town, REASON) == []
    assert holders(town, TITLE)
    assert BODY in town.read(OPEN)


def test_a_second_run_finds_nothing_to_do(town: Town) -> None:
    erased(town)
    refs = town.git("for-each-ref")
    with desk_in(town, NoForge()) as desk:
        done = rewrite(desk, NAME)
    assert (done.commits, done.refs) == (0, ())
    assert done.old == done.new
    assert town.git("for-each-ref") == refs


def test_history_before_the_first_copy_keeps_its_ids(town: Town) -> None:
    first = commits(town)[-1]
    town.write("proposals/2026-02/20260203-cccccc.yaml", town.read(OPEN).replace("aaaaaa", "cccccc"))
    town.commit("Another one")
    kept = commits(town)[1:]
    with desk_in(town, NoForge()) as desk:
        erase(desk, "20260203-cccccc", ("body",), "privacy", SALT)
        rewrite(desk, "20260203-cccccc")
    assert commits(town)[2:] == kept
    assert commits(town)[-1] == first


def test_pull_requests_keep_what_they_say_now_and_name_the_new_commits(town: Town) -> None:
    old = town.git("show", f"{PULLS}:000001.log")
    assert town.git("rev-parse", f"{MAIN}").strip() in old
    place = commits(town).index(town.git("rev-parse", MAIN).strip())
    erased(town)
    assert town.git("rev-list", "--count", PULLS).strip() == "1"
    assert commits(town)[place + 1] in town.git("show", f"{PULLS}:000001.log")


def test_annotated_tags_are_made_again_and_lose_only_their_signature(town: Town) -> None:
    tag = town.git("cat-file", "tag", "heavy") + "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
    town.git("update-ref", "refs/tags/signed", _fed(town, tag, "hash-object", "-t", "tag", "-w", "--stdin"))
    done = erased(town)
    assert done.signatures == 1
    body = town.git("cat-file", "tag", "signed").partition("\n")[2]
    assert body == town.git("cat-file", "tag", "heavy").partition("\n")[2]
    assert town.git("rev-parse", "heavier^{commit}") == town.git("rev-parse", "light")


def test_a_signed_commit_loses_its_signature_and_that_is_counted(town: Town) -> None:
    raw = town.git("cat-file", "commit", MAIN)
    head, _, message = raw.partition("\n\n")
    signed = f"{head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\n{message}"
    town.git("update-ref", MAIN, _fed(town, signed, "hash-object", "-t", "commit", "-w", "--stdin"))
    assert erased(town).signatures == 1
    assert "gpgsig" not in town.git("cat-file", "commit", f"{MAIN}^")


def test_a_branch_that_is_checked_out_here_brings_its_files_along(town: Town) -> None:
    town.git("switch", "-q", "moved")
    erased(town)
    assert town.git("status", "--porcelain") == ""
    assert BODY not in town.read(f"proposals/other/{NAME}.yaml")


def test_edits_here_are_not_written_over(town: Town) -> None:
    town.git("switch", "-q", "moved")
    town.replace(f"proposals/other/{NAME}.yaml", BODY, "べつのこと")
    refs = town.git("for-each-ref", MAIN)
    with pytest.raises(UnsavedEdits):
        erased(town)
    assert "べつのこと" in town.read(f"proposals/other/{NAME}.yaml")
    assert town.git("for-each-ref", MAIN) != refs  # the erasing itself stands


def test_a_detached_head_and_another_work_tree_are_refused(town: Town, tmp_path: Path) -> None:
    town.git("worktree", "add", "-q", str(tmp_path / "second"), "moved")
    with pytest.raises(CannotRewrite, match="checked_out"):
        erased(town)
    town.git("worktree", "remove", str(tmp_path / "second"))
    town.git("switch", "-q", "--detach", "moved")
    with pytest.raises(CannotRewrite, match="checked_out"):
        erased(town)


def test_a_shallow_clone_is_refused(town: Town, tmp_path: Path) -> None:
    town.git("clone", "-q", "--depth", "1", f"file://{town.folder}", str(tmp_path / "shallow"))
    with pytest.raises(CannotRewrite, match="shallow"):
        erased(Town(tmp_path / "shallow"))


def test_a_version_that_cannot_be_read_loses_the_lines_too(town: Town) -> None:
    town.git("switch", "-q", "-c", "broken")
    town.write(OPEN, town.read(OPEN) + "body: [\n")
    town.commit("Broken")
    town.git("switch", "-q", "main")
    erased(town)
    assert holders(town, BODY, REASON, TITLE) == []
    assert town.git("show", f"broken:{OPEN}").endswith("body: [\n")


def test_what_quotes_the_words_elsewhere_is_named_and_left_alone(town: Town) -> None:
    town.write("NOTES.md", f"Somebody wrote: {BODY}\n")
    town.commit(f"Quote {TITLE}, {BODY}")
    done = erased(town, "body")
    assert "NOTES.md" in done.still
    assert len(done.still) == 2
    assert CHILD_CARE not in done.still


def test_the_words_go_where_the_manifesto_lies_below_the_top(town: Town, tmp_path: Path) -> None:
    outer = Town(tmp_path / "outer")
    settled = settle(tmp_path / "outer" / "party")
    subprocess.run(["rm", "-rf", str(settled.folder / ".git")], check=True)
    outer.git("init", "-q", "-b", "main")
    outer.commit("All of it")
    with desk_in(settled, NoForge()) as desk:
        erase(desk, NAME, (), "law", SALT)
        rewrite(desk, NAME)
    assert holders(outer, BODY, REASON) == []
    assert outer.git("status", "--porcelain") == ""
