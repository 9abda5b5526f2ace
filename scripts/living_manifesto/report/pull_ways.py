"""How to act on a pull request of the embedded forge: commands of this tool."""

from __future__ import annotations

from living_manifesto.locale import Speech
from living_manifesto.report.pull_told import Ways


def ways_of_the_embedded_forge(proposal: str, branch: str, speech: Speech) -> Ways:
    """The commands for the pull request of a proposal (its id) whose branch has that short name."""
    return Ways(
        adopt=speech("manifesto review {id} --approve, then manifesto merge {id}", id=proposal),
        decline=f"manifesto decide {proposal} --outcome declined --reason …",
        ask=f"manifesto review {proposal} --comment …",
        reword=speech("edit the section on {branch} (the proposer's own words stay)", branch=branch),
        draft=speech(
            "manifesto draft {id}, or edit the section on {branch} as it should read", id=proposal, branch=branch
        ),
    )
