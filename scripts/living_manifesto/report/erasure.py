"""What erasing cannot reach, and the letter to the host of the repository, who can."""

from __future__ import annotations

from collections.abc import Sequence

from living_manifesto.core.values import value
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line


@value
class Traces:
    """Where the erased words still lie at the host: commits as ids, ``rewritten`` when no ref reaches them any more."""

    addresses: Sequence[str]
    file: str
    first: str
    last: str
    rewritten: bool


def beyond_reach(say: Speech) -> list[str]:
    """What the tool cannot reach, a sentence each."""
    return [
        say("This command reaches only this repository. It cannot reach:"),
        say("  - forks and clones that others made"),
        say("  - what the host keeps for a while: cached pages, pull requests, objects that no branch reaches"),
        say("  - search engines, feeds that were read, and whatever somebody has copied"),
    ]


def letter(traces: Traces, say: Speech) -> str:
    """A text ready to be sent to the host; the erased words do not stand in it."""
    address = ", ".join(map(one_line, traces.addresses)) or say("(address of the repository)")
    lines = [
        say("Please remove erased words from your caches"),
        "",
        say("In our repository a file held words that we had to erase. Old versions of it may still be shown."),
        "",
        say("Repository: {address}", address=address),
        say("File: {file}", file=one_line(traces.file)),
        say("First commit that holds the words: {commit}", commit=traces.first),
        say("Last commit that holds the words: {commit}", commit=traces.last),
        "",
        say("Branches and tags do not reach these commits any more.")
        if traces.rewritten
        else say("Branches still reach these commits; the file itself shows a notice by now."),
        say("Please delete cached pages of these commits, references that pull requests keep to them,"),
        say("and the objects that nothing else reaches, and tell us which forks hold them."),
    ]
    return "\n".join(lines)
