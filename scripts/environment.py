"""The project's own environment: ``.venv`` with the locked versions, made once and made again when the lock changes.

Runs on a machine that has only Python and git; imports nothing that has to be installed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_HOME = ROOT / ".venv"
_LOCK = ROOT / "scripts" / "requirements.txt"
_RECEIPT = _HOME / "made-from"
_BIN = _HOME / ("Scripts" if os.name == "nt" else "bin")


def ready() -> Path:
    """The Python of the project's environment, which is made first where it is missing or out of date."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python runs into
        sys.exit(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.\n"
            f"Python 3.11 以上が必要です(いまは {sys.version.split()[0]} です)。"
        )
    python = _BIN / "python"
    wanted = sha256(_LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + _catalogues()).hexdigest()
    if not _RECEIPT.is_file() or _RECEIPT.read_text() != wanted:
        _say("Setting up .venv with the locked versions (once) / .venv を用意しています(はじめの1回だけ)…")
        venv.create(_HOME, with_pip=True)
        _pip(python, "--require-hashes", "--requirement", str(_LOCK))
        # The build tools come from the lock as well, so nothing is fetched that has no hash.
        _pip(python, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        _RECEIPT.write_text(wanted)
    return python


def run(program: str, *arguments: str) -> int:
    """Run a program of the environment in the current folder and return its exit code."""
    ready()
    path = f"{_BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    return subprocess.run([str(_BIN / program), *arguments], env=os.environ | {"PATH": path}, check=False).returncode  # noqa: S603


def _catalogues() -> bytes:
    return b"".join(path.read_bytes() for path in sorted((ROOT / "scripts/living_manifesto/locale").rglob("*.po")))


def _pip(python: Path, *arguments: str) -> None:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, check=False).returncode:  # noqa: S603
        sys.exit("Setting up failed; see the lines above. / 用意できませんでした。上の行をご覧ください。")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
