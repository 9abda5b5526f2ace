"""``manifesto import markdown``: a manifesto in Markdown files becomes the text, with ids that last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.desks import at_desk
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech, mark

if TYPE_CHECKING:
    from living_manifesto.intake.markdown.whole import Wishes
    from living_manifesto.life.imports import TakenIn
    from living_manifesto.life.markdown import Folder

_MOST_BYTES = 1 << 20
_MOST_FILES = 1000


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "markdown",
        help=say(
            "Take in a manifesto that stands in Markdown files, one file a section. "
            "Run it again on a later version: what stayed keeps its id."
        ),
        epilog=say("Example: manifesto import markdown ../policy --dry-run"),
    )
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
    @click.option("--dry-run", is_flag=True, help=say("Only show what would be done."))
    @click.option("--area", metavar="TITLE", default="", help=say("Put all sections into one area of this title."))
    @click.option("--id", "ids", metavar="FILE=ID", multiple=True, help=say("The id of the section of a file."))
    @click.option(
        "--base", metavar="URL", default="", help=say("Where the folder is on the web: keeps links to its other files.")
    )
    @click.option("--why", metavar="TEXT", default="", help=say("Why, for the record."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def import_markdown(
        *, folder: Path, dry_run: bool, area: str, ids: tuple[str, ...], base: str, why: str, as_json: bool
    ) -> None:
        place = find_workplace(say)
        files = files_of(folder, say)
        wishes = _wishes(files, area, ids, base, say)
        from living_manifesto.life.imports import foresee, take_in
        from living_manifesto.life.markdown import intake_of

        with at_desk(place, say) as desk:
            found: list[Folder] = []
            said = why or desk.speech("Taken over from Markdown files.")
            make = intake_of(files, wishes, said, base or folder.resolve().name, found)
            done = foresee(desk, make) if dry_run else take_in(desk, make)
        if as_json:
            click.echo(_as_text(found[0], done))
            return
        for line in (*_told(found[0], say), *_unheard(found[0], wishes, say)):
            click.echo(line)
        click.echo(_outcome(done, say, dry_run=dry_run))

    return import_markdown


def files_of(folder: Path, say: Speech) -> dict[str, str]:
    """The Markdown files of a folder in order, name to text; a refusal where there are none or one cannot be read."""
    from living_manifesto.intake.markdown.layout import is_file_name
    from living_manifesto.intake.markdown.whole import in_order
    from living_manifesto.report.display import one_line

    named = one_line(str(folder))
    if not folder.is_dir():
        raise click.UsageError(say("{path} is no folder.", path=named))
    paths = {path.name: path for path in folder.iterdir() if path.suffix.lower() == ".md" and path.is_file()}
    if not paths:
        raise click.UsageError(say("There are no Markdown files (*.md) in {path}.", path=named))
    if len(paths) > _MOST_FILES:
        raise click.UsageError(say("{path} holds more than {most} files.", path=named, most=_MOST_FILES))
    if odd := [name for name in paths if not is_file_name(name)]:
        raise click.UsageError(say("Rename this file first, its name cannot be kept: {path}", path=one_line(odd[0])))
    return {name: _text(paths[name], say) for name in in_order(list(paths))}


def _text(path: Path, say: Speech) -> str:
    from living_manifesto.report.display import one_line

    raw = path.read_bytes()
    if len(raw) > _MOST_BYTES:
        raise click.UsageError(say("{path} is larger than one megabyte.", path=one_line(str(path))))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(say("{path} is not written in UTF-8.", path=one_line(str(path)))) from error


def _wishes(files: Mapping[str, str], area: str, ids: Iterable[str], base: str, say: Speech) -> Wishes:
    from living_manifesto.core.ids import is_node_id
    from living_manifesto.intake.markdown.whole import Wishes

    wanted: dict[str, str] = {}
    for given in ids:
        file, _, name = given.rpartition("=")
        if file not in files:
            raise click.UsageError(say("--id {given}: there is no file {path} in the folder.", given=given, path=file))
        if not is_node_id(name) or name in wanted.values():
            raise click.UsageError(
                say("--id {given}: an id has small letters, digits and hyphens, and each is given once.", given=given)
            )
        wanted[file] = name
    if base and not base.startswith(("https://", "http://")):
        raise click.UsageError(say("--base must begin with https:// (it was {given}).", given=base))
    return Wishes(wanted, area.strip(), base.rstrip("/") + "/" if base else "")


RESTATED: Mapping[str, str] = {
    "characters": mark("tabs and invisible signs"),
    "html": mark("HTML"),
    "fences": mark("marks of code blocks"),
    "underlined": mark("underlined headings"),
    "links": mark("links between files, which lead to sections now"),
}
"""What is held in another way than it was written."""

COMPUTED: Mapping[str, str] = {
    "numbers": mark("numbers that do not count on: {number}"),
    "contents": mark("lines of a table of contents that are out of date: {number}"),
}
"""Where what was kept by hand is out of date."""


def _told(folder: Folder, say: Speech) -> Iterable[str]:
    yield from _counted(folder, say)
    restated = sum((Counter(each.restated) for each in folder.accounts), Counter[str]())
    if restated:
        yield say("Held in another way than written:")
        yield from (f"  {count}  {say(RESTATED[kind])}" for kind, count in restated.most_common())
    yield from _stale(folder, say)
    if lost := [each for each in folder.accounts if each.lost]:
        yield say("Links that lead to no file of the folder; only their words stay (or say where it is: --base URL):")
        yield from (f"  {each.file}  {each.lost}" for each in lost)
    for name, title in folder.gone.items():
        yield say("No longer there: {id} ({title})", id=name, title=title)
    for file, compared in folder.again.items():
        if not compared.same:
            yield say("{path} would not be written again as it was. Please report this.", path=file)


def _unheard(folder: Folder, wishes: Wishes, say: Speech) -> Iterable[str]:
    """The ids that were wished for and not given: ids never change."""
    for each in folder.accounts:
        if wishes.ids.get(each.file, each.section) != each.section:
            yield say("{path} stays the section {id}: ids never change.", path=each.file, id=each.section)


def _counted(folder: Folder, say: Speech) -> Iterable[str]:
    nodes, raw, exact, alike, new = (
        sum(getattr(each, name) for each in folder.accounts) for name in ("nodes", "raw", "exact", "alike", "new")
    )
    many = len(folder.accounts)
    yield say.count(
        "{number} file, {nodes} entries in it", "{number} files, {nodes} entries in them", many, nodes=nodes
    )
    if exact or alike:
        yield say("  {exact} as before, {alike} reworded, {new} new", exact=exact, alike=alike, new=new)
    if raw:
        yield say("  {number} kept as Markdown (tables, images, quotations)", number=raw)


def _stale(folder: Folder, say: Speech) -> Iterable[str]:
    rows = [
        (file, kind, compared.noise[kind])
        for file, compared in folder.again.items()
        for kind in COMPUTED
        if kind in compared.noise
    ]
    if rows:
        yield say("Kept by hand so far and out of date; computed from now on:")
        yield from (f"  {file}  {say(COMPUTED[kind], number=count)}" for file, kind, count in rows)


def _outcome(done: TakenIn, say: Speech, *, dry_run: bool) -> str:
    if dry_run:
        return say("Nothing was written.") if done.baseline else say("Nothing would change.")
    if done.baseline:
        return say("Taken in as baseline {id}. See what it says now: manifesto history", id=done.baseline)
    return say("Brought up to date.") if done.commit else say("Nothing was left to do.")


def _as_text(folder: Folder, done: TakenIn) -> str:
    import json

    files = [
        {
            "file": each.file,
            "section": each.section,
            "nodes": each.nodes,
            "raw": each.raw,
            "exact": each.exact,
            "alike": each.alike,
            "new": each.new,
            "restated": dict(each.restated),
            "lost_links": each.lost,
            "same": folder.again[each.file].same,
            "noise": dict(folder.again[each.file].noise),
        }
        for each in folder.accounts
    ]
    answer = {"commit": done.commit, "baseline": done.baseline, "files": files, "gone": sorted(folder.gone)}
    return json.dumps(answer, ensure_ascii=False, indent=2)
