"""What stands below the text of a page: topics, and proposals with what the page says about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from living_manifesto.core.proposals import Proposal, ProposalKind, Source
from living_manifesto.core.snapshot import Topic
from living_manifesto.core.values import value
from living_manifesto.intake.page.lines import Line, prose
from living_manifesto.intake.page.marks import (
    MARGIN,
    DayMark,
    announced,
    day_alone,
    day_mark,
    is_sentence,
    is_topics,
    item_mark,
    kind_alone,
    marked,
    may_be_title,
    reason_mark,
)
from living_manifesto.intake.page.page import Remark, What


class Told:
    """What was found below the text, while it is gathered."""

    def __init__(self, section: str) -> None:
        self.section = section
        self.topics: list[Topic] = []
        self.proposals: list[Proposal] = []
        self.claims: dict[str, object] = {}
        self.remarks: list[Remark] = []

    def remark(self, what: What, line: Line, text: str = "") -> None:
        """Note something about a line."""
        self.remarks.append(Remark(what, line.number, text or line.text))


def told_topics(region: Sequence[Line], told: Told) -> None:
    """Put the topics of a region (its heading first) with what was found."""
    lines = region[1:]
    starts = [at for at in range(len(lines)) if _is_title(lines, at)]
    above = prose(lines[: starts[0] if starts else len(lines)])
    if above:
        told.claims["topics_note"] = above
        told.remark(What.NOTE_OF_TOPICS, next(line for line in lines if line.text))
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        mark = marked(lines[start].text)
        title = mark[1] if mark is not None else lines[start].text
        told.topics.append(Topic("", title, prose(lines[start + 1 : end])))


def _is_title(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if not line.text or line.indent >= MARGIN:
        return False
    if marked(line.text):
        return True
    if not may_be_title(line.text):
        return False
    # A sentence that is broken over lines goes on in the next one.
    above = lines[at - 1] if at else None
    return above is None or not above.text or is_sentence(above.text) or may_be_title(above.text)


@value
class _Head:
    """The heading of a proposal: the lines that it takes, and what they say; ``odd`` is a heading to be kept."""

    at: int
    end: int
    mark: DayMark
    odd: str = ""


def told_proposals(region: Sequence[Line], told: Told) -> None:
    """Put the proposals of a region (its heading first) with what was found, and what the page claims about them."""
    if not region:
        return
    lines = region[1:]
    heads = list(_heads(lines))
    count, note = announced(region[0].text), prose(lines[: heads[0].at if heads else len(lines)])
    for head, end in zip(heads, [*(head.at for head in heads[1:]), len(lines)], strict=False):
        _proposal(head, lines, end, told)
    claims = {"announced": count, "shown": len(told.proposals) if count is not None else None}
    told.claims |= {key: held for key, held in (*claims.items(), ("note", note)) if held not in (None, "")}
    if order := _order([proposal.submitted_on for proposal in told.proposals]):
        told.claims["order"] = order


def _order(days: Sequence[str]) -> str:
    """How the page sorts its proposals, where it is not by day from the first to the last."""
    known = [day for day in days if day]
    if known == sorted(known):
        return ""
    return "newest_first" if known == sorted(known, reverse=True) else "as_listed"


def _heads(lines: Sequence[Line]) -> Iterator[_Head]:
    dated = list(_dated(lines))
    if dated:
        yield from dated
        return
    for at, line in enumerate(lines):
        kind = kind_alone(line.text) if line.text and line.indent < MARGIN else None
        if kind not in (None, ProposalKind.OTHER) and _begins_a_block(lines, at):
            yield _Head(at, at + 1, DayMark(line.text, kind, ""))


def _dated(lines: Sequence[Line]) -> Iterator[_Head]:
    at = 0
    while at < len(lines):
        head = _head(lines, at) if lines[at].text and lines[at].indent < MARGIN else None
        if head is not None:
            yield head
        at = head.end if head is not None else at + 1


def _head(lines: Sequence[Line], at: int) -> _Head | None:
    """The heading that begins at a line: kind and day on it, or the kind, and the day on the next."""
    text = lines[at].text
    mark = day_mark(text)
    if mark is not None and (mark.kind is not None or _begins_a_block(lines, at)):
        known = mark.kind is not None and mark.day
        return _Head(at, at + 1, mark, "" if known else (text if not mark.day else mark.label))
    kind = kind_alone(text)
    below = next((each for each in range(at + 1, len(lines)) if lines[each].text), None)
    day = day_alone(lines[below].text) if kind is not None and below is not None else None
    if kind is None or below is None or day is None:
        return None
    return _Head(at, below + 1, DayMark(text, kind, day), "" if day else f"{text}{lines[below].text}")


def _begins_a_block(lines: Sequence[Line], at: int) -> bool:
    return at == 0 or not lines[at - 1].text


def _proposal(head: _Head, lines: Sequence[Line], end: int, told: Told) -> None:
    heading, below = lines[head.at], lines[head.end : end]
    marks = [at for at, line in enumerate(below) if line.text and reason_mark(line.text) is not None]
    body = prose(below[: marks[0] if marks else len(below)])
    reason = _reason(below[marks[0] :]) if marks else ""
    said = bool(body or reason)
    if not said:
        told.remark(What.NOTHING_SAID, heading)
    elif head.mark.kind is None:
        told.remark(What.UNKNOWN_KIND, heading)
    if not head.mark.day:
        told.remark(What.NO_DATE, heading)
    for line in below:
        if line.text and line.indent < MARGIN and (is_topics(line.text) or item_mark(line.text)):
            told.remark(What.STRAY_HEADING, line)
    source = Source("import", position=len(told.proposals) + 1)
    kind = head.mark.kind or ProposalKind.OTHER
    proposal = Proposal(
        "",
        told.section,
        head.mark.day,
        kind,
        title=head.odd if said else head.odd or heading.text,
        source=source,
        body=body,
        reason=reason,
    )
    told.proposals.append(proposal)


def _reason(lines: Sequence[Line]) -> str:
    first = reason_mark(lines[0].text) or ""
    below = prose(lines[1:])
    gap = "\n" if len(lines) > 1 and lines[1].text else "\n\n"
    return f"{first}{gap}{below}" if first and below else first or below
