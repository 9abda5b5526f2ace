"""The counting ``git`` of ``support.mortal``: a process of its own, which needs the standard library only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

_BEGUN_SECONDS = 0.1
"""After which a git that waits for more has taken its locks."""


def _write(subcommand: str, arguments: list[str]) -> int:
    """One write on behalf of the command: hand it on, or die at it."""
    count = Path(os.environ["MORTAL_COUNT"])
    with count.open("a", encoding="ascii") as file:
        file.write(f"{subcommand}\n")
    number = len(count.read_text(encoding="ascii").split())
    command = [os.environ["MORTAL_GIT"], *arguments]
    if number != int(os.environ["MORTAL_AT"]):
        os.execv(command[0], command)  # noqa: S606 - no return
    match os.environ["MORTAL_WHEN"]:
        case "amid":
            _begin(subcommand, command)
        case "after":
            # What the command lent to its git (a lock held by both) is lent on.
            subprocess.run(command, check=False, close_fds=False)
    os.kill(0, signal.SIGKILL)
    return 1


def _begin(subcommand: str, command: list[str]) -> None:
    """Let git come so far that it holds its locks, or has heard half of what it is to write."""
    fed = sys.stdin.buffer.read() if subcommand != "fast-import" else _told()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=False)
    assert process.stdin is not None
    assert process.stdout is not None
    if subcommand == "update-ref":
        process.stdin.write(b"start\0" + fed + b"prepare\0")
        process.stdin.flush()
        for _ in range(2):
            process.stdout.readline()  # start: ok, prepare: ok; or the end, where it refuses
        return
    process.stdin.write(fed[: len(fed) // 2])
    process.stdin.flush()
    time.sleep(_BEGUN_SECONDS)


def _told() -> bytes:
    """A stream that ends with ``done``: its writer may keep the pipe open until it is answered."""
    told = b""
    while not told.endswith(b"\ndone\n") and (more := os.read(0, 1 << 16)):
        told += more
    return told


if __name__ == "__main__":
    sys.exit(_write(sys.argv[1], sys.argv[2:]))
