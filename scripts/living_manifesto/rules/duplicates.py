"""Identical proposals: the same words, sent by somebody else or from somewhere else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import blake2b

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.rules.tree import Entry


def fingerprint(entry: Entry) -> str:
    """A digest of what an open proposal asks for, blind to spaces and widths; empty where there are no words."""
    proposal = entry.proposal
    if proposal is None or proposal.decision is not None or not isinstance(proposal.body, str) or not proposal.body:
        return ""
    folded = "".join(unicodedata.normalize("NFKC", proposal.body).split())
    return blake2b(f"{proposal.section}\0{folded}".encode(errors="surrogatepass"), digest_size=12).hexdigest()


def identical(fingerprints: Mapping[str, str]) -> Iterator[Diagnostic]:
    """LM609 for every proposal whose words stand in an earlier one; ``fingerprints`` by path."""
    first: dict[str, str] = {}
    for path, print_ in sorted(fingerprints.items()):
        if not print_:
            continue
        earlier = first.setdefault(print_, path)
        other = earlier.rpartition("/")[2].removesuffix(".yaml")
        if other != path.rpartition("/")[2].removesuffix(".yaml"):  # else LM311 says that one of them is too many
            yield Diagnostic.of("LM609", path, None, other=other)
