"""What every forge promises. A forge joins by a subclass whose fixture ``world`` is a repository with that forge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import pytest

from forges.here import name, to_open
from living_manifesto.core.values import replace
from living_manifesto.forge.port import Forge, ForgeFailure, Merge, Moved, Style
from living_manifesto.plan.actions import (
    Action,
    AddComment,
    AddReview,
    ClosePull,
    EditPull,
    OpenPull,
    RecordMerge,
    ReopenPull,
)
from living_manifesto.plan.pulls import Pull, PullState, Verdict

ONE, TWO, THREE = name(1), name(2), name(3)


class World(Protocol):
    """A repository with a forge, and the hands of other people in it."""

    def forge(self) -> Forge: ...

    def main(self) -> str: ...

    def branch(self, proposal: str, files: Mapping[str, bytes | None]) -> str: ...

    def commit(self, files: Mapping[str, bytes | None]) -> str: ...


def opened(world: World, proposal: str = ONE, **fields: object) -> Pull:
    """A proposal with a branch that brings one file, and its pull request."""
    head = world.branch(proposal, {f"manifesto/{proposal}.md": b"new\n"})
    world.forge().apply([to_open(proposal, head, **fields)])
    return world.forge().pulls([proposal])[proposal]


def done(world: World, proposal: str, *actions: Action) -> Pull:
    """The pull request after the actions, which are done twice, as after a kill."""
    for _ in range(2):
        world.forge().apply(actions)
    return world.forge().pulls([proposal])[proposal]


def edit(pull: Pull, **fields: object) -> EditPull:
    """The edit that leaves everything as it is, but for these fields."""
    plain = EditPull(pull.number, pull.head, pull.title, pull.body, pull.draft, pull.labels)
    return replace(plain, **fields)


def merging(pull: Pull, style: Style = Style.SQUASH, **fields: object) -> Merge:
    """The merge of a pull request as ``opened`` makes it."""
    files = {f"manifesto/{pull.proposal}.md": b"new\n"}
    plain = Merge(pull.number, pull.head, style, pull.title, "Why it was adopted.", files)
    return replace(plain, **fields)


class ForgeContract:
    """The promises of ``forge.port.Forge``."""

    def test_without_pull_requests_there_is_nothing_to_tell_and_nothing_to_do(self, world: World) -> None:
        world.forge().apply([])
        assert world.forge().merge(world.main(), []) == ()
        assert world.forge().pulls() == {}
        assert world.forge().pulls([ONE]) == {}

    def test_an_opened_pull_request_is_told_as_it_was_opened(self, world: World) -> None:
        pull = opened(world, draft=True, labels=frozenset({"追加", "外交・防衛"}))
        wish = to_open(ONE, pull.head)
        assert (pull.proposal, pull.branch, pull.state) == (ONE, wish.branch, PullState.OPEN)
        assert (pull.title, pull.body, pull.draft) == (wish.title, wish.body, True)
        assert (pull.labels, pull.reviews, pull.comments, pull.merged) == ({"追加", "外交・防衛"}, (), (), "")
        assert pull.number > 0

    def test_a_proposal_has_one_pull_request_however_often_it_is_opened(self, world: World) -> None:
        pull = opened(world)
        wish = to_open(ONE, pull.head, title="Another title")
        assert done(world, ONE, wish, wish) == pull
        assert list(world.forge().pulls()) == [ONE]

    def test_numbers_differ_and_stay(self, world: World) -> None:
        pulls = [opened(world, proposal) for proposal in (TWO, ONE, THREE)]
        assert len({pull.number for pull in pulls}) == 3
        assert world.forge().pulls() == {pull.proposal: pull for pull in pulls}

    def test_only_those_that_are_asked_for_are_told(self, world: World) -> None:
        _, pull = opened(world, ONE), opened(world, TWO)
        assert world.forge().pulls([TWO, name(9)]) == {TWO: pull}
        assert world.forge().pulls([]) == {}

    def test_an_edit_brings_everything_to_its_values(self, world: World) -> None:
        pull = opened(world, draft=True)
        head = world.branch(ONE, {f"manifesto/{ONE}.md": b"other\n"})
        after = done(
            world, ONE, edit(pull, head=head, title="改めて", body="別の本文", draft=False, labels=frozenset("a"))
        )
        assert (after.head, after.title, after.body, after.draft) == (head, "改めて", "別の本文", False)
        assert after.labels == {"a"}

    def test_a_comment_with_a_key_is_edited_in_place(self, world: World) -> None:
        pull = opened(world)
        done(world, ONE, AddComment(pull.number, "first", "neighbours"), AddComment(pull.number, "other", "approvals"))
        after = done(world, ONE, AddComment(pull.number, "second", "neighbours"))
        assert [(each.key, each.text) for each in after.comments] == [("neighbours", "second"), ("approvals", "other")]

    def test_a_comment_without_a_key_is_added(self, world: World) -> None:
        pull = opened(world)
        done(world, ONE, AddComment(pull.number, "賛成です。"))
        after = done(world, ONE, AddComment(pull.number, "でも…"))
        assert [each.text for each in after.comments] == ["賛成です。", "でも…"]

    def test_verdicts_are_kept_in_order_with_what_was_read(self, world: World) -> None:
        pull = opened(world)
        done(world, ONE, AddReview(pull.number, Verdict.CHANGES_REQUESTED, "「等」は要りますか。", "read-1"))
        after = done(world, ONE, AddReview(pull.number, Verdict.APPROVED, "", "read-2"))
        assert [(each.verdict, each.reading) for each in after.reviews] == [
            (Verdict.CHANGES_REQUESTED, "read-1"),
            (Verdict.APPROVED, "read-2"),
        ]
        assert after.reviews[0].text == "「等」は要りますか。"

    def test_closed_and_opened_again(self, world: World) -> None:
        pull = opened(world)
        assert done(world, ONE, ReopenPull(pull.number)) == pull
        closed = done(world, ONE, ClosePull(pull.number, "不採用としました。"))
        assert (closed.state, [each.text for each in closed.comments]) == (PullState.CLOSED, ["不採用としました。"])
        assert done(world, ONE, to_open(ONE, pull.head)) == closed
        assert done(world, ONE, ReopenPull(pull.number)).state is PullState.OPEN

    def test_an_unknown_number_is_refused_and_nothing_of_the_run_is_done(self, world: World) -> None:
        pull = opened(world)
        with pytest.raises(ForgeFailure, match="#99"):
            world.forge().apply([AddComment(pull.number, "here"), AddComment(99, "where?")])
        assert world.forge().pulls()[ONE] == pull

    @pytest.mark.parametrize("style", Style)
    def test_a_merge_moves_main_and_is_told(self, world: World, style: Style) -> None:
        pull, onto = opened(world), world.main()
        (commit,) = world.forge().merge(onto, [merging(pull, style)])
        assert world.main() == commit != onto
        after = world.forge().pulls([ONE])[ONE]
        assert (after.state, after.merged, after.number) == (PullState.MERGED, commit, pull.number)

    def test_what_is_merged_stays_merged(self, world: World) -> None:
        pull = opened(world)
        world.forge().merge(world.main(), [merging(pull)])
        merged = world.forge().pulls()[ONE]
        again: list[Action] = [ReopenPull(1), ClosePull(1, "?"), RecordMerge(1, world.main()), to_open(ONE, pull.head)]
        assert done(world, ONE, *again) == merged

    def test_several_are_merged_in_one_go_each_onto_the_one_before(self, world: World) -> None:
        pulls = [opened(world, proposal) for proposal in (ONE, TWO, THREE)]
        commits = world.forge().merge(world.main(), [merging(*each) for each in zip(pulls, Style, strict=True)])
        assert world.main() == commits[-1]
        assert [pull.merged for pull in world.forge().pulls().values()] == list(commits)

    def test_nothing_is_merged_onto_a_main_that_moved(self, world: World) -> None:
        pull, onto = opened(world), world.main()
        moved = world.commit({"manifesto/other.md": b"faster\n"})
        with pytest.raises(Moved):
            world.forge().merge(onto, [merging(pull)])
        assert (world.main(), world.forge().pulls()[ONE]) == (moved, pull)

    def test_nothing_is_merged_when_a_branch_moved(self, world: World) -> None:
        pulls, onto = [opened(world, ONE), opened(world, TWO)], world.main()
        world.branch(TWO, {"manifesto/other.md": b"a hand commit\n"})
        with pytest.raises(Moved):
            world.forge().merge(onto, [merging(pull) for pull in pulls])
        assert world.main() == onto
        assert {pull.state for pull in world.forge().pulls().values()} == {PullState.OPEN}

    @pytest.mark.parametrize("style", Style)
    def test_a_closed_pull_request_is_not_merged(self, world: World, style: Style) -> None:
        pull, onto = opened(world), world.main()
        world.forge().apply([ClosePull(pull.number)])
        with pytest.raises(Moved):
            world.forge().merge(onto, [merging(pull, style)])
        assert world.main() == onto

    def test_a_draft_is_not_merged(self, world: World) -> None:
        pull, onto = opened(world, draft=True), world.main()
        with pytest.raises(ForgeFailure):
            world.forge().merge(onto, [merging(pull)])
        assert world.main() == onto

    def test_a_merge_that_main_shows_is_recorded_later(self, world: World) -> None:
        pull = opened(world)
        commit = world.commit({f"manifesto/{ONE}.md": b"new\n"})
        after = done(world, ONE, RecordMerge(pull.number, commit))
        assert (after.state, after.merged) == (PullState.MERGED, commit)

    def test_words_come_back_as_they_were_whatever_they_hold(self, world: World) -> None:
        odd = '"\\\n\n{"event":"merged"}\n\x1b[31m\u202e@all <script>\u2028 🗾 ```\n'
        pull = opened(world, body=odd, labels=frozenset({'a"b'}))
        after = done(world, ONE, AddComment(pull.number, odd), AddReview(pull.number, Verdict.COMMENTED, odd, ""))
        assert (after.body, after.comments[0].text, after.reviews[0].text) == (odd, odd, odd)
        assert (after.state, after.labels) == (PullState.OPEN, {'a"b'})

    def test_ten_wishes_of_one_run_are_all_fulfilled(self, world: World) -> None:
        wishes: list[OpenPull] = [to_open(name(number)) for number in range(10)]
        world.forge().apply(wishes)
        assert sorted(world.forge().pulls()) == [wish.proposal for wish in wishes]
