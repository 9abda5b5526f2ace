"""``manifesto import pulls``: pull requests of a manifesto in Markdown become proposals with changes."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.desks import at_desk, counting
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line

if TYPE_CHECKING:
    from living_manifesto.intake.pulls.records import Record, Unreadable

_MOST_BYTES = 1 << 20
_NAMES = frozenset("0123456789abcdef")


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "pulls",
        help=say(
            "Receive pull requests on a manifesto in Markdown as proposals with changes: one JSON object a line, also "
            "compressed (.gz). What they change in text that they are not about is kept apart and listed. Running it "
            "again receives only what is new. Take the Markdown files in first: manifesto import markdown."
        ),
        epilog=say("Example: manifesto import pulls proposals.jsonl.gz --blobs before --url https://github.com/o/r"),
    )
    @click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
    @blobs_option(say)
    @click.option("--url", metavar="URL", default="", help=say("Where the repository is on the web, to lead there."))
    @click.option(
        "--undecided", is_flag=True, help=say("Receive as open what was merged or closed there, to decide it here.")
    )
    @click.option("--dry-run", is_flag=True, help=say("Only show what would be done."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def import_pulls(*, file: Path, blobs: Path | None, url: str, undecided: bool, dry_run: bool, as_json: bool) -> int:
        place = find_workplace(say)
        folder = blobs_folder(file, blobs, say)
        if url and not url.startswith(("https://", "http://")):
            raise click.UsageError(say("--url must begin with https:// (it was {given}).", given=one_line(url)))
        sound, odd = records_in(file, say)
        from living_manifesto.cli.pulls_told import as_text, refusals, told
        from living_manifesto.life.pulls import Pulls

        with at_desk(place, say) as desk:
            pulls = Pulls(desk, sound, lambda name: blob_in(folder, name), base=url.rstrip("/"), undecided=undecided)
            outcomes = pulls.take(is_rehearsal=dry_run, progress=counting(say))
        bad = refusals(odd, outcomes, file, say)
        if as_json:
            click.echo(as_text(len(sound) + len(odd), outcomes, bad))
        else:
            for line in told(len(sound) + len(odd), outcomes, bad, say, dry_run=dry_run):
                click.echo(line)
        return FAULTS if bad else CLEAN

    return import_pulls


def blobs_option(say: Speech) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """The option that names the folder of ``blobs_folder``."""
    told = say("Where the texts lie for which they were written: BLOB.md.gz or BLOB.md (else before/ beside FILE).")
    return click.option("--blobs", metavar="DIR", type=click.Path(path_type=Path), help=told)


def blobs_folder(file: Path, blobs: Path | None, say: Speech) -> Path:
    """Where the texts lie for which records were written; a refusal where that is no folder."""
    folder = blobs if blobs is not None else file.parent / "before"
    if blobs is not None and not folder.is_dir():
        raise click.UsageError(say("{path} is no folder.", path=one_line(str(blobs))))
    return folder


def records_in(file: Path, say: Speech) -> tuple[list[Record], list[Unreadable]]:
    """The records of a file, and the lines that are none; a refusal where it cannot be read."""
    from living_manifesto.intake.pulls.records import Unreadable, records

    named = one_line(str(file))
    try:
        found = list(records(_lines(file)))
    except FileNotFoundError as error:
        raise click.UsageError(say("There is no file {path}.", path=named)) from error
    except UnicodeDecodeError as error:
        raise click.UsageError(say("{path} is not written in UTF-8.", path=named)) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise click.UsageError(say("{path} cannot be unpacked; it may be cut off.", path=named)) from error
    except OSError as error:
        raise click.UsageError(say("{path} cannot be read.", path=named)) from error
    return [each for each in found if not isinstance(each, Unreadable)], [
        each for each in found if isinstance(each, Unreadable)
    ]


def _lines(file: Path) -> Iterator[str]:
    with file.open("rb") as raw:
        is_packed = raw.read(2) == b"\x1f\x8b"
    opener = gzip.open if is_packed else open
    with opener(file, "rt", encoding="utf-8-sig", newline="\n") as lines:
        yield from lines


def blob_in(folder: Path, name: str) -> str | None:
    """The text of a git blob; None where it does not lie there. A name from a record is never a path."""
    if not name or not _NAMES.issuperset(name):
        return None
    packed, bare = folder / f"{name}.md.gz", folder / f"{name}.md"
    try:
        if packed.is_file():
            with gzip.open(packed) as file:
                raw = file.read(_MOST_BYTES + 1)
        else:
            with bare.open("rb") as file:
                raw = file.read(_MOST_BYTES + 1)
        return raw.decode("utf-8") if len(raw) <= _MOST_BYTES else None
    except (OSError, EOFError, zlib.error, UnicodeDecodeError):
        return None
