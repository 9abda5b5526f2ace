"""How many nodes keep their ids from version to version of a real manifesto: ``python tests/benchmarks/versions.py``.

The versions of each file stand in the order in which the first proposal was written against them; every node is
known by its exact text, known by its likeness, or new.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter, defaultdict
from pathlib import Path

from living_manifesto.core.nodes import Form, Node
from living_manifesto.core.values import replace
from living_manifesto.intake.identity import identify
from living_manifesto.intake.markdown.noise import compare
from living_manifesto.intake.markdown.read import read
from living_manifesto.intake.markdown.write import write

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder of the real data")
    data = parser.parse_args().shared / "data"
    files = ordered(data)
    total, first, noise = Counter[str](), Counter[str](), Counter[str]()
    started = time.perf_counter()
    for blobs in files.values():
        before: Node | None = None
        for blob in blobs:
            text = gzip.decompress((data / "before" / f"{blob}.md.gz").read_bytes()).decode()
            held = read(text, before)
            found = identify(replace(held.section, id="section", title=held.section.title or "section"), before)
            counts = Counter(exact=found.exact, alike=found.alike, new=found.new)
            (first if before is None else total).update(counts)
            compared = compare(text, write(found.node, held.layout_of(found.node), held.number or 1))
            noise["versions"] += 1
            noise["equal up to noise"] += compared.same
            noise["nodes"] += counts.total()
            noise["raw"] += sum(node.form is Form.RAW for node in found.node.walk())
            before = found.node
    seconds = time.perf_counter() - started
    others = len(list((data / "before").glob("*.md.gz"))) - noise["versions"]
    print(f"{len(files)} files, {noise['versions']} versions, {seconds:.1f} s; {others} more are named by no proposal")
    print(f"equal up to noise: {noise['equal up to noise']} of {noise['versions']}")
    print(f"raw: {noise['raw']} of {noise['nodes']} nodes ({noise['raw'] / noise['nodes']:.2%})")
    print(f"first versions: {first.total()} nodes")
    for kind in ("exact", "alike", "new"):
        print(f"later versions, {kind}: {total[kind]} of {total.total()} ({total[kind] / total.total():.1%})")


def ordered(data: Path) -> dict[str, list[str]]:
    """The blobs of each file, in the order in which a proposal names them first."""
    named: dict[str, tuple[str, str]] = {}
    with gzip.open(data / "proposals-2025.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            for each in record["files"]:
                seen = (record["created_at"], each["old_path"] or each["path"])
                if each["before"] and seen < named.get(each["before"], ("~", "")):
                    named[each["before"]] = seen
    files: defaultdict[str, list[str]] = defaultdict(list)
    for blob, (_, path) in sorted(named.items(), key=lambda pair: pair[1]):
        if (data / "before" / f"{blob}.md.gz").exists():
            files[path].append(blob)
    return dict(files)


if __name__ == "__main__":
    main()
