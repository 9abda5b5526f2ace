"""``manifesto replay``: a campaign of pull requests lived through again, in a repository that is thrown away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.cli.import_markdown import files_of
from living_manifesto.cli.import_pulls import blob_in, blobs_folder, blobs_option, records_in
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "replay",
        help=say(
            "Live through a campaign again: DIR is the manifesto in Markdown as it stood at first, FILE the pull "
            "requests on it. All are received and submitted, and those that were merged are adopted in the same order. "
            "It happens in a new repository and ends with the audit."
        ),
        epilog=say("Example: manifesto replay manifesto-first proposals.jsonl.gz --blobs before"),
    )
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
    @click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
    @blobs_option(say)
    @click.option("--keep", metavar="DIR", type=click.Path(path_type=Path), help=say("Keep the repository there."))
    @click.option(
        "--every",
        metavar="N",
        default=1,
        type=click.IntRange(min=1),
        help=say("Of those that were not merged, take only each N-th."),
    )
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def replay(*, folder: Path, file: Path, blobs: Path | None, keep: Path | None, every: int, as_json: bool) -> int:
        texts, held = files_of(folder, say), blobs_folder(file, blobs, say)
        sound, odd = records_in(file, say)
        chosen = [each for place, each in enumerate(sound) if each.state == "merged" or place % every == 0]
        from living_manifesto.cli.replayed import as_text, is_sound, told
        from living_manifesto.cli.replaying import Run

        with _somewhere(keep) as root:
            found = Run(root, texts, chosen, lambda name: blob_in(held, name), say).through(len(odd))
        if as_json:
            click.echo(as_text(found))
        else:
            for line in told(found, say):
                click.echo(line)
            if keep is not None:
                click.echo(say("The repository is kept in {folder}.", folder=one_line(str(keep))))
        return CLEAN if is_sound(found) else FAULTS

    return replay


@contextmanager
def _somewhere(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield Path(os.path.realpath(keep))
        return
    with TemporaryDirectory(prefix="manifesto-replay-", ignore_cleanup_errors=True) as name:
        yield Path(os.path.realpath(name)) / "replay"
