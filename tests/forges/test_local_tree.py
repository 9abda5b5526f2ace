"""The tree of the one ref: what stands in it, what leaves it, and what others put there."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest

from forges.contract import ONE, TWO, done, edit, opened
from forges.here import MAIN, NOW, Here, name, to_open
from living_manifesto.forge.local.layout import REF, Index, Place
from living_manifesto.forge.local.words import MOST_LETTERS
from living_manifesto.forge.port import ForgeFailure
from living_manifesto.gitrepo.store import Store
from living_manifesto.plan.actions import AddComment, AddReview, ClosePull, RecordMerge
from living_manifesto.plan.commits import NewCommit
from living_manifesto.plan.pulls import PullState, Verdict

PLACE = Place(1, ONE)


def put(world: Here, files: dict[str, bytes]) -> None:
    """What a foreign tool writes into the ref."""
    tip = world.store.tip(REF)
    parents = () if tip is None else (tip,)
    world.move(REF, world.store.write([NewCommit(parents, "Foreign\n", NOW, files, rooted=True)])[0])


def blob(world: Here, path: str) -> str:
    return world.town.git("cat-file", "blob", f"{REF}:{path}")


def test_nothing_to_do_is_no_commit(world: Here) -> None:
    world.forge().apply([])
    assert world.commits() == 0
    pull = opened(world)
    world.forge().apply(
        [AddComment(1, "words", "key"), AddReview(1, Verdict.APPROVED, "", "read"), edit(pull, body="b")]
    )
    before = world.commits()
    world.forge().apply(
        [AddComment(1, "words", "key"), AddReview(1, Verdict.APPROVED, "", "read"), edit(pull, body="b")]
    )
    assert world.commits() == before == 2


def test_many_are_opened_in_one_commit_and_a_listing_tells_number_and_proposal(world: Here) -> None:
    world.forge().apply([to_open(name(number), body=f"本文{number}") for number in range(1, 251)])
    assert world.commits() == 1
    assert {f"00/02/000250-{name(250)}.log", f"00/00/000099-{name(99)}.page"} <= world.files().keys()
    index = Index(world.store.listing(world.store.tip(REF) or "", rooted=True))
    assert [place for number in (7, 250) for place in index.numbered(number)] == [
        Place(7, name(7)),
        Place(250, name(250)),
    ]
    assert list(index.places([name(7)])) == [Place(7, name(7))]
    told = {proposal: (pull.number, pull.body) for proposal, pull in world.forge().pulls().items()}
    assert told == {name(number): (number, f"本文{number}") for number in range(1, 251)}


def test_a_manifesto_below_the_root_of_its_repository_has_the_same_tree(world: Here) -> None:
    with Store(world.town.folder / "manifesto") as store:
        world.forge(store=store).apply([to_open(ONE)])
        assert list(world.forge(store=store).pulls()) == [ONE]
    assert set(world.files()) == {PLACE.log, PLACE.page}


def test_the_log_only_grows_and_holds_no_text_of_the_page(world: Here) -> None:
    pull = opened(world, title="題名の秘密", body="本文の秘密")
    logs = [blob(world, PLACE.log)]
    for action in (
        AddReview(1, Verdict.APPROVED, "よいと思います", "read"),
        edit(pull, title="新しい題名", body="新しい本文"),
        AddComment(1, "道具の言葉", "key"),
        ClosePull(1, "閉じます"),
        RecordMerge(1, world.main()),
    ):
        world.forge().apply([action])
        logs.append(blob(world, PLACE.log))
    assert all(after.startswith(before) for before, after in pairwise(logs))
    events = [json.loads(line) for line in logs[-1].splitlines()]
    assert [event["event"] for event in events] == ["opened", "reviewed", "edited", "commented", "closed", "merged"]
    assert logs[-1].isascii()
    told = json.dumps(events, ensure_ascii=False)
    assert "よいと思います" in told
    assert not any(secret in told for secret in ("秘密", "題名", "本文", "道具"))


def test_an_erased_text_leaves_the_tree(world: Here) -> None:
    pull = opened(world, title="住所の秘密", body="住所の秘密")
    world.forge().apply([AddComment(1, "住所の秘密", "neighbours")])
    world.forge().apply([edit(pull, title="(非表示)", body="(非表示)"), AddComment(1, "(非表示)", "neighbours")])
    assert "秘密" not in blob(world, PLACE.page)
    assert json.dumps("秘密")[1:-1] not in blob(world, PLACE.log)


def test_a_closed_pull_request_can_be_edited_since_a_text_may_have_to_go(world: Here) -> None:
    pull = opened(world)
    world.forge().apply([ClosePull(1)])
    after = done(world, ONE, edit(pull, body="(非表示)"))
    assert (after.state, after.body) == (PullState.CLOSED, "(非表示)")


def test_names_are_shown_without_addresses_and_times_are_utc(world: Here) -> None:
    forge = world.forge("town.clerk@example.org\n\u202e山田")
    forge.apply([to_open(ONE)])
    pull = world.forge().pulls()[ONE]
    assert pull.opened_by == "town.clerk  山田"
    assert pull.opened_at == "2026-03-01T09:30:00Z"
    assert "@" not in blob(world, PLACE.log) + blob(world, PLACE.page)


def test_long_words_of_the_tool_are_cut_and_those_of_a_person_refused(world: Here) -> None:
    long = "あ" * (MOST_LETTERS + 1)
    pull = opened(world, body=long, title="題\n" * 300)
    assert (len(pull.body), len(pull.title), "\n" in pull.title) == (MOST_LETTERS, 255, False)
    commits = world.commits()
    world.forge().apply([edit(pull, body=long)])
    assert world.commits() == commits
    for action in (AddComment(1, long), AddReview(1, Verdict.COMMENTED, long, "")):
        with pytest.raises(ForgeFailure):
            world.forge().apply([action])


def test_a_full_discussion_takes_no_more_words_but_every_decision(world: Here) -> None:
    opened(world)
    words = [AddComment(1, f"{number}" + "あ" * (MOST_LETTERS // 2)) for number in range(9)]
    world.forge().apply(words[:4])
    with pytest.raises(ForgeFailure, match="full"):
        world.forge().apply(words)
    assert len(world.forge().pulls()[ONE].comments) == 4
    assert done(world, ONE, ClosePull(1)).state is PullState.CLOSED
    assert done(world, ONE, RecordMerge(1, world.main())).state is PullState.MERGED


@pytest.mark.parametrize(
    "wish",
    [
        to_open("../../x"),
        to_open("20260201-ABCDEF"),
        to_open(ONE, branch="a\0b"),
        to_open(ONE, branch=""),
        to_open(ONE, branch="proposal/*"),
        to_open(ONE, head="HEAD"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(world: Here, wish: object) -> None:
    with pytest.raises(ForgeFailure):
        world.forge().apply([to_open(TWO), wish])  # type: ignore[list-item]
    assert world.commits() == 0


OPENED = json.dumps({"event": "opened", "at": "2026-02-01T00:00:00Z", "by": "x", "branch": "b"}).encode() + b"\n"
GARBAGE = {
    "README.md": b"not ours\n",
    "00/00/README": b"",
    "00/00/000003-20260201-000003.log": b"",
    "00/00/000004-20260201-000004.log": b"\xff\xfe{not json",
    "00/00/000005-20260201-000005.log": b"[" * 200_000,
    "00/00/000006-20260201-000006.log": OPENED + b"x" * (1 << 21),
    "00/00/000007-20260201-000007.log": b'{"event":"opened","at":"yesterday","by":"x","branch":"b"}\n',
    "00/00/000008-20260201-000008.log": b'{"event":"opened","at":"2026-02-31T00:00:00Z","by":"x","branch":"b"}\n',
    "00/00/000009-20260201-000009.log": b'{"event":["opened"]}\n7\nnull\n"x"\n' + b"9" * 5000 + b"\n",
    "00/00/000010-20260201-000010.log/below": OPENED,
    "00/00/000011-20260201-000011.page": b"{}",
    "00/00/000012-20260201-000012.log": OPENED,
    "00/00/000012-20260201-000012.page/below": b"",
    "00/00/0000013-20260201-000013.log": OPENED,
    "00/00/000000-20260201-000014.log": OPENED,
    "00/01/000014-20260201-000014.log": OPENED,
    "00/00/000015-20260201-000015.LOG": OPENED,
    "00/00/000016-20260201-\udcff.log": OPENED,
    "00/00/000001-20250101-aaaaaa.log": b"somebody gave the number again\n",
}
GOOD = {
    # Lines that are not ours stand between those that are, and the page is no page.
    "00/00/000020-20260201-000020.log": OPENED
    + b'{"event":"exploded"}\n\x00\n{"event":"closed","at":"2026-02-02T00:00:00Z","by":"\\ud800","more":1}',
    "00/00/000020-20260201-000020.page": b'{"title":7,"labels":"abc","notes":[{"key":"k"}],"draft":"yes","body":null}',
}


def test_what_others_wrote_into_the_ref_is_passed_over_and_stays(world: Here) -> None:
    pull = opened(world)
    put(world, GARBAGE | GOOD)
    foreign = world.files()
    found = world.forge().pulls()
    assert set(found) == {ONE, name(20)}
    assert found[ONE] == pull
    assert (found[name(20)].state, found[name(20)].title, found[name(20)].comments) == (PullState.CLOSED, "", ())
    after = done(world, name(20), edit(found[name(20)], title="繕い", body="b"), AddComment(20, "words", "k"))
    assert (after.title, after.comments[0].text) == ("繕い", "words")
    done(world, ONE, AddComment(1, "the one that can be read has the number"))
    for number in range(3, 17):
        assert done(world, name(number), to_open(name(number))).number > 20
    ours = {PLACE.log, PLACE.page, *GOOD}
    assert {path: held for path, held in foreign.items() if path not in ours}.items() <= world.files().items()
    assert blob(world, "00/00/000020-20260201-000020.log").startswith(GOOD["00/00/000020-20260201-000020.log"].decode())
    world.town.git("fsck", "--strict")


@pytest.mark.parametrize(
    ("foreign", "number"), [("00", 10_000), ("00/00", 100), ("00/00/000001-20260201-000001.page/x", 2)]
)
def test_no_number_is_given_whose_place_is_somebody_elses(world: Here, foreign: str, number: int) -> None:
    put(world, {foreign: b"here I am\n"})
    assert opened(world).number == number
    assert blob(world, foreign) == "here I am\n"


def test_a_ref_without_a_tree_of_ours_is_taken_as_it_is(world: Here) -> None:
    world.move(REF, world.main())
    before = world.files()
    assert world.forge().pulls() == {}
    assert opened(world).number == 1
    assert before.items() < world.files().items()
    assert world.store.tip(MAIN) == world.main()


def test_when_all_numbers_are_used_up_it_is_said(world: Here) -> None:
    put(world, {Place(999_999_999, TWO).log: b""})
    with pytest.raises(ForgeFailure, match="used up"):
        world.forge().apply([to_open(ONE)])


def test_large_numbers_have_their_own_folders(world: Here) -> None:
    put(world, {Place(1_234_567, TWO).log: OPENED})
    assert re.match(r"123/45/1234567-", Place(1_234_567, TWO).log)
    assert (world.forge().pulls()[TWO].number, opened(world).number) == (1_234_567, 1_234_568)
