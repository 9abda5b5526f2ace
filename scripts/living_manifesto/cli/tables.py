"""A table as the command line tells it: what cannot be read of it, and what became of its rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from living_manifesto.core.diagnostics import Diagnostic
from living_manifesto.intake.table.columns import CHANGE_FIELDS, FIELDS, Columns, Misfit, Misfitting, columns, guessed
from living_manifesto.intake.table.reading import Table, Unreadable, Why, read_csv, read_json_lines
from living_manifesto.intake.table.settings import TableSettings, page_of
from living_manifesto.intake.table.writing import CAUSE, CODE, table
from living_manifesto.life.tables import Fate, Outcome
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line
from living_manifesto.report.messages import message, shell_word
from living_manifesto.rules.pages import page

if TYPE_CHECKING:
    from living_manifesto.cli.import_csv import Asked

_SHOWN = 10


def map_of(asked: Asked, settings: TableSettings, say: Speech) -> dict[str, str]:
    """The map of fields to columns: that of the settings, with what the command line says instead."""
    given = {} if asked.json_lines else dict(settings.map)
    for entry in asked.map:
        field, equals, column = entry.partition("=")
        if not equals:
            raise click.UsageError(say("--map {entry}: write FIELD=COLUMN, for example body=Proposal.", entry=entry))
        given[field.strip()] = column.strip()
    return {field: column for field, column in given.items() if column}


def table_of(asked: Asked, given: dict[str, str], say: Speech) -> tuple[Table, Columns]:
    """The table and its columns; a refusal that names what is wrong with either. JSON lines need no map."""
    raw = _bytes(asked.file, say)
    if asked.json_lines:
        found = read_json_lines(raw, [*(given.values() or FIELDS + CHANGE_FIELDS)])
    else:
        found = read_csv(raw, given.values(), asked.encoding)
    if isinstance(found, Unreadable):
        raise click.UsageError(_unreadable(found, one_line(str(asked.file)), say))
    if asked.json_lines and not given:
        given |= {name: name for name in FIELDS + CHANGE_FIELDS if name in found.columns}
    if not given:
        raise click.UsageError(_ask_for_map(found, asked, say))
    held = columns(given, found.columns)
    if isinstance(held, Columns):
        return found, held
    raise click.UsageError("\n".join([*(_misfit(each, say) for each in held), _headings(found, say)]))


def _bytes(file: Path, say: Speech) -> bytes:
    from living_manifesto.cli.import_csv import stdin

    if str(file) == "-":
        return stdin()
    try:
        return file.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise click.UsageError(say("There is no file {path}.", path=one_line(str(file)))) from error


def _unreadable(found: Unreadable, file: str, say: Speech) -> str:
    match found.why:
        case Why.ENCODING:
            return say("{file}: the letters cannot be read. Export it as UTF-8, or name --encoding.", file=file)
        case Why.QUOTES:
            return say(
                "{file}, line {line}: a quotation mark does not close, or something stands behind it. "
                "Nothing was read, since a whole part of the table could be taken for one cell.",
                file=file,
                line=found.line,
            )
        case Why.EMPTY:
            return say("{file} has no row with headings.", file=file)
        case Why.JSON:
            return say("{file}, line {line}: this is no JSON object.", file=file, line=found.line)
        case Why.NESTED:
            name = one_line(found.found)
            return say("{file}, line {line}: {name} holds no plain text.", file=file, line=found.line, name=name)


def _ask_for_map(found: Table, asked: Asked, say: Speech) -> str:
    likely = guessed(found.columns) or {"key": "…", "body": "…", "reason": "…"}
    options = " ".join(f"--map {shell_word(f'{field}={column}')}" for field, column in likely.items())
    lines = [say("Say which column is what (it is asked for once, with --save-map):")]
    lines += [f"  manifesto import csv {shell_word(str(asked.file))} {options} --save-map", _headings(found, say)]
    return "\n".join(lines)


def _headings(found: Table, say: Speech) -> str:
    return say("Columns of the table: {columns}", columns=say(", ").join(map(one_line, found.columns)))


def _misfit(misfit: Misfitting, say: Speech) -> str:
    field, column, near = one_line(misfit.field), one_line(misfit.column), say(", ").join(map(one_line, misfit.near))
    match misfit.why:
        case Misfit.UNKNOWN_FIELD:
            known = ", ".join(FIELDS + CHANGE_FIELDS)
            return say("There is no field {field}. The fields are: {known}", field=field, known=known)
        case Misfit.PERSONAL:
            return say(
                "{column} holds personal data by its name ({word}), and such a column is never read. "
                "If it holds words that are meant to be published, give it another heading in the table.",
                column=column,
                word=near,
            )
        case Misfit.DOUBLE_COLUMN:
            return say("More than one column is called {column}. Give each a heading of its own.", column=column)
        case Misfit.NO_SUCH_COLUMN if near:
            return say("There is no column {column} (for {field}). Near: {near}", column=column, field=field, near=near)
        case Misfit.NO_SUCH_COLUMN:
            return say("There is no column {column} (for {field}).", column=column, field=field)
        case Misfit.MISSING_FIELD:
            return _missing(field, say)


def _missing(field: str, say: Speech) -> str:
    match field:
        case "key":
            return say(
                "Name the column that tells rows apart: --map key=COLUMN. "
                "In a table without numbers the time stamp will do."
            )
        case "reason":
            return say(
                "Name the column of the reason: --map reason=COLUMN. Where a form asks for everything in one field, "
                "it may be the same as body."
            )
        case _:
            return say("Name the column with the text of the proposals: --map body=COLUMN.")


def refused_table(found: Table, outcomes: Sequence[Outcome], say: Speech) -> bytes:
    """The rows that were refused, as they came, with code and cause; it can be mended and taken in again."""
    kept = [place for place, name in enumerate(found.columns) if name not in (CODE, CAUSE)]
    rows = [[*_cells(each, kept), _codes(each), " / ".join(_causes(each, say))] for each in outcomes if each.faults]
    return table([*(found.columns[place] for place in kept), CODE, CAUSE], rows)


def _cells(outcome: Outcome, kept: Sequence[int]) -> Iterator[str]:
    cells = outcome.record.cells
    if outcome.record.is_torn:
        # It does not stand under its headings: all of it is given back in one piece.
        yield from [" | ".join(cells), *[""] * (len(kept) - 1)]
    else:
        yield from (cells[place] for place in kept)


def receipts_table(outcomes: Sequence[Outcome], pages_at: str, say: Speech) -> bytes:
    """Key, number, page and claim code of every row that stands in the register."""
    header = [say("Key of the row"), say("Number of the proposal"), say("Its page"), say("Claim code")]
    rows = [[each.key, each.id, page_of(each.id, pages_at), each.code] for each in outcomes if each.id]
    return table(header, rows)


def answer(found: Table, outcomes: Sequence[Outcome], asked: Asked, refused: Path | None, say: Speech) -> str:
    """What became of the rows; every row is counted once."""
    if asked.as_json:
        return json.dumps(_as_plain(found, outcomes, asked, refused, say), ensure_ascii=False, indent=2) + "\n"
    return "\n".join(_lines(found, outcomes, asked, refused, say)) + "\n"


def _as_plain(
    found: Table, outcomes: Sequence[Outcome], asked: Asked, refused: Path | None, say: Speech
) -> Mapping[str, object]:
    # Claim codes are in the receipts file alone: what a program prints may stand in a log that others read.
    def of(fate: Fate) -> list[dict[str, object]]:
        return [{"row": each.record.number, "key": each.key, "id": each.id} for each in outcomes if each.fate is fate]

    bad = [
        {
            "row": each.record.number,
            "key": each.key,
            "codes": [fault.code for fault in each.faults],
            "causes": _causes(each, say),
        }
        for each in outcomes
        if each.faults
    ]
    held = {"rows": len(outcomes), "received": of(Fate.RECEIVED), "known": of(Fate.KNOWN), "refused": bad}
    written = not asked.dry_run
    return {
        "file": str(asked.file),
        "encoding": found.encoding,
        **held,
        "refused_file": str(refused) if bad and refused is not None and written else None,
        "receipts_file": str(asked.receipts) if asked.receipts is not None and written else None,
    }


def _lines(found: Table, outcomes: Sequence[Outcome], asked: Asked, refused: Path | None, say: Speech) -> Iterator[str]:
    counts = {fate: sum(each.fate is fate for each in outcomes) for fate in Fate}
    yield say.count(
        "Read {number} row ({encoding}).", "Read {number} rows ({encoding}).", len(outcomes), encoding=found.encoding
    )
    if asked.dry_run:
        yield say("Nothing was written; this is what would be done:")
    yield "  " + say("received now: {number}", number=counts[Fate.RECEIVED])
    yield "  " + say("received before: {number}", number=counts[Fate.KNOWN])
    yield "  " + say("refused: {number}", number=counts[Fate.REFUSED])
    yield from _refusals([each for each in outcomes if each.faults], asked, refused, say)
    if asked.receipts is not None and not asked.dry_run:
        yield say("Receipts to answer people with: {path}", path=one_line(str(asked.receipts)))
        yield say("It holds claim codes: send each only to its own person, and remove the file afterwards.")
    if counts[Fate.RECEIVED] and not asked.dry_run:
        yield say("Next, let the changes be drafted that can be read out of the words: manifesto draft --all")
        yield say("Then give all of them their pull requests: manifesto submit --all")


def _refusals(bad: Sequence[Outcome], asked: Asked, refused: Path | None, say: Speech) -> Iterator[str]:
    for each in bad[:_SHOWN]:
        place = say("row {row}", row=each.record.number)
        named = f"{place} ({one_line(each.key)})" if each.key else place
        yield f"  {named}  {_codes(each)}"
        yield from (f"    {cause}" for cause in _causes(each, say))
    if len(bad) > _SHOWN:
        yield say("  … and {number} more", number=len(bad) - _SHOWN)
    if bad and refused is not None and not asked.dry_run:
        yield say(
            "The rows that were refused, with the cause: {path}. Mend them there and import that file, "
            "or mend the answers in the form.",
            path=one_line(str(refused)),
        )


def _codes(outcome: Outcome) -> str:
    return " ".join(dict.fromkeys(fault.code for fault in outcome.faults))


def _causes(outcome: Outcome, say: Speech) -> list[str]:
    return list(dict.fromkeys(_cause(fault, say) for fault in outcome.faults))


def _cause(fault: Diagnostic, say: Speech) -> str:
    told = message(fault, page(fault.code, say.language), say)
    return say("{first} {second}", first=told.fault, second=told.cure)
