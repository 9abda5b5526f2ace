"""What ten thousand branches cost, as ratios in one run: ``python tests/benchmarks/bulk.py``.

Handing in all proposals against the plain GitPython loop and against a bare ``git fast-import`` of the same content;
bringing all into line after one merge; the table of what can still be merged against ``git merge-tree`` for each
branch; the most memory that the command and its gits held together.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import town
from speed import BIN, ENVIRONMENT, show

from living_manifesto.gitrepo.store import Store

MANIFESTO = str(BIN / "manifesto")
_PREFIX = "refs/heads/proposal/"
_BRANCHES = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from living_manifesto.life.branches import Branches
from living_manifesto.life.patience import few_collections
from living_manifesto.life.register import Register
from living_manifesto.wiring import Workplace
with few_collections(), Workplace(Path.cwd(), datetime.now(UTC)).desk() as desk:
    register = Register(desk, desk.tip())
    branches = Branches(desk, register, {})
    names = sorted(register.proposals)
    for start in range(0, len(names), 500):
        found = [branches.find(name) for name in names[start : start + 500]]
        heads = desk.store.write([each.commit for each in found])
        assert not desk.publish([each.move(head) for each, head in zip(found, heads)])
        desk.tree(register.commit).forget(list(register.files))
"""

_TABLE = """
import time
from datetime import datetime, UTC
from pathlib import Path
from living_manifesto.life.overview import Overview
from living_manifesto.wiring import Workplace
with Workplace(Path.cwd(), datetime.now(UTC)).desk() as desk:
    overview = Overview(desk)
    count = len(overview.register.proposals)
    start = time.perf_counter()
    rows = overview.rows(decided=False)
    print(time.perf_counter() - start)
    assert len(rows) > count / 2
"""


class Watch:
    """The most memory that a process and its children held together, in MB: their own, and with mapped files."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.own = self.all = 0.0
        self._process = process
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while self._process.poll() is None:
            rows = [_status(pid) for pid in _family(self._process.pid)]
            self.own = max(self.own, sum(row.get("RssAnon", 0) for row in rows) / 1024)
            self.all = max(self.all, sum(row.get("VmRSS", 0) for row in rows) / 1024)
            time.sleep(0.05)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--proposals", type=int, default=10_000)
    parser.add_argument("--sections", type=int, default=40)
    parser.add_argument("--sample", type=int, default=50, help="branches of the GitPython loop and of merge-tree")
    size = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        whole = _founded(Path(scratch) / "whole", size.sections, size.proposals)
        plain, alone = (Path(scratch) / name for name in ("plain", "alone"))
        for copy in (plain, alone):
            shutil.copytree(whole, copy)
        branches = _timed([sys.executable, "-c", _BRANCHES], alone)[0]
        submit, watch = _timed([MANIFESTO, "submit", "--all"], whole)
        contents = _contents(whole)
        bare = _bare(plain, contents)
        each = _loop(plain, [contents[name] for name in sorted(contents)[: size.sample]])
        loop = each * len(contents)
        _print_submit(len(contents), submit, branches, bare, loop)
        print(f"  peak memory {watch.own:.0f} MB of their own, {watch.all:.0f} MB with mapped files (limit 500)")
        _after_a_merge(whole, size.sample)


def _print_submit(count: int, submit: float, branches: float, bare: float, loop: float) -> None:
    print(f"{count} proposals: submit {submit:.1f} s ({submit / count * 1000:.1f} ms each)")
    show("GitPython loop / our branches", loop / branches, 150, loop, branches, least=True)
    show("GitPython loop / submit with pull requests", loop / submit, 150, loop, submit, least=True)
    show("our branches / bare fast-import", branches / bare, 2, branches, bare)
    show("submit with pull requests / bare fast-import", submit / bare, 2, submit, bare)


def _after_a_merge(folder: Path, sample: int) -> None:
    before = _timed([MANIFESTO, "status"], folder)[0]
    name = next(row["id"] for row in _status_rows(folder) if row["state"] == "received")
    changed = _timed([MANIFESTO, "review", name, "--approve"], folder)[0]
    merged = _timed([MANIFESTO, "merge", name], folder)[0]
    touched = _touched(folder)
    after = _timed([MANIFESTO, "status"], folder)[0]
    table = float(_said([sys.executable, "-c", _TABLE], folder))
    show("status after a merge / before", after / before, 1.5, after, before)
    took, watch = _timed([MANIFESTO, "sync"], folder)
    again = _timed([MANIFESTO, "sync"], folder)[0]
    print(f"a review {changed:.1f} s, a merge {merged:.1f} s, sync after it {took:.1f} s, again {again:.1f} s")
    print(f"  {touched} branches touch the merged section: {took / max(touched, 1) * 1000:.1f} ms each")
    print(f"  peak memory of that sync {watch.own:.0f} MB of their own, {watch.all:.0f} MB with mapped files")
    heads = _git(folder, "for-each-ref", "--format=%(objectname)", _PREFIX).split()
    chosen = random.Random(1).sample(heads, min(sample, len(heads)))  # noqa: S311 - not a secret
    start = time.perf_counter()
    for head in chosen:
        command = ["git", "merge-tree", "--write-tree", "main", head]
        subprocess.run(command, cwd=folder, capture_output=True, check=False)
    theirs = (time.perf_counter() - start) / len(chosen) * len(heads)
    show("table of all / git merge-tree for each", table / theirs, 1 / 30, table, theirs)
    print(f"  the whole command, which starts and reads register and pull requests first: {after / theirs:.3f}")


def _founded(folder: Path, sections: int, proposals: int) -> Path:
    folder.mkdir()
    root = town.manifesto(sections)
    town.build(folder, root, town.proposals(root, proposals))
    town.git(folder, "config", "user.name", "Town")
    town.git(folder, "config", "user.email", "town@example.org")
    town.git(folder, "gc", "-q")
    return folder


def _timed(command: Sequence[str], folder: Path) -> tuple[float, Watch]:
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=ENVIRONMENT)
        watch = Watch(process)
        code = process.wait()
        if code:
            said.seek(0)
            sys.exit(f"{command[1]}: exit {code}\n{said.read().decode()[-3000:]}")
    return time.perf_counter() - start, watch


def _contents(folder: Path) -> dict[str, dict[str, bytes]]:
    """What each branch holds that ``main`` does not."""
    rows = _git(folder, "for-each-ref", "--format=%(refname) %(objectname)", _PREFIX).splitlines()
    heads = {head: ref.removeprefix(_PREFIX) for ref, head in (row.split() for row in rows)}
    command = ["git", "diff-tree", "-r", "--raw", "--abbrev=40", "--stdin"]
    fed = "".join(f"{head}\n" for head in heads).encode()
    said = subprocess.run(command, cwd=folder, input=fed, capture_output=True, check=True).stdout.decode()
    held: dict[str, dict[str, bytes]] = {name: {} for name in heads.values()}
    here = ""
    with Store(folder) as store:
        for line in said.splitlines():
            if line.startswith(":"):
                held[here][line.partition("\t")[2]] = store.read(line.split()[3]) or b""
            else:
                here = heads[line]
    return held


def _bare(folder: Path, contents: dict[str, dict[str, bytes]]) -> float:
    """The seconds that ``git fast-import`` takes for branches whose files are all at hand."""
    tip = _git(folder, "rev-parse", "main").strip()
    stream = []
    for name, files in contents.items():
        message = b"A proposal"
        stream.append(f"commit refs/bare/{name}\ncommitter T <t@example.org> 1700000000 +0000\n".encode())
        stream.append(b"data %d\n%b\nfrom %b\n" % (len(message), message, tip.encode()))
        for path, raw in files.items():
            stream.append(b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(raw), raw))
    start = time.perf_counter()
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=b"".join(stream), check=True)
    return time.perf_counter() - start


def _loop(folder: Path, contents: Sequence[dict[str, bytes]]) -> float:
    """The seconds a branch of the loop that everybody writes first."""
    from git import Repo

    with Repo(folder) as repo:
        start = time.perf_counter()
        for number, files in enumerate(contents):
            repo.git.checkout("-q", "-b", f"loop-{number}", "main")
            for path, raw in files.items():
                (folder / path).write_bytes(raw)
            repo.index.add(list(files))
            repo.index.commit("A proposal")
        return (time.perf_counter() - start) / len(contents)


def _touched(folder: Path) -> int:
    """The branches that change a section which the last step of ``main`` changed."""
    moved = set(_git(folder, "diff", "--name-only", "main^", "main", "--", "manifesto").split())
    base = _git(folder, "rev-parse", "main^").strip()
    heads = _git(folder, "for-each-ref", "--format=%(objectname)", _PREFIX).split()
    fed = "".join(f"{base} {head}\n" for head in heads).encode()
    command = ["git", "diff-tree", "--stdin", "-r", "--name-only", "--", *moved]
    said = subprocess.run(command, cwd=folder, input=fed, capture_output=True, check=True).stdout.decode()
    return sum(line in moved for line in said.splitlines())


def _status_rows(folder: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(_said([MANIFESTO, "status", "--json"], folder))
    return rows


def _said(command: Sequence[str], folder: Path) -> str:
    return subprocess.run(
        command, cwd=folder, capture_output=True, check=True, env=ENVIRONMENT, encoding="utf-8"
    ).stdout


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True, encoding="utf-8").stdout


def _family(pid: int) -> list[int]:
    """The process and all below it."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (parent := _status(int(entry.name)).get("PPid")) is not None:
            below.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for each in found:
        found += below.get(each, [])
    return found


def _status(pid: int) -> dict[str, int]:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return {}
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    words = {name: rest.split() for name, rest in pairs}
    return {name: int(words[name][0]) for name in ("PPid", "RssAnon", "VmRSS") if words.get(name)}


if __name__ == "__main__":
    main()
