"""Areas of a manifesto that comes as files: the groups that its own table of contents shows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import unquote

from living_manifesto.core.nodes import ROOT, Node
from living_manifesto.core.values import replace, value
from living_manifesto.intake.markdown import headings, naming
from living_manifesto.intake.markdown.blocks import chunks
from living_manifesto.intake.markdown.contents import is_contents
from living_manifesto.intake.markdown.restated import restate

_ENTRY = re.compile(r"(?P<lead>[ \u3000]*)[*+-] +\[(?P<words>[^\]\n]*)\]\((?P<target>[^()\n]*)\)\s*")
_PLAIN = re.compile(r"[*+-] +(?P<words>[^\[\]\n]+)")
_AREA = "area"


@value
class Group:
    """The sections of one area by id; a group without a title is named by its first section."""

    title: str
    sections: tuple[str, ...]


def groups(files: Mapping[str, str], ids: Mapping[str, str], sections: Mapping[str, Node], area: str) -> list[Group]:
    """The areas of the files: one for all where ``area`` names it or no file has a table of contents.

    In the table of the file about the folder an entry and those below it are an area. A file that is missing there
    is an area of its own, behind that of the file before it.
    """
    order = list(ids)
    readme = next((file for file in order if file.lower() == "readme.md"), None)
    listed = _listed(files[readme]) if readme is not None and not area else []
    found = [_known(each, ids) for each in listed]
    found = [each for each in found if each.sections]
    if not found:
        return [Group(area, tuple(ids[file] for file in order))]
    seen: set[str] = set()
    found = [replace(each, sections=_once(each.sections, seen)) for each in found]
    for place, file in enumerate(order):
        if ids[file] not in seen:
            before = {ids[other] for other in order[:place]}
            at = max((index + 1 for index, each in enumerate(found) if before & set(each.sections)), default=0)
            found.insert(at, Group(sections[ids[file]].title, (ids[file],)))
    return [each for each in found if each.sections]


def _once(names: Sequence[str], seen: set[str]) -> tuple[str, ...]:
    fresh = []
    for name in names:
        if name not in seen:
            fresh.append(name)
            seen.add(name)
    return tuple(fresh)


def _known(listed: tuple[str, tuple[str, ...]], ids: Mapping[str, str]) -> Group:
    title, files = listed
    return Group(title, tuple(ids[file] for file in files if file in ids))


def _listed(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The entries of the outer level of a table of contents, each with its own file and those below it."""
    found: list[tuple[str, list[str]]] = []
    for chunk in chunks(restate(text).text):
        if not is_contents(headings.parse(1, chunk.heading).title if chunk.heading else ""):
            continue
        for line in chunk.lines:
            if entry := _ENTRY.fullmatch(line):
                file = unquote(entry["target"], errors="replace").partition("#")[0].removeprefix("./")
                if not entry["lead"] or not found:
                    found.append((headings.parse(1, entry["words"]).title, []))
                found[-1][1].append(file)
            elif plain := _PLAIN.fullmatch(line.rstrip()):
                found.append((headings.parse(1, plain["words"]).title, []))
    return [(title, tuple(files)) for title, files in found]


def arranged(
    sections: Mapping[str, Node],
    numbers: Mapping[str, int | None],
    found: Sequence[Group],
    before: Node,
    from_files: Collection[str],
) -> Node:
    """The whole with its areas; those that stood keep their ids, and what never came from a file stays."""
    homes = {section.id: area.id for area in before.children("areas") for section in area.children("sections")}
    stay = {
        area.id: tuple(
            each for each in area.children("sections") if each.id not in from_files and each.id not in sections
        )
        for area in before.children("areas")
    }
    taken = {*sections, *homes, *stay, ROOT}
    made: dict[str, Node] = {}
    for group in found:
        wanted = [homes[name] for name in group.sections if homes.get(name) not in (None, *made)]
        name = wanted[0] if wanted else naming.free(_name(group), taken | made.keys())
        title = group.title or _title(before, name) or before.title or sections[group.sections[0]].title
        held = _numbered([sections[each] for each in group.sections], numbers)
        made[name] = Node(name, title=title, lists=(("sections", (*held, *stay.pop(name, ()))),))
    for area in before.children("areas"):
        if area.id in stay and (stay[area.id] or not area.children("sections")):
            made[area.id] = area.with_children("sections", stay[area.id])
    return before.with_children("areas", tuple(made.values()))


def _name(group: Group) -> str:
    first = group.sections[0].removeprefix("section-")
    return f"{_AREA}-{first}"


def _title(before: Node, name: str) -> str:
    return next((area.title for area in before.children("areas") if area.id == name), "")


def _numbered(sections: Sequence[Node], numbers: Mapping[str, int | None]) -> tuple[Node, ...]:
    """The sections with the numbers that they give themselves, where counting would not give the same."""
    count = 0
    made = []
    for section in sections:
        claim = numbers.get(section.id)
        own = claim if claim is not None and claim != count + 1 and claim >= 1 else None
        count = count + 1 if own is None else own
        made.append(replace(section, number=own))
    return tuple(made)
