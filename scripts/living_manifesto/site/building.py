"""Which pages there are and where: the whole site as files, and what of a folder has to be written again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256

from living_manifesto.core.values import value
from living_manifesto.locale import Language
from living_manifesto.site.facts import Facts
from living_manifesto.site.pages.drawing import STYLESHEET, draw, stylesheet
from living_manifesto.site.views.desk import Wing
from living_manifesto.site.views.proposal import proposal_view
from living_manifesto.site.views.section import page_of, pages_of, section_view
from living_manifesto.site.views.whole import about_view, groups, home_view, steps, topic_view

MANIFEST = ".manifesto-site.json"
"""Tells which files of a folder are ours, each with a digest of what we wrote."""

VERSION = 1


@value
class Renewal:
    """What makes a folder the site: files to write, paths that are no page any more, and how many stay."""

    written: Mapping[str, bytes]
    removed: tuple[str, ...]
    unchanged: int


def site(facts: Facts) -> Iterator[tuple[str, bytes]]:
    """Every file of the site by its path."""
    first: Language = "en" if facts.publisher.language == "en" else "ja"
    second: Language = "ja" if first == "en" else "en"
    wings = Wing(facts, first, ""), Wing(facts, second, f"{second}/")
    yield STYLESHEET, stylesheet()
    for wing, other in (wings, wings[::-1]):
        for path, raw in _pages(wing, other):
            yield f"{path}index.html", raw


def _pages(wing: Wing, other: Wing) -> Iterator[tuple[str, bytes]]:
    def drawn(template: str, path: str, **shown: object) -> tuple[str, bytes]:
        return path, draw(template, path, wing, other, **shown)

    yield drawn("home.html", wing.prefix, page=home_view(wing))
    yield drawn("proposals.html", f"{wing.prefix}proposals/", page=groups(wing))
    yield drawn("history.html", f"{wing.prefix}history/", page=tuple(steps(wing)))
    yield drawn("about.html", f"{wing.prefix}about/", page=about_view(wing))
    for name in wing.numbers:
        yield from _section(wing, other, name)
    for section, topic in wing.topics:
        yield drawn("topic.html", wing.topic(section, topic.id), page=topic_view(wing, section, topic))
    for name in wing.facts.standings:
        yield drawn("proposal.html", wing.proposal(name), page=proposal_view(wing, name))


def _section(wing: Wing, other: Wing, name: str) -> Iterator[tuple[str, bytes]]:
    view = section_view(wing, name)
    if view is None:
        return
    path = wing.section(name)
    yield path, draw("section.html", path, wing, other, page=view)
    held = pages_of(wing, name)
    for number, link in enumerate(held, start=1):
        page = page_of(wing, name, number)
        shown = {"page": page, "number": number, "all_pages": held, "up": path, "title": wing.section_title(name)}
        yield link.to, draw("listing.html", link.to, wing, other, **shown)


def digest(raw: bytes) -> str:
    """What the manifest of a folder keeps of a file."""
    return sha256(raw).hexdigest()


def renewal(files: Mapping[str, bytes], standing: Mapping[str, str], listed: Mapping[str, str]) -> Renewal:
    """What is to be done; ``standing`` are the digests of our paths as they lie there, ``listed`` all that we wrote."""
    written = {path: raw for path, raw in files.items() if standing.get(path) != digest(raw)}
    removed = tuple(sorted(listed.keys() - files.keys()))
    return Renewal(written, removed, len(files) - len(written))


def manifest(files: Mapping[str, bytes]) -> bytes:
    """The manifest of a folder that holds these files."""
    held = {path: digest(raw) for path, raw in sorted(files.items())}
    return (json.dumps({"version": VERSION, "files": held}, indent=1) + "\n").encode()
