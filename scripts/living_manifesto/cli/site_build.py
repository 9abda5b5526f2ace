"""``manifesto site build``: the public page of what stands on the branch of the manifesto, as files in a folder."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.desks import at_desk
from living_manifesto.cli.places import find_workplace, malformed
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.site.building import Renewal
    from living_manifesto.site.facts import Facts
    from living_manifesto.wiring import Workplace

_DEFAULT = "site-build"
_EVERY = 100
_NEEDED = ("jinja2", "markdown_it", "nh3", "budoux")


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "build",
        help=say(
            "Write the public page of what is committed, in Japanese and English, into a folder. Only what differs "
            "is written, and what is no page any more is removed. The same commit and the same pull requests give "
            "the same bytes; what day it is, the commit tells."
        ),
        epilog=say("Example: manifesto site build --to ../public"),
    )
    @click.option(
        "--to",
        "folder",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help=say("The folder (site-build in the repository)."),
    )
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def build(*, folder: Path | None, as_json: bool) -> None:
        place = find_workplace(say)
        target = folder or place.root / _DEFAULT
        if missing := [name for name in _NEEDED if find_spec(name) is None]:
            raise click.UsageError(
                say(
                    "The public page needs packages that are not installed here: {names}\n"
                    "Install them: pip install 'living-manifesto[site]'",
                    names=", ".join(missing),
                )
            )
        from living_manifesto.life.site_folder import ForeignFolder, renew

        files = _files(_facts(place, say), say)
        try:
            found = renew(target, files)
        except ForeignFolder as error:
            raise click.UsageError(
                say(
                    "{folder} holds files that are no page of this command, so nothing was written there. "
                    "Name an empty folder, or a new one: manifesto site build --to DIR",
                    folder=error.args[0],
                )
            ) from error
        click.echo(_as_text(target, found) if as_json else _told(target, found, say))

    return build


def _facts(place: Workplace, say: Speech) -> Facts:
    from living_manifesto.cli.auditing import up_to_date
    from living_manifesto.gitrepo.line import Line
    from living_manifesto.history.audit import report
    from living_manifesto.life.site import facts_of
    from living_manifesto.wiring import SettingsMalformed, at_the_moment_of

    try:
        address = place.site
    except SettingsMalformed as error:
        raise malformed(error, say) from error
    with Line(place.root, place.main_ref) as line:
        tip, ledger = up_to_date(place, line, say)
        with at_desk(at_the_moment_of(tip.at, place), say) as desk:
            return facts_of(desk, line, report(ledger, tip), address)


def _files(facts: Facts, say: Speech) -> dict[str, bytes]:
    from living_manifesto.site.building import site

    files: dict[str, bytes] = {}
    shows = sys.stderr.isatty()
    for path, raw in site(facts):
        files[path] = raw
        if shows and len(files) % _EVERY == 0:
            click.echo("\r" + say("{number} files drawn …", number=len(files)), err=True, nl=False)
    if shows and len(files) >= _EVERY:
        click.echo(err=True)
    return files


def _told(folder: Path, found: Renewal, say: Speech) -> str:
    from living_manifesto.report.display import one_line

    counts = say(
        "{written} files written, {unchanged} unchanged, {removed} removed.",
        written=len(found.written),
        unchanged=found.unchanged,
        removed=len(found.removed),
    )
    return counts + "\n" + say("Open it: {path}", path=one_line(str(folder / "index.html")))


def _as_text(folder: Path, found: Renewal) -> str:
    import json

    answer = {
        "folder": str(folder),
        "written": sorted(found.written),
        "removed": list(found.removed),
        "unchanged": found.unchanged,
    }
    return json.dumps(answer, indent=2)
