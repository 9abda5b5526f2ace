"""The cost of an audit, as ratios in one run: ``python tests/benchmarks/audit.py``.

2,000 adoptions against 1,000; with yesterday's result at hand and ten new steps; many receipts in one step.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import islice
from pathlib import Path

import adoptions
import town
from speed import BIN, seconds, show

from living_manifesto.documents import encode
from living_manifesto.documents.canonical import dump

HALF = 1_000
NEW = 10
RECEIPTS = 5_000


def main() -> None:
    """Measure and print."""
    manifesto = str(BIN / "manifesto")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        root = town.manifesto(40)
        town.build(folder, root, iter(()))
        steps = adoptions.adoptions(root, 2 * HALF + NEW)
        adoptions.append(folder, islice(steps, HALF))
        once = seconds([manifesto, "audit", "--full"], folder, runs=2)
        adoptions.append(folder, islice(steps, HALF))
        twice = seconds([manifesto, "audit", "--full"], folder, runs=2)
        show("audit of 2,000 adoptions / of 1,000", twice / once, 2.3, twice, once)
        again = seconds([manifesto, "audit"], folder, runs=3)
        memory = folder / ".git/living-manifesto/audit.json"
        kept = memory.read_bytes()
        adoptions.append(folder, steps)
        new = seconds([manifesto, "audit"], folder, runs=3, before=lambda: memory.write_bytes(kept))
        show("10 more, the rest remembered / nothing new", new / again, 2.5, new, again)
        show("10 more, the rest remembered / all", new / twice, 0.1, new, twice)
        register = {
            f"proposals/{each.id[:4]}-{each.id[4:6]}/{each.id}.yaml": dump(encode.proposal(each)).encode()
            for each in town.proposals(root, RECEIPTS)
        }
        kept = memory.read_bytes()
        adoptions.append(folder, [register])
        many = seconds([manifesto, "audit"], folder, runs=1)
        print(f"5,000 receipts in one step: {many:.1f} s")
        blamed = seconds([manifesto, "blame", "section-3"], folder, runs=2)
        print(f"blame of a section with some 50 adoptions: {blamed:.2f} s")


if __name__ == "__main__":
    sys.exit(main())
