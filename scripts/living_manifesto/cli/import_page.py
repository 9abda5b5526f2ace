"""``manifesto import page``: the plain text of a page becomes a section, its topics and its proposals."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.desks import at_desk
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line

if TYPE_CHECKING:
    from living_manifesto.intake.page import Page
    from living_manifesto.intake.page.placing import Misplaced
    from living_manifesto.life.desk import Desk
    from living_manifesto.life.imports import Intake, TakenIn
    from living_manifesto.life.pages import Arrival, Wish
    from living_manifesto.rules.tree import Tree

_LARGEST = 8 << 20
_STDIN = "-"


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "page",
        help=say(
            "Take in the plain text of a public page: its section with vision, items and points, its topics and its "
            "proposals. The same page again changes nothing; of a newer one only what is new comes in, and ids stay. "
            "What was adopted here stays, whatever the page says."
        ),
        epilog=say("Example: manifesto import page diplomacy-defense.txt --url https://example.org/4"),
    )
    @click.argument("file", metavar="FILE")
    @click.option("--section", metavar="SECTION", help=say("The id of the section; else the name of the file."))
    @click.option("--area", metavar="AREA", help=say("The area of a new section; not needed where there is only one."))
    @click.option("--area-title", metavar="TITLE", help=say("Make the area anew, with this title."))
    @click.option("--url", metavar="LINK", help=say("Where the page stands in public."))
    @click.option("--over-adopted", is_flag=True, help=say("Let the page's text count, even over what was adopted."))
    @click.option("--dry-run", is_flag=True, help=say("Only show what would be done."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def page(
        *,
        file: str,
        section: str | None,
        area: str | None,
        area_title: str | None,
        url: str | None,
        over_adopted: bool,
        dry_run: bool,
        as_json: bool,
    ) -> int:
        from living_manifesto.life.pages import Wish

        place = find_workplace(say)
        name = section or _name_of(file, say)
        found = _read(file, name, say)
        if area_title and not area:
            raise click.UsageError(say("Say which id the new area gets: --area ID --area-title TITLE"))
        origin = one_line(Path(file).name) if file != _STDIN else ""
        wish = Wish(found, area or "", area_title or "", _link(url, say), origin, over_adopted)
        with at_desk(place, say) as desk:
            return _take_in(desk, wish, file, say, dry_run=dry_run, as_json=as_json)

    return page


def _name_of(file: str, say: Speech) -> str:
    from living_manifesto.intake.page.placing import section_id

    name = section_id(Path(file).name) if file != _STDIN else ""
    if not name:
        raise click.UsageError(
            say(
                "The name of the file gives no id for the section (small letters, digits and hyphens). Name one: "
                "--section ID"
            )
        )
    return name


def _read(file: str, section: str, say: Speech) -> Page:
    from living_manifesto.intake.page import read

    found = read(_text(_bytes(file, say), file, say), section)
    if found is None:
        raise click.UsageError(
            say("{file} is no page: nothing in it could be the heading of a section.", file=one_line(file))
        )
    return found


def _bytes(file: str, say: Speech) -> bytes:
    if file == _STDIN:
        raw = sys.stdin.buffer.read(_LARGEST + 1)
    else:
        if not Path(file).is_file():
            raise click.UsageError(say("There is no file {path}.", path=one_line(file)))
        with Path(file).open("rb") as opened:
            raw = opened.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise click.UsageError(say("{file} is larger than any page (8 MiB).", file=one_line(file)))
    return raw


def _text(raw: bytes, file: str, say: Speech) -> str:
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise click.UsageError(
            say("{file} is not written in UTF-8. Save it as UTF-8 in your editor, and try again.", file=one_line(file))
        ) from error
    if text.lstrip("\ufeff \t\r\n")[:15].lower().startswith(("<!doctype", "<html")):
        raise click.UsageError(
            say(
                "{file} is HTML. Open the page in a browser, copy what you read there, and save that as text.",
                file=one_line(file),
            )
        )
    return text


def _link(url: str | None, say: Speech) -> str:
    import re

    if url and not re.fullmatch(r"https?://[^\s<>\"]+", url):
        raise click.UsageError(say("{link} is no link; one begins with https://", link=one_line(url)))
    return url or ""


def _take_in(desk: Desk, wish: Wish, file: str, say: Speech, *, dry_run: bool, as_json: bool) -> int:
    from living_manifesto.cli.arrived import as_text, tell
    from living_manifesto.life.imports import foresee, take_in
    from living_manifesto.life.pages import TextNews, arrive, by_instruction

    arrivals: list[Arrival] = []
    today = desk.context(desk.tip()).today.isoformat()
    why = desk.speech("The text of the page “{title}” was taken in.", title=one_line(wish.page.section.title))

    def make(tree: Tree) -> Intake:
        arrivals[:] = [arrive(tree, wish, today=today, why=why, draft=by_instruction)]
        return arrivals[0].intake

    done = _done(desk, foresee if dry_run else take_in, make, file, say)
    arrival = arrivals[0]
    if as_json:
        click.echo(as_text(wish.page, arrival, done, dry_run=dry_run))
    else:
        tell(wish.page, arrival, done, say, dry_run=dry_run)
    return FAULTS if done.refused or arrival.news is TextNews.APART else CLEAN


def _done(
    desk: Desk,
    act: Callable[[Desk, Callable[[Tree], Intake]], TakenIn],
    make: Callable[[Tree], Intake],
    file: str,
    say: Speech,
) -> TakenIn:
    from living_manifesto.life.desk import Refused
    from living_manifesto.life.pages import CannotPlace, Unreadable

    try:
        return act(desk, make)
    except CannotPlace as error:
        raise click.UsageError(_misplaced(error.misplaced, say)) from error
    except Unreadable as error:
        raise click.UsageError(
            say("{path} cannot be understood, so nothing is put into it. See why: manifesto check", path=error.args[0])
        ) from error
    except Refused:
        click.echo(say("The text of {file} breaks rules. Mend it there, and try again.", file=one_line(file)), err=True)
        raise


def _misplaced(found: Misplaced, say: Speech) -> str:
    from living_manifesto.intake.page.placing import Misfit

    about, others = one_line(found.about), ", ".join(found.others)
    match found.why:
        case Misfit.NO_ID:
            return say(
                "{id} is no id: small letters, digits and hyphens, at most 40, none of first, last, none, manifesto.",
                id=about,
            )
        case Misfit.NO_AREA:
            return say("There is no area yet. Make the first one: --area ID --area-title TITLE")
        case Misfit.WHICH_AREA:
            return say(
                "Say in which area {section} shall stand: --area {areas}", section=about, areas="|".join(found.others)
            )
        case Misfit.AREA_IS_NEW:
            return say(
                "There is no area {area}; there are: {areas}. To make it, give its title: --area-title TITLE",
                area=about,
                areas=others or "-",
            )
        case Misfit.AREA_STANDS:
            return say("The area {area} stands already, with another title. Leave --area-title out.", area=about)
        case Misfit.OTHER_AREA:
            return say(
                "{section} stands in the area {area}. Leave --area out; to move it, propose it.",
                section=about,
                area=others,
            )
        case Misfit.ID_IS_TAKEN:
            return say("The id {id} is taken: areas and sections share one list of names. Choose another.", id=about)
