"""Every attack through every function of the words: nothing runs, loads, leaves its place or gets lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from time import perf_counter

import pytest

from living_manifesto.site.words import block, explained, heading, inline, plain
from living_manifesto.site.words.rendering import ELEMENTS
from support.attacks import ATTACKS
from support.reading import Read

TEXTS = tuple(text for _, text in ATTACKS)
NAMES = [name for name, _ in ATTACKS]
EXTERNAL = {"href", "rel"}


def nowhere(_place: str) -> str | None:
    return None


FUNCTIONS: dict[str, Callable[[str], str]] = {
    "block": lambda text: block(text, nowhere, "ja"),
    "inline": lambda text: inline(text, nowhere, "en"),
    "heading": lambda text: heading(text, "ja"),
    "plain": lambda text: escape(plain(text)),
    "explained": lambda text: explained([block(text, nowhere, "ja")], {"script": "x", "a": "y"}, "../words/")[0],
}
made = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
attacked = pytest.mark.parametrize("text", TEXTS, ids=NAMES)


def test_there_are_enough_attacks_and_no_two_are_the_same() -> None:
    assert len(set(TEXTS)) == len(set(NAMES)) == len(ATTACKS) >= 60


@made
@attacked
def test_only_harmless_elements_come_through(function: Callable[[str], str], text: str) -> None:
    read = Read(function(text))
    assert {tag for tag, _ in read.elements} <= ELEMENTS
    assert read.astray == []
    for tag, attributes in read.elements:
        match tag:
            case "a" if "class" in attributes:
                assert (attributes["href"] or "").startswith("../words/#w-")
            case "a":
                assert set(attributes) == EXTERNAL
                assert re.match(r"https?://[^/\s\\]", attributes["href"] or "")
                assert attributes["rel"] == "nofollow ugc noopener"
            case "th":
                assert attributes == {"scope": "col"}
            case "ol":
                assert re.fullmatch(r"\d+", attributes.get("start") or "1")
            case _:
                assert attributes == {}


@made
@attacked
def test_no_sign_is_left_that_turns_or_hides(function: Callable[[str], str], text: str) -> None:
    words = Read(function(text)).words
    assert not re.search(
        "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", words
    )
    words.encode("utf-8")


@made
@attacked
def test_every_letter_a_citizen_wrote_is_still_there(function: Callable[[str], str], text: str) -> None:
    """But for addresses of links and the numbers of lists; entities count as what they stand for."""
    left = Read(function(text)).words
    without_addresses = re.sub(r"\]\([^\n]*|<[^>]*>|&#?\w+;|^\d+[.)]|《[^》]*》", " ", text)
    for word in re.findall(r"[A-Za-z0-9぀-ヿ一-鿿]+", without_addresses):
        assert word in left


@pytest.mark.parametrize("text", [text for text in TEXTS if "manifesto" not in text and "](" not in text])
def test_what_no_link_hides_is_whole(text: str) -> None:
    read = Read(block(text, nowhere, "ja"))
    ruby = re.sub(r"[｜《》（）]", "", read.words)
    kept = re.sub(r"[^0-9A-Za-z぀-ヿ一-鿿]", "", ruby)
    wanted = re.sub(r"^\s*\d+[.)]\s|&#?\w+;|[｜《》]", "", text, flags=re.MULTILINE)
    assert kept.startswith(re.sub(r"[^0-9A-Za-z぀-ヿ一-鿿]", "", wanted)[:2000]) or "&" in text


@made
@attacked
def test_no_attack_holds_the_machine_up(function: Callable[[str], str], text: str) -> None:
    heading.cache_clear()
    begun = perf_counter()
    function(text)
    assert perf_counter() - begun < 3
