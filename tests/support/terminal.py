"""A person at a terminal: questions are waited for, then answered."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
from pathlib import Path
from typing import Self

from support.held import ROOT
from support.town import NOW

_PATIENCE = 60.0


class Terminal:
    """The command line in a terminal of its own. Use it in ``with``."""

    def __init__(self, folder: Path, *arguments: str, **environ: str) -> None:
        self.said = ""
        self.code: int | None = None
        surroundings = {"PYTHONPATH": str(ROOT / "scripts"), "LIVING_MANIFESTO_NOW": NOW, "TERM": "xterm", **environ}
        command = [sys.executable, "-m", "living_manifesto", *arguments]
        self._child, self._master = pty.fork()
        if self._child == 0:  # pragma: no cover - another process
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's job in the background ignores it
            os.chdir(folder)
            os.execve(sys.executable, command, {**os.environ, **surroundings})  # noqa: S606

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.code is None:
            os.kill(self._child, 9)
            os.waitpid(self._child, 0)
        os.close(self._master)

    def answer(self, question: str, answer: str) -> None:
        """Wait for a question, then type the answer and the return key."""
        self._wait(question)
        os.write(self._master, f"{answer}\n".encode())

    def stop(self, question: str, key: bytes) -> int:
        """Wait for a question, then press a key that ends the command; the exit code."""
        self._wait(question)
        for _ in range(10):  # a key that is pressed just before the command listens is lost
            os.write(self._master, key)
            try:
                return self.end(patience=3)
            except TimeoutError:
                continue
        raise TimeoutError(self.said)

    def end(self, patience: float = _PATIENCE) -> int:
        """The exit code, once the command has ended."""
        while self._more(patience):
            pass
        self.code = os.waitstatus_to_exitcode(os.waitpid(self._child, 0)[1])
        return self.code

    def _wait(self, question: str) -> None:
        begun = len(self.said)
        while question not in self.said[begun:]:
            if not self._more(_PATIENCE):
                raise EOFError(f"{question!r} was not asked:\n{self.said}")

    def _more(self, patience: float) -> bool:
        if not select.select([self._master], [], [], patience)[0]:
            raise TimeoutError(f"nothing more is said:\n{self.said}")
        try:
            raw = os.read(self._master, 4096)
        except OSError:  # the other side is closed
            return False
        self.said += re.sub(r"\r\n", "\n", raw.decode("utf-8", "replace"))
        return bool(raw)
