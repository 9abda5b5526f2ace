"""The commits with which pull requests come into ``main``, in the three styles; nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from living_manifesto.core.values import value
from living_manifesto.forge.local.words import one_line, printable
from living_manifesto.forge.port import Merge, Style
from living_manifesto.plan.commits import CommitFacts, Identity, NewCommit

_CO_AUTHOR = re.compile(r"^Co-authored-by: .+$", re.MULTILINE | re.IGNORECASE)


@value
class Merging:
    """A merge with what must be known to carry it out: its proposal, and what the commit of the branch says."""

    merge: Merge
    proposal: str
    head: CommitFacts


def chain(onto: str, merges: Sequence[Merging], who: Identity, now: datetime) -> list[NewCommit]:
    """One commit a merge, each on the one before it, the first on ``onto``."""
    return [_commit(onto if place == 0 else place - 1, each, who, now) for place, each in enumerate(merges)]


def _commit(below: str | int, merging: Merging, who: Identity, now: datetime) -> NewCommit:
    merge, head = merging.merge, merging.head
    title = one_line(merge.title)
    match merge.style:
        case Style.MERGE:
            message = _message(merging, title)
            return NewCommit((below, merge.head), message, now, merge.files, author=who)
        case Style.SQUASH:
            message = _message(merging, f"{title} (#{merge.number})", *_CO_AUTHOR.findall(printable(head.message)))
            return NewCommit((below,), message, now, merge.files, author=head.author)
        case Style.REBASE:
            return NewCommit((below,), head.message, now, merge.files, author=head.author)
        case _:
            assert_never(merge.style)


def _message(merging: Merging, title: str, *co_authors: str) -> str:
    """Trailers stand in a paragraph of their own, so nothing in the words above can pass for one."""
    trailers = (f"Proposal: {merging.proposal}", f"Pull-Request: #{merging.merge.number}", *co_authors)
    # A caller may have written the same trailers for a forge that writes none.
    told = [line for line in printable(merging.merge.message).splitlines() if line not in trailers]
    paragraphs = (title.strip() or f"#{merging.merge.number}", "\n".join(told).strip(), "\n".join(trailers))
    return "\n\n".join(filter(None, paragraphs)) + "\n"
