"""A page in the form that we write comes back letter for letter."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from living_manifesto.core.proposals import Proposal
from living_manifesto.core.snapshot import Topics
from living_manifesto.intake.page import Page, read
from living_manifesto.intake.page.proof import unsaid
from living_manifesto.intake.page.writing import write

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))
SHARED = Path(os.environ.get("LIVING_MANIFESTO_SHARED", Path(__file__).parents[4] / "shared"))
SEED = SHARED / "seed" / "diplomacy-defense.txt"


def page(text: str) -> Page:
    found = read(text, "transport")
    assert found is not None
    return found


def rewritten(found: Page) -> str:
    topics = Topics("transport", found.topics, found.claims)
    text = write(found.section, found.number or 1, topics, found.proposals)
    assert unsaid(found.section, topics, found.proposals, text) == []
    return text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_a_page_comes_back_letter_for_letter(sample: Path) -> None:
    text = sample.read_text("utf-8")
    assert rewritten(page(text)) == text


def test_the_samples_are_there() -> None:
    assert len(SAMPLES) >= 5


def test_the_seed_comes_back_letter_for_letter() -> None:
    if not SEED.exists():
        pytest.skip(f"the real data of 2025 is not at {SEED}")
    text = SEED.read_text("utf-8").rstrip("\n") + "\n"
    found = page(text)
    assert rewritten(found) == text
    assert found.remarks == ()
    assert (found.claims["announced"], found.claims["shown"]) == (14, 3)
    assert [place(each) for each in found.proposals] == [1, 2, 3]


def place(proposal: Proposal) -> int | None:
    return proposal.source.position if proposal.source is not None else None
