"""Claim codes: made again from the same key and row, opened however they are typed, guessed by nobody."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from living_manifesto.core.claims import claim_for, code_of, opens
from living_manifesto.core.proposals import Claim

KEY, OTHER = b"k" * 32, b"o" * 32
CLAIM = claim_for(KEY, "17")
CODE = code_of(KEY, "17", CLAIM)


def test_a_code_has_a_hundred_bits_in_letters_that_are_not_misread() -> None:
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}", CODE)
    codes = {code_of(KEY, str(row), claim_for(KEY, str(row))) for row in range(2000)}
    assert len(codes) == 2000
    assert len({sign for code in codes for sign in code}) == 33


def test_the_same_key_and_row_give_the_same_claim_and_code_again() -> None:
    assert claim_for(KEY, "17") == CLAIM
    assert code_of(KEY, "17", claim_for(KEY, "17")) == CODE


def test_neither_salt_nor_digest_tells_of_the_row_or_of_another_claim() -> None:
    assert re.fullmatch("[0-9a-f]{32}", CLAIM.salt)
    assert re.fullmatch("sha256:[0-9a-f]{64}", CLAIM.digest)
    assert CODE.replace("-", "") not in repr(CLAIM)
    others = [claim_for(KEY, "18"), claim_for(OTHER, "17")]
    assert all(other.salt != CLAIM.salt and other.digest != CLAIM.digest for other in others)


def test_another_key_cannot_make_the_code_and_says_so() -> None:
    assert code_of(OTHER, "17", CLAIM) == ""
    assert code_of(KEY, "18", CLAIM) == ""


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        f"  {CODE}\n",
        CODE.replace("-", "－"),
        CODE.replace("-", "ー"),
        "".join(chr(ord(sign) + 0xFEE0) for sign in CODE),
        "\u3000".join(CODE),
    ],
)
def test_a_code_opens_however_it_is_typed(typed: str) -> None:
    assert opens(CLAIM, typed)


def test_letters_that_look_like_digits_are_taken_for_them() -> None:
    found = next(row for row in map(str, range(999)) if {"0", "1"} <= {*code_of(KEY, row, claim_for(KEY, row))})
    claim = claim_for(KEY, found)
    code = code_of(KEY, found, claim)
    assert opens(claim, code.replace("0", "O").replace("1", "l"))
    assert opens(claim, code.replace("0", "o").replace("1", "I"))


@pytest.mark.parametrize("typed", ["", "-", CODE[:-1], CODE + "A", CODE[::-1], "x" * 5000, "コード", CLAIM.digest])
def test_nothing_else_opens(typed: str) -> None:
    assert not opens(CLAIM, typed)


@given(st.text())
def test_no_text_breaks_the_question(typed: str) -> None:
    assert not opens(CLAIM, typed)


def test_a_claim_that_somebody_made_up_opens_to_nothing_of_ours() -> None:
    assert not opens(Claim("", ""), CODE)
    assert code_of(KEY, "17", Claim(CLAIM.salt, "sha256:" + "0" * 64)) == ""


def test_a_short_key_is_no_key() -> None:
    with pytest.raises(ValueError, match="too short"):
        claim_for(b"k", "17")
