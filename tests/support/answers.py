"""What the command line answered, for a program to compare."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from support.town import Town


@dataclass(frozen=True)
class Verdict:
    """The exit code of ``check`` and its faults."""

    code: int
    faults: tuple[Mapping[str, Any], ...]

    @property
    def errors(self) -> set[str]:
        return self._of("error")

    @property
    def hints(self) -> set[str]:
        return self._of("hint")

    @property
    def files(self) -> set[str]:
        return {fault["file"] for fault in self.faults}

    def _of(self, severity: str) -> set[str]:
        found = [fault for fault in self.faults if fault["severity"] == severity]
        return {fault["code"] + (f".{fault['variant']}" if fault["variant"] else "") for fault in found}


def verdict(town: Town, *arguments: str, **environ: str) -> Verdict:
    """``manifesto check`` with these arguments, as a program reads it."""
    done = town.run("check", "--format", "json", *arguments, **environ)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert done.stderr == ""
    return Verdict(done.returncode, tuple(json.loads(done.stdout)["diagnostics"]))


CLEAN = Verdict(0, ())
