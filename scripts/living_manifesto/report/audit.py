"""What an audit found, for a person in a terminal: the result first, then what is open, mended and newly begun."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from living_manifesto.core.outline import Outline
from living_manifesto.core.values import value
from living_manifesto.history.audit import Report
from living_manifesto.history.faults import Fault
from living_manifesto.history.ledger import Later
from living_manifesto.history.steps import Mark
from living_manifesto.locale import Speech, mark
from living_manifesto.report import redline
from living_manifesto.report.acts import counted, step_line
from living_manifesto.report.display import Style, one_line, styled
from living_manifesto.report.messages import Pages, message, shell_word
from living_manifesto.report.rows import Stage, rows

_CURES: Mapping[str, str] = {
    "LM701": mark("Put the words back as they stood, or let them be adopted: manifesto propose --from-commit {commit}"),
    "LM705": mark("Let the text say what the proposal says, or take the adoption back: manifesto revert {proposal}"),
    "LM702": mark("Put the file back: git restore --source={commit}^ -- {file}"),
    "LM703": mark("Put the words back as they stood. See them: git show {commit}^:{file}"),
    "LM704": mark("Put the decision back as it stood. See it: git show {commit}^:{file}"),
    "LM707": mark("Put the record back: git restore --source={commit}^ -- {file}"),
    "LM708": mark("Take the false record away, or record the text as it stands in a new baseline."),
    "LM710": mark("Take the decision out of the file; decide it in a change of its own: manifesto decide {proposal}"),
    "LM711": mark("Mark {source} as incorporated, or take the consolidation back: manifesto revert {proposal}"),
    "LM714": mark(
        "Make the file readable again. What it hid is judged then. See what is wrong: manifesto check {file}"
    ),
    "LM715": mark("Move the file back: git mv {file} {expected}"),
}
_OTHERWISE = mark("Put the value back as it stood. See it: git show {commit}^:{file}")


@value
class Paper:
    """What all parts of one report share; ``day`` tells the day of a step."""

    speech: Speech
    pages: Pages
    day: Callable[[Mark], str]
    colour: bool = False
    columns: int = 80

    def heading(self, text: str) -> str:
        """A line that begins a part."""
        return styled(text, Style.BOLD, colour=self.colour)


def render(found: Report, checkpoint: str, paper: Paper) -> str:
    """The whole report, ending with a line break."""
    speech = paper.speech
    parts = [[paper.heading(result(found, speech)), *_counts(found, paper)]]
    if found.open:
        parts.append([paper.heading(speech("Still open")), *_joined(_fault(each, paper) for each in found.open)])
    if found.mended:
        parts.append([paper.heading(speech("Made good since")), *_joined(_fault(each, paper) for each in found.mended)])
    parts += [_baseline(each, paper) for each in found.later]
    parts.append([*_farewell(checkpoint, paper)])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def result(found: Report, speech: Speech) -> str:
    """The one sentence that says what the audit came to."""
    if found.first is None:
        return speech("Nothing can be proved yet: no baseline is recorded, from which changes could be counted.")
    if found.open:
        return speech.count(
            "One change made in silence is still open.",
            "{number} changes made in silence are still open.",
            len(found.open),
        )
    if found.mended:
        return speech.count(
            "Today's text is the sum of the adopted proposals. One change made in silence was made good.",
            "Today's text is the sum of the adopted proposals. {number} changes made in silence were made good.",
            len(found.mended),
        )
    return speech("Today's text is the sum of the adopted proposals; nothing was changed in silence.")


def _counts(found: Report, paper: Paper) -> Iterator[str]:
    speech = paper.speech
    if found.first is None:
        return
    if found.since is not None:
        yield speech("Today's history goes on from the checkpoint of {day}.", day=paper.day(found.since))
    if not found.whole:
        yield speech("Only what came after the checkpoint was looked at this time.")
    else:
        yield speech("The first baseline was recorded on {day}.", day=paper.day(found.first))
    acts = counted(found.acts, speech) or speech("nothing in the manifesto or its register")
    yield speech.count(
        "One change looked at: {acts}", "{number} changes looked at, one by one: {acts}", found.judged, acts=acts
    )


def _fault(fault: Fault, paper: Paper) -> list[str]:
    speech, diagnostic = paper.speech, fault.diagnostic
    said = message(diagnostic, paper.pages(diagnostic.code, speech.language), speech)
    place = "  ".join(
        one_line(each) for each in (diagnostic.file, diagnostic.code, fault.nodes and fault.nodes[0]) if each
    )
    lines = [step_line(fault.mark, paper.day(fault.mark), speech), f"  {place}", f"  {said.fault}"]
    if fault.mended is None:
        return [*lines, "  " + speech("To mend it: {cure}", cure=cure(fault, speech))]
    if fault.mended == fault.mark:
        return [*lines, "  " + speech("The text agrees with what was adopted since that very change.")]
    again = step_line(fault.mended, paper.day(fault.mended), speech)
    return [*lines, "  " + speech("Made good by: {step}", step=again)]


def cure(fault: Fault, speech: Speech) -> str:
    """How a fault that is open can be made good."""
    words = {name: shell_word(str(held)) for name, held in fault.diagnostic.args.items() if isinstance(held, str)}
    words |= {"commit": fault.mark.commit, "file": shell_word(fault.diagnostic.file)}
    return speech(_CURES.get(fault.diagnostic.code, _OTHERWISE), **words)


def _baseline(later: Later, paper: Paper) -> list[str]:
    speech = paper.speech
    before, after = Outline.of(later.before), Outline.of(later.after)
    table = rows(before, after, speech)
    title = speech("Baseline {name}, recorded after the first", name=later.baseline)
    lines = [paper.heading(title), step_line(later.mark, paper.day(later.mark), speech)]
    if not table:
        return [*lines, speech("It changed no word.")]
    drawn = redline.table(table, speech, stage=Stage.ADOPTED, columns=paper.columns, colour=paper.colour)
    return [*lines, speech("It changed this without a proposal:"), drawn.rstrip("\n")]


def _farewell(checkpoint: str, paper: Paper) -> Iterator[str]:
    speech = paper.speech
    yield speech("Checkpoint: {checkpoint}", checkpoint=checkpoint)
    yield speech(
        "Publish it where those who keep this manifesto cannot change it. Anyone can prove later that "
        "nothing before it was rewritten: manifesto audit --since {checkpoint}",
        checkpoint=checkpoint,
    )


def _joined(blocks: Iterator[list[str]]) -> Iterator[str]:
    for block in blocks:
        yield from block
