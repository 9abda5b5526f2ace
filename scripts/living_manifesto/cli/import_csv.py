"""``manifesto import csv``: the export of a form service comes in, and tables for the office go out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.desks import at_desk, counting
from living_manifesto.cli.places import find_workplace, malformed, write
from living_manifesto.core.values import replace, value
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line
from living_manifesto.wiring import SettingsMalformed

if TYPE_CHECKING:
    from living_manifesto.intake.table.columns import Columns
    from living_manifesto.intake.table.reading import Table
    from living_manifesto.intake.table.rows import Reading
    from living_manifesto.intake.table.settings import TableSettings
    from living_manifesto.life.desk import Desk
    from living_manifesto.life.tables import Outcome
    from living_manifesto.wiring import Workplace

_ENCODINGS = ("utf-8", "utf-16", "shift_jis", "euc-jp", "windows-1252")


@value
class Asked:
    """What stands on the command line."""

    file: Path
    map: tuple[str, ...] = ()
    save_map: bool = False
    json_lines: bool = False
    encoding: str = ""
    dates: str = ""
    form: str = ""
    pages_at: str = ""
    receipts: Path | None = None
    refused: Path | None = None
    dry_run: bool = False
    as_json: bool = False


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "csv",
        help=say(
            "Receive proposals from the table that a form service exports: CSV, or JSON lines. Each row is one "
            "proposal, known by its key: running it again receives only what is new. Only columns that you name "
            "are read, and none of addresses, telephone numbers and the like."
        ),
        epilog=say(
            "Example: manifesto import csv answers.csv --map key='Response ID' --map body=Proposal "
            "--map reason=Reason --map section=Section --map name=Name --map date=Timestamp --save-map"
        ),
    )
    @click.argument("file", type=click.Path(path_type=Path), metavar="FILE|-")
    @click.option(
        "--map",
        multiple=True,
        metavar="FIELD=COLUMN",
        help=say(
            "Which column is what; may stand again. FIELD: key, section, title, body, reason, name, date; of a "
            "change: replace, with, add, heading, to, after, remove. Kept in pyproject.toml as intake.map."
        ),
    )
    @click.option("--save-map", is_flag=True, help=say("Keep this map in pyproject.toml for the next time."))
    @click.option("--json-lines", is_flag=True, help=say("One JSON object a line, with the fields as its names."))
    @click.option("--encoding", type=click.Choice(_ENCODINGS), help=say("How the file is encoded (else it is found)."))
    @click.option("--dates", type=click.Choice(("mdy", "dmy")), help=say("How to read 3/4/2026: month or day first."))
    @click.option("--form", metavar="NAME", help=say("Name of the form, where several number their answers from 1."))
    @click.option(
        "--receipts",
        type=click.Path(path_type=Path, dir_okay=False),
        help=say("Write a table with key, number, page and claim code of every row, to answer people by mail."),
    )
    @click.option("--pages-at", metavar="URL", help=say("Where the pages of proposals stand, for the receipts."))
    @click.option(
        "--refused",
        type=click.Path(path_type=Path, dir_okay=False),
        help=say("Where rows go that cannot be received, with the cause (else FILE.refused.csv beside FILE)."),
    )
    @click.option("--dry-run", is_flag=True, help=say("Only show what would be done."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def import_csv(**told: object) -> int:
        given = {name: held for name, held in told.items() if held is not None}
        return _import(Asked(**given), say)  # type: ignore[arg-type]

    return import_csv


def _import(asked: Asked, say: Speech) -> int:
    from living_manifesto.cli.tables import map_of, table_of

    place = find_workplace(say)
    settings = _settings(place, asked, say)
    given = map_of(asked, settings, say)
    table, columns = table_of(asked, given, say)
    with at_desk(place, say) as desk:
        refused = _refused_file(asked, desk, say)
        if asked.save_map:
            _save(place, given, say)
        outcomes = _taken(desk, table, columns, settings, asked, say)
        if not asked.dry_run:
            _write_out(table, outcomes, settings, asked, refused, say)
        from living_manifesto.cli.tables import answer

        click.echo(answer(table, outcomes, asked, refused, say), nl=False)
    return FAULTS if any(each.faults for each in outcomes) else CLEAN


def _settings(place: Workplace, asked: Asked, say: Speech) -> TableSettings:
    """The settings, with what the command line says instead."""
    from living_manifesto.intake.table.moments import Order
    from living_manifesto.intake.table.settings import EXAMPLES, is_sound

    try:
        held = place.tables
    except SettingsMalformed as error:
        raise malformed(error, say) from error
    for name, word in (("form", asked.form), ("pages-at", asked.pages_at)):
        if word and not is_sound(name, word):
            example = EXAMPLES[name].partition(" = ")[2]
            raise click.UsageError(say("--{name} cannot read so. One is {example}.", name=name, example=example))
    dates = Order(asked.dates) if asked.dates else held.dates
    return replace(held, dates=dates, form=asked.form or held.form, pages_at=asked.pages_at or held.pages_at)


def _refused_file(asked: Asked, desk: Desk, say: Speech) -> Path | None:
    """Where rows that are refused will go; None where nobody has said so and there is no place beside the table."""
    from living_manifesto.cli.office import demand_outside

    is_piped = str(asked.file) == "-"
    refused = asked.refused
    if refused is None and not is_piped:
        refused = asked.file.with_name(f"{asked.file.stem}.refused.csv")
    for option, path in (("--refused", refused), ("--receipts", asked.receipts)):
        if path is not None:
            demand_outside(path, desk.store.common, option, say)
            if not is_piped and path.absolute() == asked.file.absolute():
                raise click.UsageError(say("{path} is the table itself.", path=one_line(str(path))))
    return refused


def _save(place: Workplace, given: dict[str, str], say: Speech) -> None:
    from living_manifesto.intake.table.saving import map_line, with_map

    text = place.pyproject.decode("utf-8", "surrogateescape")
    if given == place.tables.map:
        return
    written = with_map(text, given)
    if written is None:
        line = map_line(given)
        raise click.UsageError(
            say("The map cannot be put into pyproject.toml safely. Write it there yourself:") + f"\n  {line}"
        )
    write(place, "pyproject.toml", written)
    click.echo(say("The map is kept in pyproject.toml. Commit it, so that others read the table alike."), err=True)


def _taken(
    desk: Desk, table: Table, columns: Columns, settings: TableSettings, asked: Asked, say: Speech
) -> list[Outcome]:
    from living_manifesto.gitrepo.secret import SecretDamaged, claim_key
    from living_manifesto.intake.table.rows import read_rows
    from living_manifesto.life.tables import take_rows

    reading = _reading(desk, columns, settings, asked)
    rows = list(read_rows(table.records, reading))
    try:
        key = token_bytes(32) if asked.dry_run else claim_key(desk.store.common, token_bytes(32))
    except SecretDamaged as error:
        raise click.UsageError(
            say(
                "The key of the claim codes is damaged: {path}. Put it back from a copy; without it codes that "
                "were given cannot be made again, but they stay valid. To begin anew, remove the file.",
                path=error.args[0],
            )
        ) from error
    return take_rows(desk, rows, reading, key, is_rehearsal=asked.dry_run, progress=counting(say))


def _reading(desk: Desk, columns: Columns, settings: TableSettings, asked: Asked) -> Reading:
    from living_manifesto.intake.table.rows import Reading

    context = desk.context(desk.tip())
    return Reading(
        asked.file.name, columns, context.tree.outline(), context.zone, settings.dates, settings.form, settings.sections
    )


def _write_out(
    table: Table, outcomes: Sequence[Outcome], settings: TableSettings, asked: Asked, refused: Path | None, say: Speech
) -> None:
    """The table of rows that were refused, and that of the receipts."""
    from living_manifesto.cli.office import write_private
    from living_manifesto.cli.tables import receipts_table, refused_table

    has_refused = any(each.faults for each in outcomes)
    # One that stands there tells of an earlier run: it must not name rows that came in since.
    if refused is not None and (has_refused or asked.refused is not None or refused.exists()):
        write_private(refused, refused_table(table, outcomes, say))
    if asked.receipts is not None:
        write_private(asked.receipts, receipts_table(outcomes, settings.pages_at, say))
        if missing := sum(bool(each.id and not each.code) for each in outcomes):
            click.echo(
                say.count(
                    "{number} claim code cannot be made again here: its key lies in another clone. It stays valid.",
                    "{number} claim codes cannot be made again here: their key lies in another clone. They stay valid.",
                    missing,
                ),
                err=True,
            )


def stdin() -> bytes:
    """The table that comes through a pipe."""
    return sys.stdin.buffer.read()
