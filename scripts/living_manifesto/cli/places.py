"""Where a command works: the repository around the folder, paths as the repository names them, writing files."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line
from living_manifesto.wiring import MomentMalformed, NoManifesto, SettingsMalformed, Workplace, now


def find_place(say: Speech) -> Workplace:
    """The repository that holds the current folder, whatever its settings say; a clear refusal where there is none."""
    try:
        return Workplace.find(Path.cwd())
    except NoManifesto as error:
        raise click.UsageError(
            say(
                "There is no manifesto in {folder} or above it (folders manifesto/ and proposals/). "
                "Change into the repository first: cd FOLDER",
                folder=error.args[0],
            )
        ) from error
    except MomentMalformed as error:
        raise _no_moment(error, say) from error


def find_workplace(say: Speech) -> Workplace:
    """The repository that holds the current folder, its settings read; a clear refusal where there is none."""
    place = find_place(say)
    try:
        _ = place.settings, place.main_ref  # malformed settings are said before any work is done
    except SettingsMalformed as error:
        raise malformed(error, say) from error
    return place


def malformed(error: SettingsMalformed, say: Speech) -> click.UsageError:
    """The refusal that names a setting which cannot be read."""
    key, detail = error.args
    return click.UsageError(
        say(
            "pyproject.toml, [tool.living-manifesto], {key}: cannot be read ({detail}). "
            "More about it: manifesto explain LM801",
            key=key,
            detail=detail,
        )
    )


def moment(say: Speech) -> datetime:
    """Now, for a command that needs no repository; a clear refusal where the environment tells none."""
    try:
        return now()
    except MomentMalformed as error:
        raise _no_moment(error, say) from error


def _no_moment(error: MomentMalformed, say: Speech) -> click.UsageError:
    told = say("LIVING_MANIFESTO_NOW is no moment: {given}. One is 2026-03-10T00:30:00+09:00", given=error.args[0])
    return click.UsageError(told)


def relative(path: Path, place: Workplace, say: Speech) -> str:
    """A path given on the command line as the repository names it; a refusal when it does not exist or lies outside."""
    named = one_line(str(path))
    absolute = Path(os.path.normpath(Path.cwd() / path))
    if not absolute.is_relative_to(place.root):
        raise click.UsageError(say("{path} lies outside the repository {root}.", path=named, root=place.root))
    if not os.path.lexists(absolute):
        raise click.UsageError(say("There is no file {path}.", path=named))
    return absolute.relative_to(place.root).as_posix()


def write(place: Workplace, path: str, text: str) -> None:
    """Write a file of the repository whole or not at all."""
    target = place.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    put(target, text)


def put(target: Path, text: str) -> None:
    """Write a file whole or not at all; what stood there, be it a link, is replaced."""
    scratch = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        scratch.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)
