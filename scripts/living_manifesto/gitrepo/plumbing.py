"""How git is called: flags that a user's configuration cannot bend, and what a failing call said."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from living_manifesto.gitrepo import GitFailure, GitMissing

SURE = (
    "git",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.quotePath=false",
    "--no-optional-locks",
    "--no-replace-objects",
)
"""A user's configuration must not change what is read; patterns of paths mean something."""

GIT = (*SURE, "--literal-pathspecs")
"""The same where paths are meant as they are written."""


def started(
    root: Path, *arguments: str, held: Sequence[int] = (), environ: Mapping[str, str] = MappingProxyType({})
) -> subprocess.Popen[bytes]:
    """A running git that reads, answers and complains through pipes; ``held`` are files that stay open in it."""
    try:
        return subprocess.Popen(  # noqa: S603
            [*GIT, *arguments],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**plain_words(os.environ), **environ},
            pass_fds=tuple(held) if os.name == "posix" else (),
        )
    except FileNotFoundError as error:
        raise GitMissing from error


def told(
    root: Path,
    *arguments: str,
    fed: bytes = b"",
    held: Sequence[int] = (),
    environ: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """What git prints when it is fed these bytes; a ``GitFailure`` with its complaint when it fails."""
    process = started(root, *arguments, held=held, environ=environ)
    answer, complaint = process.communicate(fed)
    if process.returncode:
        raise GitFailure(complaint.decode("utf-8", "replace").strip() or f"git {arguments[0]}: {process.returncode}")
    return answer


def plain_words(environ: Mapping[str, str]) -> dict[str, str]:
    """The surroundings in which git complains in English, since a few complaints are acted upon."""
    return {**environ, "LC_ALL": "C", "LANGUAGE": ""}
