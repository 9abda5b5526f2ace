"""The files of a repository that watches a manifesto: its workflow, what it runs, and the checkpoints it has seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from living_manifesto.core.values import value
from living_manifesto.life.founding.templates import filled, plain
from living_manifesto.life.founding.wishes import LONGEST_ADDRESS, LONGEST_LINE, writable
from living_manifesto.locale import Language, Speech
from living_manifesto.report.display import one_line

_TRANSPORT = re.compile(r"[A-Za-z0-9+.-]*::")
_SCHEME = re.compile(r"([A-Za-z0-9+.-]+)://([^/]*)")
_SCHEMES = frozenset({"https", "http", "ssh", "git", "file"})
_ELSEWHERE = re.compile(r"(?:[\w.-]+@)?[A-Za-z0-9][A-Za-z0-9.-]*:[^-].*")
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?:\[[A-Za-z0-9_,.-]+\])?"
_TOOL = re.compile(rf"{_NAME}(?:(?:==|~=|>=)[0-9A-Za-z.+!]+| @ (?:git\+)?(?:https|ssh|file)://[^\s$\"'`\\;#]+)?")


@value
class Watched:
    """What is watched: the address (or path) of its repository and its branch; ``tool`` is what pip installs."""

    source: str
    branch: str
    tool: str
    language: Language


def source_trouble(text: str, say: Speech) -> str:
    """Why a text cannot be what is watched; empty where it can be. Whether something is there, the first run tells."""
    if wrong := writable(text, say):
        return wrong
    shown = one_line(text)[:LONGEST_LINE]
    if not text or text.startswith("-") or len(text) > LONGEST_ADDRESS or _TRANSPORT.match(text):
        return say("“{text}” is no address and no path of a repository.", text=shown)
    scheme = _SCHEME.match(text)
    if scheme is not None and scheme[1].lower() not in _SCHEMES:
        return say("“{text}” is no address of a repository. One begins with https://", text=shown)
    if scheme is not None and "@" in scheme[2] and (scheme[1].lower() != "ssh" or ":" in scheme[2].partition("@")[0]):
        return say("The address holds a name or a password, and it will be public. Leave what stands before @ out.")
    if scheme is None and not Path(text).exists() and not _ELSEWHERE.fullmatch(text):
        return say("There is no folder {path}, and it is no address of a repository.", path=shown)
    return ""


def source(text: str) -> str:
    """The source as it is written down: a path in full, an address as it is."""
    is_address = _SCHEME.match(text) or (_ELSEWHERE.fullmatch(text) and not Path(text).exists())
    return text if is_address else str(Path(text).resolve())


def tool_trouble(text: str, say: Speech) -> str:
    """Why pip cannot be told this; empty where it can be."""
    if _TOOL.fullmatch(text) and len(text) <= LONGEST_ADDRESS:
        return ""
    return say(
        "“{text}” is nothing for pip. Usual: living-manifesto==1.0, or living-manifesto @ git+https://ADDRESS@VERSION",
        text=one_line(text)[:LONGEST_LINE],
    )


Row = Callable[[Watched], Iterator[tuple[str, str]]]
"""One row: the paths that it gives, each with what stands in it."""


def files(watched: Watched) -> dict[str, bytes]:
    """All files of a watching repository by path."""
    return {path: text.encode() for row in TABLE for path, text in row(watched)}


def _said(path: str, tell: Callable[[Watched], str]) -> Row:
    """A file of one line that programs read: what it holds never stands in a command."""

    def row(watched: Watched) -> Iterator[tuple[str, str]]:
        yield path, f"{tell(watched)}\n"

    return row


def _from_template(path: str, template: str) -> Row:
    def row(watched: Watched) -> Iterator[tuple[str, str]]:
        words = {"source": watched.source, "branch": watched.branch, "language": watched.language}
        yield path, filled(watched.language, template, words)

    return row


def _as_it_is(path: str, template: str) -> Row:
    def row(watched: Watched) -> Iterator[tuple[str, str]]:
        yield path, plain(watched.language, template)

    return row


TABLE: tuple[Row, ...] = (
    _from_template("README.md", "watch-README.md"),
    _as_it_is(".github/workflows/watch.yml", "watch.yml"),
    _from_template("watch/audit.sh", "watch-audit.sh"),
    _said("watch/source", lambda watched: watched.source),
    _said("watch/branch", lambda watched: watched.branch),
    _said("watch/requirements.txt", lambda watched: watched.tool),
    _as_it_is("watch/seen.txt", "watch-seen.txt"),
    _as_it_is(".gitattributes", "watch-gitattributes"),
    _as_it_is(".gitignore", "gitignore"),
)
"""What a watching repository holds."""
