"""Records as values: every action done twice is done once, and no bytes make a reader fail."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from forges.contract import ONE
from forges.here import to_open
from living_manifesto.forge.local import page
from living_manifesto.forge.local.acting import Change, Stamp, acted, opened
from living_manifesto.forge.local.layout import Index, Place
from living_manifesto.forge.local.log import Event, EventKind
from living_manifesto.forge.local.records import Record, pull, standing
from living_manifesto.plan.actions import AddComment, AddReview, ClosePull, EditPull, RecordMerge, ReopenPull
from living_manifesto.plan.pulls import PullState, Verdict

PLACE = Place(1, ONE)
HEADS = st.sampled_from(["", "a" * 40, "b" * 64])
WORDS = st.text(st.characters(exclude_categories=()), max_size=12)
STAMPS = st.builds(Stamp, st.sampled_from(["山田", "佐藤", ""]), st.sampled_from(["2026-02-01T00:00:00Z"]))
ACTIONS: st.SearchStrategy[Change] = st.one_of(
    st.builds(EditPull, st.just(1), HEADS, WORDS, WORDS, st.booleans(), st.frozensets(WORDS, max_size=2)),
    st.builds(AddComment, st.just(1), WORDS, st.sampled_from(["", "", "neighbours", "\ud800"])),
    st.builds(AddReview, st.just(1), st.sampled_from(Verdict), WORDS, st.sampled_from(["", "read-1", "read-2"])),
    st.builds(ClosePull, st.just(1), WORDS),
    st.just(ReopenPull(1)),
    st.builds(RecordMerge, st.just(1), st.sampled_from(["a" * 40, "b" * 40])),
)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS, st.sampled_from(["a" * 40, *EventKind]))
VALUES = st.recursive(LEAVES, lambda held: st.lists(held, max_size=3) | st.dictionaries(WORDS, held, max_size=3))
FIELDS = st.dictionaries(st.sampled_from([*Event.__match_args__, "title", "body", "notes", "labels", "key"]), VALUES)  # type: ignore[attr-defined]
OPENED = {"event": "opened", "at": "2026-02-01T00:00:00Z", "branch": "b"}
LINES = st.one_of(
    st.binary(max_size=30),
    FIELDS.map(lambda held: json.dumps(held).encode()),
    FIELDS.map(
        lambda held: json.dumps(
            {"event": "opened", "at": "2026-02-01T00:00:00Z", "by": "", "branch": "b"} | held
        ).encode()
    ),
)


def as_stored(record: Record) -> Record:
    """The record as it comes back out of the tree."""
    return Record(record.place, record.log, page.read(page.written(record.page)))


@given(st.lists(st.tuples(ACTIONS, STAMPS), max_size=6))
def test_an_action_done_twice_is_done_once_and_the_log_only_grows(acts: list[tuple[Change, Stamp]]) -> None:
    record = as_stored(opened(PLACE, to_open(ONE), Stamp("山田", "2026-02-01T00:00:00Z")))
    for action, stamp in acts:
        after = as_stored(acted(record, action, stamp))
        assert acted(after, action, stamp) == after
        assert after.log.startswith(record.log)
        assert standing(record).state is not PullState.MERGED or standing(after).merged == standing(record).merged
        record = after


@given(st.lists(LINES, max_size=5), LINES)
def test_no_bytes_make_a_reader_fail_and_what_it_tells_can_be_written(lines: list[bytes], shown: bytes) -> None:
    record = Record(PLACE, b"\n".join(lines), page.read(shown))
    told = pull(record)
    page.written(record.page)
    repr(told).encode()
    if told is not None:
        assert acted(record, ReopenPull(1), Stamp("a", "2026-02-01T00:00:00Z")).log.startswith(record.log)


SEGMENTS = st.sampled_from(["00", "01", "000001-20260201-000001.log", "000001-20260201-000001.page", "x", "100"])


@given(st.lists(st.lists(SEGMENTS, min_size=1, max_size=4).map("/".join)))
def test_no_listing_makes_the_index_fail(paths: list[str]) -> None:
    index = Index(dict.fromkeys(paths, "blob"))
    assert all(place.log in paths for place in index.places(None))
    assert all(index.numbered(place.number) for place in index.places(None))
