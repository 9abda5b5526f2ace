"""A diagnostic as sentences: what is wrong, how it is mended, and the command that may help."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from typing import Protocol

from living_manifesto.core.diagnostics import Argument, Diagnostic
from living_manifesto.core.values import value
from living_manifesto.locale import Speech, mark
from living_manifesto.report.display import clip, octets, one_line
from living_manifesto.report.phrases import difference

_LONGEST = 120
_MOST = 20
_TYPES = {
    "text": mark("a text"),
    "list": mark("a list"),
    "entries": mark("entries of the form “key: value”"),
    "number": mark("a number"),
    "yesno": mark("true or false"),
}
_BLANKS = {
    " ": mark("a space"),
    "\u3000": mark("a full-width space"),
    "\u00a0": mark("a no-break space"),
    "\t": mark("a tab"),
    "\n": mark("a line break"),
}
_WRONG_TYPE = "LM203"
_TYPED_ARGS = frozenset({"found", "expected"})
_SCRIPTS = {
    "Arabic": mark("Arabic"),
    "Bengali": mark("Bengali"),
    "Chinese": mark("Chinese"),
    "Cyrillic": mark("Cyrillic"),
    "Devanagari": mark("Devanagari"),
    "Greek": mark("Greek"),
    "Hangul": mark("Hangul"),
    "Hebrew": mark("Hebrew"),
    "Tamil": mark("Tamil"),
    "Telugu": mark("Telugu"),
    "Thai": mark("Thai"),
}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Page(Protocol):
    """What a report needs of the page of a code; sentences are keyed by variant, ``""`` is the plain one."""

    @property
    def title(self) -> str:
        """A heading."""

    @property
    def fault(self) -> Mapping[str, str]:
        """What is wrong."""

    @property
    def cure(self) -> Mapping[str, str]:
        """How it is mended; ``none`` when there is no nearest candidate to name."""

    @property
    def mends(self) -> str:
        """What the command does by itself, said only of a fault that it can mend."""

    @property
    def silent(self) -> frozenset[str]:
        """The variants for which the command is of no use."""

    @property
    def command(self) -> str:
        """A command to copy, or nothing."""

    @property
    def body(self) -> str:
        """The explanation, in Markdown."""


Pages = Callable[[str, str], Page]
"""Gives the page of a code in a language."""


@value
class Message:
    """The sentences of one diagnostic, safe to show on a terminal; ``command`` may be empty."""

    fault: str
    cure: str
    command: str


def message(diagnostic: Diagnostic, page: Page, speech: Speech) -> Message:
    """The sentences of a diagnostic, from the page of its code."""
    args = _shown(diagnostic, speech)
    cure = _filled(_chosen(page.cure, *_cures(diagnostic)), args)
    if diagnostic.fixes or diagnostic.move_to:
        cure = speech("{first} {second}", first=cure, second=_filled(page.mends, args)) if page.mends else cure
    return Message(_filled(_chosen(page.fault, diagnostic.variant), args), cure, _command(diagnostic, page))


def shell_word(text: str) -> str:
    """The text as one word of a command line that can be copied, whatever it holds."""
    if text.startswith("-"):
        text = f"./{text}"
    if not text.isprintable():
        escaped = "".join(char if char.isprintable() else _octal(char) for char in text.replace("\\", r"\\"))
        return "$'" + escaped.replace("'", r"\'") + "'"
    if text and re.fullmatch(r"[\w@%+=:,./-]+", text):
        return text
    # Double quotes are read alike by cmd, PowerShell and sh where none of these signs stands in them.
    return shlex.quote(text) if re.search(r'["$`\\!]', text) or not text else f'"{text}"'


def _octal(char: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in octets(char))


def _chosen(sentences: Mapping[str, str], *variants: str) -> str:
    return next((sentences[variant] for variant in variants if variant in sentences), sentences.get("", ""))


def _cures(diagnostic: Diagnostic) -> tuple[str, ...]:
    lonely = "nearest" in diagnostic.args and not diagnostic.args["nearest"]
    return (f"{diagnostic.variant}.none", "none", diagnostic.variant) if lonely else (diagnostic.variant,)


def _filled(template: str, args: Mapping[str, str]) -> str:
    # Not str.format: what a citizen typed must not be read as a template, nor a brace in YAML as a slot.
    return _PLACEHOLDER.sub(lambda slot: args.get(slot[1], ""), template).strip()


def _shown(diagnostic: Diagnostic, speech: Speech) -> dict[str, str]:
    args: dict[str, Argument] = dict(diagnostic.args)
    was, stands = args.get("was"), args.get("stands")
    if isinstance(was, str) and isinstance(stands, str):
        args["was"], args["stands"] = difference(was, stands)
    typed = _TYPED_ARGS if diagnostic.code == _WRONG_TYPE else frozenset[str]()
    shown = {name: _words(value, speech, types=name in typed) for name, value in args.items()}
    line = str(diagnostic.span.line) if diagnostic.span else ""
    return {"line": line, **shown, "file": one_line(diagnostic.file)}


def _words(value: Argument, speech: Speech, *, types: bool) -> str:
    if not isinstance(value, tuple):
        return _word(value, speech, types=types)
    named = [_word(each, speech, types=types) for each in value[:_MOST]]
    between = speech(" or ") if types else speech(", ")
    return between.join([*named, "…"] if len(value) > _MOST else named)


def _word(value: str | int, speech: Speech, *, types: bool) -> str:
    if types and value in _TYPES:
        return speech(_TYPES[str(value)])
    if value in _SCRIPTS:
        return speech(_SCRIPTS[str(value)])
    if isinstance(value, str) and value.isspace() and value[0] in _BLANKS:
        return speech(_BLANKS[value[0]])
    return clip(one_line(str(value)), _LONGEST)


def _command(diagnostic: Diagnostic, page: Page) -> str:
    if diagnostic.variant in page.silent:
        return ""
    firsts = {
        name: value[0] if isinstance(value, tuple) and value else value for name, value in diagnostic.args.items()
    }
    quoted = {name: shell_word(str(value)) for name, value in firsts.items() if value != ()}
    return _filled(page.command, {**quoted, "file": shell_word(diagnostic.file)})
