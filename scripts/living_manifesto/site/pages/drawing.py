"""Draws a page from its template: escaped by default, nothing undefined, links relative to where the page stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from posixpath import relpath

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from living_manifesto.site.views.desk import Wing
from living_manifesto.site.views.section import Group, PointView

STYLESHEET = "style.css"


@cache
def environment() -> Environment:
    """The templates, ready to be drawn."""
    loader = PackageLoader("living_manifesto.site.pages")
    held = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    held.globals["grouped"] = grouped
    return held


def stylesheet() -> bytes:
    """The looks of all pages."""
    return files("living_manifesto.site.pages").joinpath(STYLESHEET).read_bytes()


def grouped(points: Sequence[PointView]) -> tuple[Group, ...]:
    """Points that stand below a point, as lists and paragraphs."""
    found: list[tuple[str, list[PointView]]] = []
    for point in points:
        tag = {"bullet": "ul", "numbered": "ol"}.get(point.form, "p")
        if tag == "p" or not found or found[-1][0] != tag:
            found.append((tag, []))
        found[-1][1].append(point)
    return tuple(Group(tag, tuple(held)) for tag, held in found)


def linker(path: str) -> Callable[[str], str]:
    """Makes addresses relative to the page at a path; a folder is named by its file, so that it opens from disk."""

    def link(to: str) -> str:
        if to.startswith(("https://", "http://", "mailto:")):
            return to
        place, mark, anchor = to.partition("#")
        if not place or place.endswith("/"):
            place += "index.html"
        return relpath(place, path or ".") + mark + anchor

    return link


def draw(template: str, path: str, wing: Wing, other: Wing, **shown: object) -> bytes:
    """One page: ``path`` is its folder from the root of the site, empty or ending with a slash."""
    facts, say = wing.facts, wing.say
    differs = wing.text_language != say.language
    inner = path.removeprefix(wing.prefix)
    text = (
        environment()
        .get_template(template)
        .render(
            say=say,
            count=say.count,
            language=say.language,
            lang=Markup(' lang="{}"').format(wing.text_language) if differs else "",
            own=Markup(' lang="{}"').format(say.language) if differs else "",
            link=linker(path),
            prefix=wing.prefix,
            other=other.prefix + inner,
            other_language=other.say.language,
            other_name={"ja": "日本語", "en": "English"}[other.say.language],
            stylesheet=STYLESHEET,
            canonical=escape(f"{facts.address.url}/{path}") if facts.address.url else "",
            publisher=facts.publisher,
            day=wing.day(facts.day),
            checkpoint=facts.proof.checkpoint,
            **shown,
        )
    )
    return text.encode("utf-8", "replace")
