"""What a run keeps of a branch that it looked at: good for the same ``main`` and head, and for nothing else."""

from __future__ import annotations

from living_manifesto.core.amend.resolution import Fit, Resolution
from living_manifesto.core.nodes import ROOT, Node
from living_manifesto.core.proposals import Proposal
from living_manifesto.life.findings import Deed, Finding
from living_manifesto.life.looks import Looks
from living_manifesto.plan.building import Built
from living_manifesto.rules.source import Nothing, Overlay

NAME = "20260128-k3f9tw"
PROPOSAL = Proposal(NAME, "education", "2026-01-28")
FILES = {"manifesto/a.yaml": b"as built", "manifesto/gone.yaml": None}
BUILT = Built(FILES, PROPOSAL, Resolution(Fit.CLEAN, (), Node(ROOT), ()))
FOUND = Finding(NAME, f"refs/heads/proposal/{NAME}", Deed.KEEP, "head", PROPOSAL, built=BUILT)


def kept() -> Looks:
    looks = Looks()
    looks.keep("main", FOUND, Overlay(Nothing(), FILES))
    return looks


def test_the_same_branch_on_the_same_main_is_as_it_was_found() -> None:
    again = kept().again("main", NAME, "head")
    assert again is not None
    assert again.built is not None
    assert dict(again.built.files) == FILES
    assert again.adoptable


def test_a_branch_that_moved_is_looked_at() -> None:
    assert kept().again("main", NAME, "moved") is None


def test_when_main_moved_every_branch_is_looked_at() -> None:
    assert kept().again("moved", NAME, "head") is None


def test_nothing_is_kept_for_a_main_that_has_moved() -> None:
    looks = kept()
    other = Finding("20260128-zzzzzz", "refs/heads/other", Deed.KEEP, "other", PROPOSAL)
    looks.keep("moved", other, Nothing())
    assert looks.again("main", NAME, "head") is None
    assert looks.again("moved", other.name, "other") == other


def test_what_a_branch_holds_is_read_when_it_is_asked_for() -> None:
    class Once:
        """A source that tells what was asked of it."""

        def __init__(self) -> None:
            self.asked: list[str] = []

        def paths(self) -> list[str]:
            return list(FILES)

        def names(self, folder: str) -> list[str]:
            return [folder]

        def read(self, path: str) -> bytes | None:
            self.asked.append(path)
            return FILES[path]

    source, looks = Once(), Looks()
    looks.keep("main", FOUND, source)
    again = looks.again("main", NAME, "head")
    assert again is not None
    assert again.built is not None
    assert (len(again.built.files), source.asked) == (2, [])
    assert again.built.files["manifesto/a.yaml"] == b"as built"
    assert source.asked == ["manifesto/a.yaml"]
    assert again.built.files.get("elsewhere") is None
