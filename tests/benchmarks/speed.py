"""The speeds that the project holds itself to, as ratios in one run: ``python tests/benchmarks/speed.py``.

Each line gives the limit, the ratio measured, and the times behind it (the least of several runs).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import town

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
# Where compiled modules may not be kept, every run would compile them again; users do not live so.
ENVIRONMENT = {name: held for name, held in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(command: Sequence[str], folder: Path, *, runs: int, before: Callable[[], object] = lambda: None) -> float:
    """The least time of several runs of a command."""
    times = []
    for _ in range(runs):
        before()
        start = time.perf_counter()
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=ENVIRONMENT)
        times.append(time.perf_counter() - start)
        if done.returncode:
            said = (done.stdout + done.stderr).decode()[-3000:]
            sys.exit(f"{' '.join(command[:4])}: exit {done.returncode}\n{said}")
    return min(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--proposals", type=int, default=10_000)
    parser.add_argument("--sections", type=int, default=40)
    size = parser.parse_args()
    manifesto = str(BIN / "manifesto")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        root = town.manifesto(size.sections)
        town.build(folder, root, town.proposals(root, size.proposals))
        time.sleep(2.5)  # past the time in which a file counts as written just now
        asked, nothing = against_nothing([manifesto, "--help"], folder)
        show("manifesto --help / python -c pass", asked / nothing, 6, asked, nothing)
        memory = folder / ".git/living-manifesto"

        def forget() -> None:
            for file in memory.glob("*"):
                file.unlink()

        cold = seconds([manifesto, "check"], folder, runs=3, before=forget)
        again = seconds([manifesto, "check"], folder, runs=7)
        theirs = check_jsonschema(folder)
        show("check-jsonschema / check, cold", theirs / cold, 6, theirs, cold, least=True)
        show("check-jsonschema / check, nothing changed", theirs / again, 80, theirs, again, least=True)
        stage_one(folder, root, size.proposals)
        hook, nothing = against_nothing([manifesto, "check", "--staged"], folder)
        show("hook on one changed proposal / python -c pass", hook / nothing, 12, hook, nothing)


def against_nothing(command: Sequence[str], folder: Path, runs: int = 25) -> tuple[float, float]:
    """The least times of a command and of an empty Python, run in turns: a busy moment slows both."""
    pairs = [
        (seconds(command, folder, runs=1), seconds([sys.executable, "-c", "pass"], folder, runs=1)) for _ in range(runs)
    ]
    return min(one for one, _ in pairs), min(other for _, other in pairs)


def check_jsonschema(folder: Path) -> float:
    """The time of check-jsonschema on the same files and schemas, one run a schema."""
    kinds = {
        "manifesto": ["manifesto/manifesto.yaml"],
        "section": sorted(map(str, (folder / "manifesto").glob("*/*.yaml"))),
        "proposal": sorted(map(str, (folder / "proposals").glob("20*/*.yaml"))),
        "baseline": sorted(map(str, (folder / "proposals/baselines").glob("*.yaml"))),
    }
    command = str(BIN / "check-jsonschema")
    return sum(
        seconds([command, "--schemafile", str(ROOT / f"schemas/{kind}.schema.json"), *files], folder, runs=1)
        for kind, files in kinds.items()
    )


def stage_one(folder: Path, root: town.Node, count: int) -> None:
    """Stage one good new proposal."""
    *_, fresh = town.proposals(root, count + 1, seed=3)
    text = town.dump(town.encode.proposal(fresh), schema="../../schemas/proposal.schema.json")
    path = folder / f"proposals/{fresh.id[:4]}-{fresh.id[4:6]}/{fresh.id}.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    town.git(folder, "add", "-A")


def show(what: str, ratio: float, limit: float, one: float, other: float, *, least: bool = False) -> None:
    """One line of the answer."""
    verdict = "ok" if (ratio >= limit if least else ratio <= limit) else "MISSED"
    bound = "at least" if least else "at most"
    print(f"{verdict:7}{what}: {ratio:.2f} ({bound} {limit:g}); {one * 1000:.0f} ms and {other * 1000:.0f} ms")


if __name__ == "__main__":
    main()
