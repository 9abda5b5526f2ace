"""Where the section of a page stands in the manifesto: its id, its area, its place among the others."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from living_manifesto.core.ids import is_node_id
from living_manifesto.core.nodes import Node
from living_manifesto.core.numbering import section_numbers
from living_manifesto.core.values import replace, value

_LONGEST_ID = 40


class Misfit(StrEnum):
    """Why there is no place."""

    NO_ID = "no_id"
    NO_AREA = "no_area"
    WHICH_AREA = "which_area"
    AREA_IS_NEW = "area_is_new"
    AREA_STANDS = "area_stands"
    OTHER_AREA = "other_area"
    ID_IS_TAKEN = "id_is_taken"


@value
class Misplaced:
    """No place: why, the id that it is about, and the ids that would do."""

    why: Misfit
    about: str
    others: tuple[str, ...] = ()


@value
class Place:
    """The area that holds the section; ``title`` is that of an area still to be made."""

    area: str
    title: str = ""


def section_id(file_name: str) -> str:
    """The id that the name of a file gives, or nothing: ``Diplomacy_Defense.txt`` is ``diplomacy-defense``."""
    stem = unicodedata.normalize("NFKC", file_name.rpartition("/")[2]).lower()
    stem = stem[: stem.rfind(".")] if stem.rfind(".") > 0 else stem
    made = re.sub(r"[\s_.-]+", "-", stem).strip("-")
    return made if is_node_id(made) and len(made) <= _LONGEST_ID else ""


def place_for(root: Node, section: str, area: str = "", title: str = "") -> Place | Misplaced:
    """The area that is asked for, else the one in which the section stands, else the only one."""
    areas = root.children("areas")
    ids = tuple(each.id for each in areas)
    if not is_node_id(section) or (area and not is_node_id(area)):
        return Misplaced(Misfit.NO_ID, area if is_node_id(section) else section)
    home = next((each.id for each in areas if section in {held.id for held in each.children("sections")}), "")
    if section in ids or (area and area not in ids and area in section_numbers(root)) or section == area:
        return Misplaced(Misfit.ID_IS_TAKEN, section if section in ids or section == area else area)
    if home:
        return Place(home) if area in ("", home) else Misplaced(Misfit.OTHER_AREA, section, (home,))
    if not area:
        if len(ids) == 1:
            return Place(ids[0])
        return Misplaced(Misfit.WHICH_AREA if ids else Misfit.NO_AREA, section, ids)
    if area not in ids:
        return Place(area, title) if title else Misplaced(Misfit.AREA_IS_NEW, area, ids)
    if title and title != next(each.title for each in areas if each.id == area):
        return Misplaced(Misfit.AREA_STANDS, area)
    return Place(area)


def placed(root: Node, section: Node, place: Place) -> Node:
    """The manifesto with the section in its area: where it stood, else before the first of a higher number."""
    areas = root.children("areas")
    if place.area not in {area.id for area in areas}:
        areas = (*areas, Node(place.area, title=place.title))
    numbers = section_numbers(root)
    held = [
        area.with_children("sections", _with(area.children("sections"), section, numbers))
        if area.id == place.area
        else area
        for area in areas
    ]
    return root.with_children("areas", tuple(held))


def _with(sections: tuple[Node, ...], section: Node, numbers: dict[str, int]) -> tuple[Node, ...]:
    if section.id in {each.id for each in sections}:
        return tuple(section if each.id == section.id else each for each in sections)
    higher = (at for at, each in enumerate(sections) if section.number and numbers[each.id] > section.number)
    at = next(higher, len(sections))
    return (*sections[:at], section, *sections[at:])


def standing(root: Node, name: str) -> Node | None:
    """The section of that id, None where there is none."""
    sections = (each for area in root.children("areas") for each in area.children("sections"))
    return next((each for each in sections if each.id == name), None)


def numbered_like(page: Node, stands: Node) -> Node:
    """The section of a page that tells no number, with the number that stands."""
    return page if page.number is not None else replace(page, number=stands.number)
