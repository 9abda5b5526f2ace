"""The command line: one file a command.

The commit hook (``manifesto check --staged``) goes through a door of its own: the library that reads
commands and options would take a quarter of the time that a hook has.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper

from living_manifesto.locale import CatalogueMissing, choose, speech_for

CLEAN, FAULTS, WRONG_USE, BUG, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a sign that the terminal cannot show must not stop the sentence
            stream.reconfigure(errors="backslashreplace")
    arguments, flag = _without_language(sys.argv[1:])
    language = choose(flag, os.environ, otherwise=_system_language())
    if arguments == ["check", "--staged"]:
        from living_manifesto.cli.hook import check_staged

        with suppress(Exception):  # the ordinary command says what is wrong
            sys.exit(check_staged(language))
    try:
        say = speech_for(language)
    except CatalogueMissing as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(BUG)
    from living_manifesto.cli.commands import run

    sys.exit(run(arguments, say))


def _without_language(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """The arguments without ``--lang``, which may stand anywhere, and what it said."""
    rest: list[str] = []
    flag: str | None = None
    given = iter(arguments)
    for argument in given:
        if argument == "--":
            return [*rest, argument, *given], flag
        if argument == "--lang":
            flag = next(given, "")
        elif argument.startswith("--lang="):
            flag = argument.partition("=")[2]
        else:
            rest.append(argument)
    return rest, flag


def _system_language() -> str:
    """The name that Windows gives its language (``ja_JP``), which sets no LANG; empty elsewhere."""
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
