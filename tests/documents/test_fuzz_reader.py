"""Whatever the bytes: a value or a fault, never an exception, a hang, or a foreign change to a text."""

import json
import os
import subprocess
import sys

from hypothesis import example, given, settings
from hypothesis import strategies as st

from living_manifesto.core.codes import CODES
from living_manifesto.documents.fixing import fix
from living_manifesto.documents.reader import read

GOOD = """\
id: 20260128-k3f9tw
section: diplomacy-defense
submitted_on: 2026-01-28
proposer: {name: 匿名}
source: {channel: web, position: 12}
body: |
  本文：です。
  ・二行目
formerly:
  - a
changes:
  - op: add
    node:
      id: x
      points:
        - id: y
          text: 😀 文
"""
TROUBLE = (
    "：　－ー–・•“”‘’「」｜［］｛｝，＃\t\r\n\x00\x85\u2028\ufeff\u202e\ud7ff []{}:-?&*!|>'\"#%@`,~<\\令和8年1月 1a/."
)
PIECES = [
    "---\n",
    "...\n",
    "<<: ",
    "- ",
    "  ",
    "&a ",
    "*a",
    "!!str ",
    "? ",
    ": ",
    "|\n",
    ">\n",
    "id: ",
    "id：",
    "[ ",
    "%YAML",
]

mutations = st.lists(
    st.tuples(
        st.integers(0, len(GOOD)), st.integers(0, 6), st.one_of(st.text(TROUBLE, max_size=4), st.sampled_from(PIECES))
    ),
    min_size=1,
    max_size=6,
)


def sound(raw: bytes) -> None:
    document = read(raw, "f.yaml")
    assert document.value is not None or document.faults
    lines = document.text.split("\n")
    for fault in document.faults:
        assert set(fault.args) == set(CODES[fault.code].args)
        assert 1 <= fault.span.line <= fault.span.end_line <= len(lines)
        assert 1 <= fault.span.column <= len(lines[fault.span.line - 1]) + 1
        assert 1 <= fault.span.end_column <= len(lines[fault.span.end_line - 1]) + 1
    document.span(("changes", 0, "node", "points", 0, "text"))
    document.span(("source", "position"), of="key")
    fix(document.text, document.faults)


@settings(max_examples=300, deadline=2000)
@given(st.binary(max_size=300))
def test_any_bytes_are_read(raw):
    sound(raw)


@settings(max_examples=400, deadline=2000)
@given(st.text(TROUBLE, max_size=120))
def test_any_signs_that_mean_something_are_read(text):
    sound(text.encode())


def mutated(changes: list[tuple[int, int, str]]) -> str:
    text = GOOD
    for start, length, piece in changes:
        text = text[:start] + piece + text[start + length :]
    return text


@settings(max_examples=600, deadline=2000)
@given(mutations)
def test_any_damage_to_a_good_file_is_read(changes):
    sound(mutated(changes).encode())


@settings(max_examples=300, deadline=2000)
@given(mutations)
def test_mending_comes_to_rest(changes):
    text = mutated(changes)
    for _ in range(5):
        document = read(text.encode(), "f.yaml")
        mended = fix(document.text, document.faults)
        if mended == text:
            return
        text = mended
    raise AssertionError(text)


writing = st.text("：　－・“”「」１ａ:-#|[]{}｛｝，令和8年1月28日 \nid", min_size=1, max_size=60)


@settings(max_examples=300, deadline=2000)
@given(writing, st.sampled_from(["id：x\n", "　", "submitted_on: 令和8年1月28日\n", "proposer:\n　name: a\n", ""]))
@example("・x\nid：y", "id：x\n")
def test_no_fix_touches_a_text(words, slip):
    body = "\n".join("  " + line for line in words.split("\n"))
    text = f"{slip}body: |2\n{body}\nreason: |2\n{body}\n"
    document = read(text.encode(), "f.yaml")
    assert body in fix(document.text, document.faults)


MEGABYTES = ["[", "&a [*a, ", "\r\n", "\0", "・", "- a\n", "body: a\n　・b\n"]
MEASURE = """
import json, resource, sys, time
from living_manifesto.documents.reader import read
worst = 0.0
for piece in json.loads(sys.argv[1]):
    raw = (piece * ((1 << 20) // len(piece.encode()))).encode()
    start = time.process_time()
    assert read(raw, "f").faults, piece
    worst = max(worst, time.process_time() - start)
if sys.platform == "linux":  # the other figure counts what the process was forked from
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) >> 10 for line in status if line.startswith("VmHWM"))
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> (20 if sys.platform == "darwin" else 10)
print(worst, peak)
"""


def test_hostile_megabytes_take_neither_seconds_nor_memory():
    """One process reads them all, so that the peak of the worst is what is measured."""
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, json.dumps(MEGABYTES)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    worst, peak = map(float, run.stdout.split())
    assert worst < 10
    assert peak < 200
