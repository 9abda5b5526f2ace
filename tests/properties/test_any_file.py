"""Whatever lies in a file, a check of it ends in diagnostics: reader, schemas, decoder and rules together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from living_manifesto.core.codes import CODES
from living_manifesto.rules.engine import check_file, check_together
from support.held import Held, context, files_below

CASES = Path(__file__).parents[1] / "cases"
SIGNS = [
    "：",
    "　",
    "\t",
    "- ",
    ":",
    "|",
    ">",
    "&a ",
    "*a",
    "!!x ",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "#",
    "\n",
    "\r\n",
    "\x00",
]
WORDS = [
    "null",
    "2026年1月28日",
    "4-3",
    "外交・防衛",
    "none",
    "manifesto",
    "last",
    "adopted",
    "\u202e",
    "😀",
    "９",
    "id: x\n",
]


@cache
def base() -> Held:
    return Held(files_below(CASES / "base"))


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of the base town with a few things cut out, put in or put elsewhere."""
    path = draw(st.sampled_from(sorted(base().files)))
    text = base().files[path].decode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        put = draw(st.sampled_from([*SIGNS, *WORDS, "", text[start:end] * 2]))
        text = text[:start] + put + text[end:]
    return path, text.encode("utf-8", "surrogatepass")


@settings(max_examples=400)
@given(damaged())
def test_any_damage_to_any_file_ends_in_diagnostics(file: tuple[str, bytes]) -> None:
    path, raw = file
    tree = base().but({path: raw})
    surroundings = context(tree)
    findings = {each: check_file(each, surroundings) for each in tree.files}
    together = check_together(list(tree.files), {}, surroundings)
    assert {fault.code for finding in findings.values() for fault in finding.faults} <= set(CODES)
    assert {fault.code for fault in together} <= set(CODES)


@given(st.binary(max_size=300), st.sampled_from(sorted(base().files)))
def test_any_bytes_in_any_place_end_in_diagnostics(raw: bytes, path: str) -> None:
    surroundings = context(base().but({path: raw}))
    assert any(fault.severity == "error" for fault in check_file(path, surroundings).faults)
