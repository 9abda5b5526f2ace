"""What is said of a page that came in: the text, the topics, the proposals, and every line a person should look at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import click

from living_manifesto.core.proposals import Proposal
from living_manifesto.core.values import as_dict
from living_manifesto.intake.page.listing import label
from living_manifesto.intake.page.page import UNPLACED, Odd, Page, Remark, What
from living_manifesto.life.imports import TakenIn
from living_manifesto.life.pages import Arrival, TextNews
from living_manifesto.locale import Speech, mark
from living_manifesto.report.display import clip, one_line

_WIDTH = 60
_SHOWN = 20

_WHATS: Mapping[What, str] = {
    What.BEFORE_HEADING: mark("above the heading of the page; kept as a paragraph before the vision"),
    What.STRAY_HEADING: mark("reads like a heading, but not at this place; kept in the text around it"),
    What.GUESSED_PART: mark("taken for the label of a part"),
    What.RENUMBERED: mark("numbered otherwise here, since numbers are counted"),
    What.UNKNOWN_KIND: mark("a kind that is not known; kept as title, and as “other”"),
    What.NO_DATE: mark("no day that the calendar knows; received as of today"),
    What.NOTHING_SAID: mark("nothing stands below it; received with this line as its title"),
    What.NOTE_OF_TOPICS: mark("kept as the note above the topics"),
}
_ODDS: Mapping[Odd, str] = {
    Odd.BYTE_ORDER_MARK: mark("a byte order mark"),
    Odd.LINE_ENDS: mark("line ends of another system"),
    Odd.TAB: mark("tabs"),
    Odd.WIDE_SPACE: mark("full-width spaces"),
    Odd.NO_BREAK_SPACE: mark("spaces of special width"),
    Odd.INVISIBLE: mark("invisible or control characters"),
}


def as_text(page: Page, arrival: Arrival, done: TakenIn, *, dry_run: bool) -> str:
    """The answer as JSON."""
    fresh = {each.id: each for each in arrival.intake.proposals}
    answer = {
        "section": page.section.id,
        "area": arrival.place.area,
        "number": arrival.number,
        "dry_run": dry_run,
        "commit": done.commit,
        "baseline": done.baseline or None,
        "text": {
            "news": arrival.news,
            "kept": arrival.identified.exact,
            "reworded": arrival.identified.alike,
            "new": arrival.identified.new,
            "gone": arrival.gone,
            "held": arrival.held,
        },
        "topics": {key: getattr(arrival.discussed, key) for key in ("new", "gone", "kept")},
        "received": [_row(fresh[name]) for name in done.received],
        "known": arrival.met.known,
        "perhaps_erased": [name for name, _ in arrival.met.erased],
        "refused": {name: [fault.code for fault in faults] for name, faults in done.refused.items()},
        "claims": {key: page.claims.get(key) for key in ("announced", "shown")},
        "unplaced": [as_dict(remark) for remark in page.remarks if remark.what in UNPLACED],
        "noticed": [as_dict(remark) for remark in page.remarks if remark.what not in UNPLACED],
        "smoothed": [as_dict(each) for each in page.smoothed],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _row(proposal: Proposal) -> dict[str, object]:
    position = proposal.source.position if proposal.source is not None else None
    return {
        "id": proposal.id,
        "kind": proposal.kind,
        "submitted_on": proposal.submitted_on,
        "position": position,
        "drafted": proposal.changes is not None,
    }


def tell(page: Page, arrival: Arrival, done: TakenIn, say: Speech, *, dry_run: bool) -> None:
    """Say what came of it, or what would."""
    if dry_run:
        click.echo(say("This would be done (nothing is written):"))
    title = one_line(page.section.title)
    click.echo(f"{arrival.number}. {title}  ({page.section.id} ‹ {arrival.place.area})")
    for line in (
        *_of_the_text(arrival, done, say),
        *_of_topics(arrival, say),
        *_of_proposals(page, arrival, done, say),
    ):
        click.echo(f"  {line}")
    for line in (*_of_lines(page, say), *_of_signs(page, say)):
        click.echo(line)
    _of_faults(arrival, done, say)
    if not dry_run:
        _ending(done, say)


def _of_the_text(arrival: Arrival, done: TakenIn, say: Speech) -> Iterator[str]:
    found = arrival.identified
    match arrival.news:
        case TextNews.NEW:
            yield say.count("Text: new, {number} place", "Text: new, {number} places", found.new)
        case TextNews.SAME:
            yield say("Text: stands already, word for word")
        case TextNews.LEFT:
            yield say("Text: the page says what it said at the last import; what was adopted here since stays")
        case TextNews.CHANGED | TextNews.JOINED:
            yield say(
                "Text: {exact} places as they were, {alike} reworded, {new} new, {gone} gone",
                exact=found.exact,
                alike=found.alike,
                new=found.new,
                gone=arrival.gone,
            )
        case TextNews.APART:
            yield say("Text: stays. The page and what was adopted here change the same places; a person is needed.")
            yield say("  To let the page count: --over-adopted. Else propose what it brings: manifesto propose")
    for words in arrival.held:
        yield say("  stays as adopted here: {text}", text=clip(one_line(words), _WIDTH))
    if done.baseline:
        yield say("Baseline: {id}", id=done.baseline)


def _of_topics(arrival: Arrival, say: Speech) -> Iterator[str]:
    told = arrival.discussed
    count = len(told.topics.topics)
    if count or told.gone:
        yield say("Topics: {number}, {new} of them new", number=count, new=len(told.new))
    for title in told.gone:
        yield say("  gone from the page, and here: {title}", title=one_line(title))
    for title in told.kept:
        yield say(
            "  gone from the page, but proposals stand under it here, so it stays: {title}", title=one_line(title)
        )


def _of_proposals(page: Page, arrival: Arrival, done: TakenIn, say: Speech) -> Iterator[str]:
    if not page.proposals and not page.claims.get("announced"):
        return
    yield say(
        "Proposals: {received} received, {known} known already",
        received=len(done.received),
        known=len(arrival.met.known),
    )
    fresh = [each for each in arrival.intake.proposals if each.id in done.received]
    for each in fresh[:_SHOWN]:
        words = one_line(str(each.body or each.reason or each.title))
        note = "" if each.changes is None else say("  (changes drafted)")
        yield f"  {each.id}  {label(each)}  {clip(words, _WIDTH)}{note}"
    if len(fresh) > _SHOWN:
        yield say("  … and {number} more", number=len(fresh) - _SHOWN)
    announced, shown = page.claims.get("announced"), len(page.proposals)
    if isinstance(announced, int) and announced != shown:
        yield say("The page announces {announced} and shows {shown}; both are kept.", announced=announced, shown=shown)


def _of_lines(page: Page, say: Speech) -> Iterator[str]:
    unplaced = [remark for remark in page.remarks if remark.what in UNPLACED]
    noticed = [remark for remark in page.remarks if remark.what not in UNPLACED]
    if unplaced:
        yield say("Lines without a place of their own:")
        yield from _remarks(unplaced, say)
    if noticed:
        yield say("Please look at these lines:")
        yield from _remarks(noticed, say)


def _remarks(remarks: Iterable[Remark], say: Speech) -> Iterator[str]:
    for remark in remarks:
        told = say(_WHATS[remark.what])
        yield say("  line {line}: {text}", line=remark.line, text=clip(one_line(remark.text), _WIDTH))
        yield f"    {told}"


def _of_signs(page: Page, say: Speech) -> Iterator[str]:
    for each in page.smoothed:
        what = say(_ODDS[each.what])
        yield say.count(
            "Made plain: {what} (line {first})",
            "Made plain: {what} ({number} lines, the first is {first})",
            each.lines,
            what=what,
            first=each.first,
        )


def _of_faults(arrival: Arrival, done: TakenIn, say: Speech) -> None:
    from living_manifesto.report.text import render
    from living_manifesto.rules.pages import page

    for name, told in arrival.met.erased:
        words = clip(one_line(str(told.body or told.reason)), _WIDTH)
        click.echo(say("Not received, since these may be the words erased in {id}: {text}", id=name, text=words))
    papers = {each.id: each for each in arrival.intake.proposals}
    for name, faults in done.refused.items():
        position = papers[name].source
        click.echo(render(faults, {}, say, page), nl=False)
        click.echo(
            say(
                "Proposal {place} of the page was not received. It stands in the page; mend it there.",
                place=position.position if position is not None else "",
            )
        )


def _ending(done: TakenIn, say: Speech) -> None:
    if done.commit is None:
        click.echo(say("Nothing was left to do."))
    elif done.received:
        click.echo(say("Next: manifesto submit --all"))
