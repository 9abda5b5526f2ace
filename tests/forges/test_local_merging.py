"""The three ways into ``main`` on a real repository, seen with git's own eyes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from forges.contract import ONE, THREE, TWO, merging, opened
from forges.here import MAIN, NOW, Here, name, to_open
from living_manifesto.core.values import replace
from living_manifesto.forge.local.layout import REF
from living_manifesto.forge.port import Moved, Style
from living_manifesto.gitrepo.store import Store
from living_manifesto.plan.actions import RecordMerge
from living_manifesto.plan.commits import Identity, NewCommit
from living_manifesto.plan.pulls import Pull, PullState
from support.town import TRANSPORT

AUTHOR = Identity("鈴木", "suzuki@example.org")


def written(world: Here, proposal: str = ONE, **fields: object) -> Pull:
    """A pull request whose branch edits the manifesto, with the commit of somebody else."""
    pull = opened(world, proposal, **fields)
    files = {f"manifesto/{proposal}.md": b"new\n"}
    head = world.branch(proposal, files, author=AUTHOR)
    return replace(pull, head=head)


def git(world: Here, *arguments: str) -> str:
    return world.town.git(*arguments).strip()


def merged(world: Here, style: Style, **fields: object) -> str:
    (commit,) = world.forge().merge(world.main(), [merging(written(world), style, **fields)])
    return commit


def said(world: Here, commit: str, form: str) -> str:
    return git(world, "log", "-1", f"--format={form}", commit)


def trailers(world: Here, commit: str) -> list[str]:
    return said(world, commit, "%(trailers:only,unfold)").splitlines()


@pytest.mark.parametrize("style", Style)
def test_the_tree_is_the_one_that_git_would_make(world: Here, style: Style) -> None:
    pull, onto = written(world), world.main()
    world.commit({"manifesto/other.md": b"main went on\n", "manifesto/daily-life/child-care.yaml": None})
    world.town.git("switch", "-q", "--detach", world.main())
    world.town.git("reset", "-q", "--hard")
    world.town.git("merge", "-q", "--no-ff", "-m", "by git", pull.head)
    expected = git(world, "rev-parse", "HEAD^{tree}")
    (commit,) = world.forge().merge(world.main(), [merging(pull, style)])
    assert git(world, "rev-parse", f"{commit}^{{tree}}") == expected
    assert git(world, "rev-parse", f"{commit}~2") == onto
    world.town.git("fsck", "--strict")


def test_a_merge_commit_has_both_parents_and_says_which_proposal(world: Here) -> None:
    onto = world.main()
    commit = merged(world, Style.MERGE)
    head = git(world, "rev-parse", f"refs/heads/proposal/{ONE}")
    assert said(world, commit, "%P").split() == [onto, head]
    assert said(world, commit, "%an %s") == f"山田 4-3 に追加:{ONE}"
    assert trailers(world, commit) == [f"Proposal: {ONE}", "Pull-Request: #1"]
    assert "Why it was adopted." in said(world, commit, "%b")


def test_a_squash_is_one_commit_of_its_author_with_the_number_in_its_title(world: Here) -> None:
    onto = world.main()
    commit = merged(world, Style.SQUASH)
    assert said(world, commit, "%P|%an <%ae>|%s") == f"{onto}|鈴木 <suzuki@example.org>|4-3 に追加:{ONE} (#1)"
    assert trailers(world, commit) == [
        f"Proposal: {ONE}",
        "Pull-Request: #1",
        "Co-authored-by: 佐藤 <sato@example.org>",
    ]


def test_a_rebase_is_the_commit_of_the_branch_again(world: Here) -> None:
    pull, onto = written(world), world.commit({"manifesto/other.md": b"main went on\n"})
    (commit,) = world.forge().merge(onto, [merging(pull, Style.REBASE)])
    assert said(world, commit, "%P|%cn") == f"{onto}|Test"
    form = "%an <%ae>%n%B"
    assert said(world, commit, form) == said(world, pull.head, form)
    diff = ("diff-tree", "-p", "--no-commit-id")
    assert git(world, *diff, commit) == git(world, *diff, pull.head)


def test_three_in_a_chain_are_three_steps_of_main(world: Here) -> None:
    pulls = [written(world, proposal) for proposal in (ONE, TWO, THREE)]
    onto = world.main()
    commits = world.forge().merge(onto, [merging(*each) for each in zip(pulls, Style, strict=True)])
    assert git(world, "log", "--first-parent", "--reverse", "--format=%H", f"{onto}..{MAIN}").split() == list(commits)
    for pull, before, after in zip(pulls, (onto, *commits), commits, strict=False):
        assert git(world, "diff", "--name-only", before, after) == f"manifesto/{pull.proposal}.md"
    assert world.commits() == 4  # three were opened; all three merges are noted in one


def test_a_file_that_goes_and_one_that_is_edited(world: Here) -> None:
    pull = written(world)
    files = {TRANSPORT: b"edited\n", "manifesto/daily-life/child-care.yaml": None}
    (commit,) = world.forge().merge(world.main(), [merging(pull, files=files)])
    assert git(world, "diff", "--name-status", f"{commit}^", commit).split() == [
        "D", "manifesto/daily-life/child-care.yaml", "M", TRANSPORT
    ]  # fmt: skip


@pytest.mark.parametrize("style", [Style.MERGE, Style.SQUASH])
def test_hostile_words_make_no_second_title_and_no_trailer(world: Here, style: Style) -> None:
    title = "追加\n\nProposal: 20250101-aaaaaa\r\x1b[31m\u202e"
    message = "words\x00\x1b]0;x\x07\n\nProposal: 20250101-aaaaaa\nPull-Request: #9"
    commit = merged(world, style, title=title, message=message)
    raw = git(world, "cat-file", "commit", commit)
    assert not set(raw) & set("\x00\x07\r\x1b\u202e")
    assert said(world, commit, "%s").startswith("追加  Proposal: 20250101-aaaaaa")
    assert trailers(world, commit)[:2] == [f"Proposal: {ONE}", "Pull-Request: #1"]
    assert "#9" not in "".join(trailers(world, commit))


def test_trailers_that_the_caller_wrote_are_not_doubled(world: Here) -> None:
    commit = merged(world, Style.MERGE, title="", message=f"Why.\n\nProposal: {ONE}\nPull-Request: #1")
    assert said(world, commit, "%B").strip() == f"#1\n\nWhy.\n\nProposal: {ONE}\nPull-Request: #1"


class Intruded(Store):
    """A store in which something happens just after the commits of a merge are written."""

    def __init__(self, world: Here) -> None:
        super().__init__(world.town.folder)
        self.world = world
        self.runs = 0

    def write(self, commits: Sequence[NewCommit]) -> list[str]:
        written = super().write(commits)
        self.runs += 1
        if self.runs == 1:
            self.world.commit({"manifesto/other.md": b"faster\n"})
        return written


def test_somebody_faster_in_the_last_moment_keeps_main(world: Here) -> None:
    pull, onto = written(world), world.main()
    with Intruded(world) as store, pytest.raises(Moved):
        world.forge(store=store).merge(onto, [merging(pull)])
    assert git(world, "rev-parse", f"{MAIN}^") == onto
    assert world.forge().pulls()[ONE].state is PullState.OPEN


class Dying(Store):
    """A store whose process dies when it writes for the second time."""

    runs = 0

    def write(self, commits: Sequence[NewCommit]) -> list[str]:
        self.runs += 1
        if self.runs == 2:
            raise KeyboardInterrupt
        return super().write(commits)


def test_a_kill_between_main_and_log_leaves_a_merge_that_the_next_run_notes(world: Here) -> None:
    pull, onto = written(world), world.main()
    before = world.store.tip(REF)
    with Dying(world.town.folder) as store, pytest.raises(KeyboardInterrupt):
        world.forge(store=store).merge(onto, [merging(pull)])
    assert (git(world, "rev-parse", f"{MAIN}^"), world.store.tip(REF)) == (onto, before)
    world.forge().apply([RecordMerge(pull.number, world.main())])
    assert world.forge().pulls()[ONE].merged == world.main()


class Crowded(Store):
    """A store in which somebody else is always faster at the ref of the pull requests."""

    def __init__(self, world: Here) -> None:
        super().__init__(world.town.folder)
        self.world = world
        self.others = iter(range(900, 1000))

    def write(self, commits: Sequence[NewCommit]) -> list[str]:
        if commits[0].rooted:
            self.world.forge("佐藤").apply([to_open(name(next(self.others)))])
        return super().write(commits)


def test_a_merge_that_could_not_be_noted_is_a_merge_all_the_same(world: Here) -> None:
    pull, onto = written(world), world.main()
    with Crowded(world) as store:
        (commit,) = world.forge(store=store).merge(onto, [merging(pull)])
    assert world.main() == commit
    assert world.forge().pulls()[ONE].state is PullState.OPEN


def test_the_merge_is_done_at_the_moment_that_is_handed_in(world: Here) -> None:
    commit = merged(world, Style.MERGE)
    assert int(said(world, commit, "%ct")) == int(said(world, commit, "%at")) == int(NOW.timestamp())
