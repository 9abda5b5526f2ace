"""The commit hook: ``manifesto check --staged`` without more than it needs."""

from __future__ import annotations

import sys
from pathlib import Path

from living_manifesto.cli import CLEAN
from living_manifesto.locale import Language, speech_for
from living_manifesto.wiring import Workplace


def check_staged(language: Language) -> int:
    """Check what is about to be committed, say what is wrong, and return the exit code."""
    from living_manifesto.cli.questions import ask_staged

    answer = ask_staged(Workplace.find(Path.cwd()))
    if not answer.faults:
        return CLEAN
    from living_manifesto.cli.answers import exit_code, rendered

    sys.stdout.write(rendered(answer, "text", speech_for(language), before_commit=True))
    return exit_code(answer)
