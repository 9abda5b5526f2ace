"""Diagnostics as a person reads them in a terminal: what, where, how to mend it, and what to do then.

Every sentence says its meaning without caret and colour, so that it can be read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from living_manifesto.core.diagnostics import Diagnostic, Severity
from living_manifesto.core.values import value
from living_manifesto.locale import Speech
from living_manifesto.report.display import Style, one_line, styled
from living_manifesto.report.excerpt import excerpt
from living_manifesto.report.messages import Message, Pages, message, shell_word

HINTS_SHOWN = 20
_FILES_NAMED = 20
_COMMANDS_SHOWN = 5
_FIX = "manifesto check --fix"
_EXPLAIN = "manifesto explain"
_STYLES = {Severity.ERROR: Style.ERROR, Severity.WARNING: Style.WARNING, Severity.HINT: Style.HINT}
_RANK = {Severity.ERROR: 0, Severity.WARNING: 0, Severity.HINT: 1}


class Moment(StrEnum):
    """When the reader meets the report: after a command of their own, or in the hook of a commit."""

    COMMAND = "command"
    COMMIT = "commit"


@value
class _Entry:
    """A fault with its sentences, and the lines where the very same fault stands again."""

    diagnostic: Diagnostic
    message: Message
    again: tuple[int, ...] = ()


@value
class _Paper:
    """What all parts of one report share."""

    speech: Speech
    lines: Mapping[str, Sequence[str]]
    columns: int
    colour: bool

    def styled(self, text: str, style: Style) -> str:
        return styled(text, style, colour=self.colour)


def render(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, str],
    speech: Speech,
    pages: Pages,
    *,
    moment: Moment = Moment.COMMAND,
    colour: bool = False,
    columns: int = 100,
) -> str:
    """The whole report, ending with a line break; empty when there is nothing to say.

    ``sources`` holds the texts of the files by name; a file that is not there is reported without excerpt.
    """
    found = _joined(sorted(diagnostics, key=_order))
    if not found:
        return ""
    named = {each.file for each in found}
    lines = {file: source.split("\n") for file, source in sources.items() if file in named}
    paper = _Paper(speech, lines, columns, colour)
    entries = _gathered(_Entry(each, message(each, pages(each.code, speech.language), speech)) for each in found)
    hints = [entry for entry in entries if entry.diagnostic.severity is Severity.HINT]
    shown = [entry for entry in entries if entry.diagnostic.severity is not Severity.HINT] + hints[:HINTS_SHOWN]
    blocks = [[_heading(found, speech, moment)], *([*_block(entry, paper)] for entry in shown)]
    if folded := sum(1 + len(entry.again) for entry in hints[HINTS_SHOWN:]):
        blocks.append([speech.count("{number} more hint is not shown.", "{number} more hints are not shown.", folded)])
    blocks += [block for block in (_cure(shown, paper), _ending(found, shown, speech, moment)) if block]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _order(diagnostic: Diagnostic) -> tuple[int, str, int, int, str]:
    span = diagnostic.span
    line, column = (span.line, span.column) if span else (0, 0)
    return _RANK[diagnostic.severity], diagnostic.file, line, column, diagnostic.code


def _joined(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The faults, those as one that say the same of several keys at one place."""
    joined: dict[object, Diagnostic] = {}
    for each in found:
        alike = each.args.keys() == {"key"} and each.span is not None
        place = (each.code, each.variant, each.file, each.span, each.severity) if alike else id(each)
        first = joined.setdefault(place, each)
        if first is not each:
            keys = (*_several(first), *_several(each))
            joined[place] = first.but(args={"key": keys}, fixes=first.fixes + each.fixes)
    return list(joined.values())


def _several(diagnostic: Diagnostic) -> tuple[str, ...]:
    key = diagnostic.args["key"]
    return key if isinstance(key, tuple) else (str(key),)


def _gathered(entries: Iterable[_Entry]) -> list[_Entry]:
    """One entry for the same fault in the same words of one file."""
    firsts: dict[tuple[str, str, Severity, Message], _Entry] = {}
    for entry in entries:
        diagnostic = entry.diagnostic
        key = (diagnostic.file, diagnostic.code, diagnostic.severity, entry.message)
        first = firsts.setdefault(key, entry)
        if first is not entry:
            line, before = (span.line if span else 0 for span in (diagnostic.span, first.diagnostic.span))
            firsts[key] = _Entry(first.diagnostic, first.message, (*first.again, line if line != before else 0))
    return list(firsts.values())


def _heading(found: Sequence[Diagnostic], speech: Speech, moment: Moment) -> str:
    errors, warnings, hints = (sum(each.severity is severity for each in found) for severity in Severity)
    counts = []
    if errors:
        counts.append(speech.count("{number} thing to mend", "{number} things to mend", errors))
    if warnings:
        counts.append(speech.count("{number} thing to look at", "{number} things to look at", warnings))
    if hints:
        counts.append(speech.count("{number} hint", "{number} hints", hints))
    said = speech("Found: {counts}.", counts=speech(", ").join(counts))
    if not errors:
        return said + speech(" You can go on as it is.")
    if moment is Moment.COMMIT:
        return said + speech(" Nothing that you wrote is lost (it is not committed yet).")
    return said + speech(" Nothing that you wrote is lost.")


def _block(entry: _Entry, paper: _Paper) -> Iterator[str]:
    diagnostic, speech = entry.diagnostic, paper.speech
    style = _STYLES[diagnostic.severity]
    place = one_line(diagnostic.file)
    if diagnostic.span:
        place += f":{diagnostic.span.line}:{diagnostic.span.column}"
    label = {Severity.ERROR: "", Severity.WARNING: speech(" (warning)"), Severity.HINT: speech(" (hint)")}
    yield f"{paper.styled(place, Style.BOLD)}  {paper.styled(diagnostic.code + label[diagnostic.severity], style)}"
    yield from _indented(entry.message.fault)
    if diagnostic.span and diagnostic.file in paper.lines:
        lines = paper.lines[diagnostic.file]
        drawn = excerpt(lines, diagnostic.span, columns=paper.columns - 2, mark=style, colour=paper.colour)
        yield from ["", *(f"  {line}".rstrip() for line in drawn)] if drawn else []
    again = sorted({line for line in entry.again if line})
    if again:
        named = ", ".join(map(str, again[:HINTS_SHOWN])) + (", …" if len(again) > HINTS_SHOWN else "")
        yield from ["", *_indented(speech("The same stands on these lines too: {lines}", lines=named))]
    if entry.message.cure:
        yield from ["", *_indented(entry.message.cure)]


def _indented(text: str) -> list[str]:
    return [f"  {line}".rstrip() for line in text.split("\n")]


def _cure(shown: Sequence[_Entry], paper: _Paper) -> list[str]:
    """The commands to copy: first the one that mends by itself, then those that the pages name."""
    speech = paper.speech
    fixable = [entry.diagnostic for entry in shown if entry.diagnostic.fixes or entry.diagnostic.move_to]
    block = []
    if fixable:
        files = [shell_word(file) for file in dict.fromkeys(each.file for each in fixable)]
        block.append(" ".join([_FIX, *(files if len(files) <= _FILES_NAMED else [])]))
        if len(fixable) == len(shown):
            block.append("  " + speech("This mends everything above by itself."))
        else:
            block.append("  " + speech("This mends by itself what can be mended safely; the rest is said above."))
    others = dict.fromkeys(entry.message.command for entry in shown)
    block += [command for command in others if command and not command.startswith((_FIX, _EXPLAIN))][:_COMMANDS_SHOWN]
    return [paper.styled(speech("How to mend it"), Style.BOLD), *(f"  {line}" for line in block)] if block else []


def _ending(found: Sequence[Diagnostic], shown: Sequence[_Entry], speech: Speech, moment: Moment) -> list[str]:
    block = []
    if any(each.severity is Severity.ERROR for each in found):
        if moment is Moment.COMMIT:
            block.append(speech("Once it is mended, run git add and git commit again."))
        else:
            block.append(speech("Once it is mended, run manifesto check again."))
    first, *rest = dict.fromkeys(entry.diagnostic.code for entry in shown)
    more = speech("More about it: {command}", command=f"{_EXPLAIN} {first}")
    block.append(more + (speech(" (also: {codes})", codes=speech(", ").join(rest)) if rest else ""))
    return block
