"""What the life of a proposal costs among many, as ratios in one run: ``python tests/benchmarks/life.py``.

``status`` on 10,000 open proposals and one merge among them, against reading the register once; one proposal
handed in among 10,000; 2,000 proposals on one section.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import town
from speed import BIN, ENVIRONMENT, seconds, show

MANIFESTO = str(BIN / "manifesto")
_READ_ONCE = """
from pathlib import Path
from living_manifesto.documents import decode
from living_manifesto.documents.reader import read
for path in Path("proposals").glob("20*/*.yaml"):
    decode.proposal(read(path.read_bytes(), str(path)).value)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--proposals", type=int, default=10_000)
    parser.add_argument("--crowd", type=int, default=2_000, help="proposals on one section")
    size = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        many = settled(Path(scratch) / "many", 40, size.proposals)
        once = seconds([sys.executable, "-c", _READ_ONCE], many, runs=3)
        before = seconds([MANIFESTO, "status"], many, runs=3)
        show(f"status on {size.proposals} / reading the register once", before / once, 4, before, once)
        merge(many)
        after = seconds([MANIFESTO, "status"], many, runs=3)
        show("status after a merge / before", after / before, 1.5, after, before)
        one = seconds([MANIFESTO, "submit", newcomer(many)], many, runs=1)
        show("one more handed in / reading the register once", one / once, 6, one, once)
    with tempfile.TemporaryDirectory() as scratch:
        crowd = settled(Path(scratch) / "crowd", 1, size.crowd)
        review = merge(crowd)
        print(f"{size.crowd} proposals on one section: a review takes {review[0]:.1f} s, a merge {review[1]:.1f} s")
        print(f"  and bringing all the others into line {seconds([MANIFESTO, 'sync'], crowd, runs=1):.1f} s")
        print(f"  status after that {seconds([MANIFESTO, 'status'], crowd, runs=3):.1f} s")


def settled(folder: Path, sections: int, proposals: int) -> Path:
    """A town whose proposals are all handed in."""
    folder.mkdir()
    root = town.manifesto(sections)
    town.build(folder, root, town.proposals(root, proposals))
    town.git(folder, "config", "user.name", "Town")
    town.git(folder, "config", "user.email", "town@example.org")
    taken = seconds([MANIFESTO, "submit", "--all"], folder, runs=1)
    again = seconds([MANIFESTO, "submit", "--all"], folder, runs=1)
    each = taken / proposals * 1000
    print(
        f"{proposals} proposals handed in: {taken:.0f} s ({each:.1f} ms each); again, with nothing to do: {again:.1f} s"
    )
    return folder


def merge(folder: Path) -> tuple[float, float]:
    """Adopt one proposal among many; the times of review and merge."""
    said = subprocess.run(
        [MANIFESTO, "status", "--json"], cwd=folder, capture_output=True, check=True, env=ENVIRONMENT
    ).stdout
    name = next(row["id"] for row in json.loads(said) if row["state"] == "received")
    reviewed = seconds([MANIFESTO, "review", name, "--approve"], folder, runs=1)
    return reviewed, seconds([MANIFESTO, "merge", name], folder, runs=1)


def newcomer(folder: Path) -> str:
    """One more proposal that lies in the folder; its id."""
    said = subprocess.run(
        [
            MANIFESTO,
            "propose",
            "--section",
            "section-2",
            "--to",
            "2-1",
            "--add",
            "新しい文です。",
            "--reason",
            "必要です。",
        ],
        cwd=folder,
        capture_output=True,
        check=True,
        env={**ENVIRONMENT, "LC_ALL": "C.UTF-8"},
        encoding="utf-8",
    ).stdout
    return Path(said.split("Written: ")[1].split()[0]).stem


if __name__ == "__main__":
    main()
