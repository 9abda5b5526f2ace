from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from living_manifesto.core.proposals import Redaction
from living_manifesto.core.redaction import quotes
from living_manifesto.life.redactions import NothingToErase, erase, erased_words, hide, show_again, to_erase
from living_manifesto.life.register import Register
from support.no_forge import NoForge
from support.office import MAIN, desk_in
from support.town import OPEN, TRANSPORT, Town, settle

NAME = "20260201-aaaaaa"
SALT = "0123456789abcdef"
BODY, REASON = "夜のバスも走らせてほしい。", "塾の帰りに足がないから。"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return settle(tmp_path / "town")


def test_hiding_leaves_the_words_and_showing_again_leaves_no_trace_in_the_file(town: Town) -> None:
    before = town.read(OPEN)
    with desk_in(town, NoForge()) as desk:
        assert hide(desk, NAME, "privacy")
        assert "hidden: {ground: privacy, on: 2026-03-01}" in town.read(OPEN)
        assert BODY in town.read(OPEN)
        assert hide(desk, NAME, "privacy") is None
        assert show_again(desk, NAME)
        assert show_again(desk, NAME) is None
    assert town.read(OPEN) == before


def test_erasing_leaves_ground_date_and_a_salted_digest(town: Town) -> None:
    with desk_in(town, NoForge()) as desk:
        assert to_erase(desk, NAME, ["body", "reason", "title", "name"]) == ("body", "reason")
        done = erase(desk, NAME, (), "privacy", SALT)
        proposal = Register(desk, desk.tip()).get(NAME)
    digests = ["sha256:" + sha256((SALT + words).encode()).hexdigest() for words in (BODY, REASON)]
    assert done.fields == ("body", "reason")
    assert proposal is not None
    assert [proposal.body, proposal.reason] == [Redaction("privacy", "2026-03-01", digest) for digest in digests]
    assert BODY not in town.read(OPEN)
    assert SALT not in town.git("log", "-p", MAIN)
    assert town.git("status", "--porcelain") == ""


def test_what_is_erased_stays_erased_when_the_command_is_run_again(town: Town) -> None:
    with desk_in(town, NoForge()) as desk:
        erase(desk, NAME, ("body",), "privacy", SALT)
        tip, text = desk.tip(), town.read(OPEN)
        assert erase(desk, NAME, ("body",), "law", "another salt").commit is None
        assert (desk.tip(), town.read(OPEN)) == (tip, text)
        assert erase(desk, NAME, (), "law", "another salt").fields == ("body", "reason")
        assert "ground: privacy" in town.read(OPEN)


def test_where_nothing_stood_nothing_can_be_erased(town: Town) -> None:
    with desk_in(town, NoForge()) as desk, pytest.raises(NothingToErase):
        erase(desk, NAME, ("title", "name"), "law", SALT)


def test_a_change_that_still_quotes_the_erased_words_is_named(town: Town) -> None:
    town.replace(OPEN, BODY, "平日は、夜九時台のバスを走らせます。そうしてほしい。")
    town.commit()
    with desk_in(town, NoForge()) as desk:
        assert erase(desk, NAME, ("reason",), "privacy", SALT).drafts == ()
        assert erase(desk, NAME, ("body",), "privacy", SALT).drafts == (NAME,)
        assert erase(desk, NAME, ("body",), "privacy", SALT).drafts == (NAME,)


def test_the_adopted_text_that_still_quotes_the_erased_words_is_named(town: Town) -> None:
    town.replace(OPEN, BODY, "平日は、夜九時台のバスを走らせます。")
    town.commit()
    town.replace(
        TRANSPORT,
        "半額にします。\n",
        "半額にします。\n      - id: aaaaaa-1\n        text: 平日は、夜九時台のバスを走らせます。\n",
    )
    town.replace(OPEN, "after: last", "after: p2")
    town.write(OPEN, town.read(OPEN) + "decision: {outcome: adopted}\n")
    town.commit("Adopt it")
    with desk_in(town, NoForge()) as desk:
        done = erase(desk, NAME, ("body",), "privacy", SALT)
    assert done.drafts == ()
    assert done.texts == (("transport/aaaaaa-1", NAME),)


def test_a_branch_shows_the_notice_too_whatever_state_it_is_in(town: Town) -> None:
    town.git("switch", "-q", "-c", f"proposal/{NAME}")
    town.replace(OPEN, "九時台", "十時台")
    town.commit("By hand")
    town.git("switch", "-q", "main")
    with desk_in(town, NoForge()) as desk:
        erase(desk, NAME, (), "abuse", SALT)
    shown = town.git("show", f"proposal/{NAME}:{OPEN}")
    assert "十時台" in shown
    assert BODY not in shown
    assert shown.count("ground: abuse") == 2


def test_the_history_of_main_still_tells_what_was_erased(town: Town) -> None:
    with desk_in(town, NoForge()) as desk:
        erase(desk, NAME, ("body",), "privacy", SALT)
        assert erased_words(desk, NAME) == (BODY,)


@pytest.mark.parametrize(
    ("text", "words", "held"),
    [
        ("山田花子さんの提案により、夜のバスを走らせます。", "山田花子", True),
        ("夜 の バス を、 走らせます。", "電話は0312345678です。夜のバスを、走らせます。よろしく。", True),
        ("夜のバスを走らせます。", "まったく別のことを書いた提案です。夜の話はしていません。", False),
        ("バス", "バスを走らせてほしいという長い文章です。", False),
    ],
)
def test_a_passage_is_a_sentence_or_a_name(text: str, words: str, held: bool) -> None:
    assert quotes(text, [words]) is held


def test_what_an_earlier_check_remembered_goes_too(town: Town) -> None:
    memory = town.folder / ".git/living-manifesto/files.json"
    town.run("check")
    assert memory.exists()
    with desk_in(town, NoForge()) as desk:
        erase(desk, NAME, ("reason",), "privacy", SALT)
    assert not memory.exists()
