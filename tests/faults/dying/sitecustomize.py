"""Read by every Python of the command under test: it dies at one of its own writes, if it is told to.

A write is a file opened for writing, removed, renamed, or a folder made, below ``DYING_BELOW``. Before write number
``DYING_AT`` the whole group of processes is killed; with ``DYING_WHEN=amid`` a file that is opened is emptied first.
"""

import os
import signal
import sys
from contextlib import suppress

_EVENTS = ("open", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.truncate")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _watch(below: str, count: str, at: int, *, amid: bool) -> None:
    done = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        if event not in _EVENTS or not isinstance(arguments[0], str | bytes | os.PathLike):
            return
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if not path.startswith(below + os.sep) or (event == "open" and not _is_writing(arguments)):
            return
        done += 1
        if done != at:
            return
        with suppress(OSError):
            os.write(os.open(count, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), f"{event} {path}".encode())
        if amid and event == "open":
            os.close(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY))
        os.kill(0, signal.SIGKILL)

    sys.addaudithook(hook)


def _is_writing(arguments: tuple[object, ...]) -> bool:
    return isinstance(arguments[2], int) and bool(arguments[2] & _WRITING)


if "DYING_AT" in os.environ:
    _watch(
        os.environ["DYING_BELOW"],
        os.environ["DYING_COUNT"],
        int(os.environ["DYING_AT"]),
        amid=os.environ["DYING_WHEN"] == "amid",
    )
