"""The answer of ``check`` in the form that was asked for."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from living_manifesto.cli import CLEAN, FAULTS
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.cli.questions import Answer


def exit_code(answer: Answer) -> int:
    """Whether something blocks."""
    return FAULTS if any(fault.severity == "error" for fault in answer.faults) else CLEAN


def rendered(answer: Answer, form: str, say: Speech, *, before_commit: bool) -> str:
    """The faults as text, JSON, SARIF or annotations; before a commit silence means that all is well."""
    if form == "text" and not answer.faults:
        return "" if before_commit else say("Nothing to mend.") + "\n"
    from living_manifesto.rules.pages import page

    match form:
        case "json":
            from living_manifesto.report import json

            return json.render(answer.faults, say, page)
        case "sarif":
            from living_manifesto import __version__
            from living_manifesto.report import sarif

            return sarif.render(answer.faults, answer.texts, say, page, version=__version__)
        case "github":
            from living_manifesto.report import github

            return github.render(answer.faults, say, page)
        case _:
            from living_manifesto.report import text

            moment = text.Moment.COMMIT if before_commit else text.Moment.COMMAND
            colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
            return text.render(answer.faults, answer.texts, say, page, moment=moment, colour=colour)
