"""A small repository on disk, real git, nothing of the user's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from living_manifesto.core.nodes import Node
from living_manifesto.core.snapshot import Baseline, text_digests
from living_manifesto.documents import encode
from living_manifesto.documents.canonical import dump
from support.held import ROOT, Held, context, files_below

BASE = ROOT / "tests" / "cases" / "base"
NOW = "2026-03-01T00:00:00+00:00"
BASELINE = "proposals/baselines/20260110-base01.yaml"
MANIFESTO = "manifesto/manifesto.yaml"
CHILD_CARE = "manifesto/daily-life/child-care.yaml"
TRANSPORT = "manifesto/daily-life/transport.yaml"
OPEN = "proposals/2026-02/20260201-aaaaaa.yaml"
DECLINED = "proposals/2026-02/20260202-bbbbbb.yaml"
TOPICS = "proposals/topics/transport.yaml"


@dataclass(frozen=True)
class Town:
    """A repository, and the command line run in it as a process of its own."""

    folder: Path

    def run(self, *arguments: str, stdin: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "living_manifesto", *arguments],
            cwd=self.folder,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
            env={**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "LIVING_MANIFESTO_NOW": NOW, **environ},
        )

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.folder, check=True, capture_output=True, encoding="utf-8")
        return done.stdout

    def write(self, path: str, text: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def commit(self, message: str = "A step") -> None:
        """Commit everything that lies here, hook or no hook."""
        self.git("add", "-A")
        self.git("commit", "-q", "--no-verify", "-m", message)

    def text(self) -> Node:
        """The manifesto as it lies here."""
        return context(Held(files_below(self.folder))).tree.outline().root


def put_down(folder: Path) -> Town:
    """The base town of the cases with its baseline, as mere files."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    return Town(folder)


def record(town: Town, path: str, why: str) -> None:
    """Write a baseline of the text as it lies here."""
    name = Path(path).stem
    made = Baseline(name, why, f"{name[:4]}-{name[4:6]}-{name[6:8]}", "見本", text_digests(town.text()))
    town.write(path, dump(encode.baseline(made), schema="../../schemas/baseline.schema.json"))


def settle(folder: Path) -> Town:
    """The base town of the cases with its baseline, as a repository with one commit."""
    town = put_down(folder)
    town.git("init", "-q", "-b", "main")
    town.git("add", "-A")
    town.git("commit", "-q", "-m", "The town begins")
    return town
