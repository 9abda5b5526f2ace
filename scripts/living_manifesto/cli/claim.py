"""``manifesto claim``: with the code of the receipt a proposer is heard who has no account anywhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.change_options import change_options
from living_manifesto.cli.desks import at_desk
from living_manifesto.cli.places import find_workplace
from living_manifesto.core.redaction import FIELDS
from living_manifesto.locale import Speech

if TYPE_CHECKING:
    from living_manifesto.core.proposals import Proposal
    from living_manifesto.life.desk import Desk
    from living_manifesto.life.findings import Finding

_WISHES = ("replace", "with", "add", "heading", "to", "remove", "section")


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "claim",
        help=say(
            "Act for the proposer, who shows the claim code of the receipt: withdraw the proposal, confirm or correct "
            "the change that was drafted from it, or ask that words be removed. Without an act, show where it stands."
        ),
        epilog=say(
            "Example: manifesto claim 20260128-k3f9tw --correct --replace 4-3 --with 'A better sentence.' "
            "(it then asks for the code)"
        ),
    )
    @click.argument("id", metavar="ID")
    @click.option("--code", metavar="CODE", help=say("The claim code; asked for when left out; - for a pipe."))
    @click.option("--withdraw", is_flag=True, help=say("Take the proposal back."))
    @click.option("--reason", metavar="TEXT", help=say("With --withdraw: why; it is published."))
    @click.option("--confirm", is_flag=True, help=say("The drafted change is what the proposer means."))
    @click.option("--correct", is_flag=True, help=say("Put the change right, as told by the options below."))
    @click.option("--section", metavar="SECTION", help=say("With --correct: another section than so far."))
    @change_options(say)
    @click.option(
        "--take-down",
        "fields",
        multiple=True,
        type=click.Choice(list(FIELDS)),
        help=say("Hide the proposal at once and ask the office to erase this of it; may stand again."),
    )
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def claim(
        *,
        id: str,  # noqa: A002 - the word on the command line
        code: str | None,
        withdraw: bool,
        confirm: bool,
        correct: bool,
        fields: tuple[str, ...],
        as_json: bool,
        **words: str | None,
    ) -> None:
        given = {name: text for name, text in words.items() if text}
        act = _act(
            {"withdraw": withdraw, "confirm": confirm, "correct": correct, "take_down": bool(fields)}, given, say
        )
        place, typed = find_workplace(say), _code(code, say)
        with at_desk(place, say) as desk:
            proposal = _opened(desk, id, typed, say)
            done = _done(desk, proposal, act, given, fields, say)
            _tell(desk, proposal.id, act, fields, done, say, as_json=as_json)

    return claim


def _act(flags: Mapping[str, bool], given: Mapping[str, str], say: Speech) -> str:
    """The one act that is asked for; empty when none is."""
    chosen = [name for name, is_asked in flags.items() if is_asked]
    if len(chosen) > 1:
        raise click.UsageError(say("One at a time: --withdraw, --confirm, --correct or --take-down."))
    act = chosen[0] if chosen else ""
    if "reason" in given and act != "withdraw":
        raise click.UsageError(say("--reason goes with --withdraw."))
    if act != "correct" and not given.keys().isdisjoint(_WISHES):
        raise click.UsageError(say("To change what is proposed, say --correct too."))
    return act


def _code(given: str | None, say: Speech) -> str:
    """The code: given, from a pipe, or asked for without being shown, so that no history of commands keeps it."""
    if given == "-":
        return sys.stdin.readline()
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise click.UsageError(say("Give the claim code: --code CODE, or --code - to read it from a pipe."))
    return str(click.prompt(say("Claim code (it is not shown)"), hide_input=True, err=True))


def _opened(desk: Desk, name: str, code: str, say: Speech) -> Proposal:
    from living_manifesto.life.claims import NotTheCode, proposal_of

    try:
        return proposal_of(desk, name, code)
    except NotTheCode as error:
        raise click.UsageError(
            say("This is not the claim code of {id}. Copy it from the receipt; blanks and case do not matter.", id=name)
        ) from error


def _done(
    desk: Desk, proposal: Proposal, act: str, given: Mapping[str, str], fields: tuple[str, ...], say: Speech
) -> str | None:
    """Do it, and bring branch and pull request into line; the commit, None when it was done already."""
    from living_manifesto.life import claims
    from living_manifesto.life.redactions import NothingToErase
    from living_manifesto.life.sync import sync
    from living_manifesto.report.terms import OUTCOMES

    name, commit = proposal.id, None
    try:
        match act:
            case "withdraw":
                commit = claims.withdraw(desk, name, given.get("reason", ""))
            case "confirm":
                commit = claims.confirm(desk, name)
            case "correct":
                commit = _correct(desk, proposal, given, say)
            case "take_down":
                commit = claims.ask_removal(desk, name, fields)
            case _:
                return None
    except claims.DecidedAlready as error:
        word = say(OUTCOMES[error.args[1]])
        raise click.UsageError(
            say("{id} is decided already ({outcome}), so this cannot be done any more.", id=name, outcome=word)
        ) from error
    except claims.NothingDrafted as error:
        raise click.UsageError(
            say("{id} has no drafted change that fits the text of today. Say what it should be: --correct", id=name)
        ) from error
    except NothingToErase as error:
        raise click.UsageError(say("{id} holds no such words, so there is nothing to erase.", id=name)) from error
    sync(desk, [name])
    _remark(desk, name, act, fields)
    return commit


def _remark(desk: Desk, name: str, act: str, fields: tuple[str, ...]) -> None:
    """What is said below the pull request; a run that was killed before says it now."""
    from living_manifesto.life import claims
    from living_manifesto.life.decisions import answer

    match act:
        case "withdraw":
            answer(desk, name, {})
        case "confirm":
            claims.tell_confirmed(desk, name)
        case "correct":
            claims.tell_corrected(desk, name)
        case _:
            claims.tell_removal(desk, name, fields)


def _correct(desk: Desk, proposal: Proposal, given: Mapping[str, str], say: Speech) -> str | None:
    from living_manifesto.cli.telling import changes_told, find_section
    from living_manifesto.life.claims import correct
    from living_manifesto.rules.references import NOWHERE

    outline = desk.tree(desk.tip()).outline()
    home = find_section(given["section"], outline, say) if "section" in given else proposal.section
    if given.keys().isdisjoint(("replace", "add", "remove")):
        raise click.UsageError(
            say("Say what should change: --replace NODE --with TEXT, --add TEXT (--to NODE), or --remove NODE.")
        )
    if home == NOWHERE:
        raise click.UsageError(say("No section was found for {id} yet. Name it: --section SECTION", id=proposal.id))
    return correct(desk, proposal.id, changes_told(given, home, outline, say), home)


def _tell(
    desk: Desk, name: str, act: str, fields: tuple[str, ...], commit: str | None, say: Speech, *, as_json: bool
) -> None:
    from living_manifesto.life.overview import Overview
    from living_manifesto.report.standing import STATES

    row, finding = Overview(desk, [name]).one(name)
    if as_json:
        number = row.pull.number if row.pull is not None else None
        plain = {"id": name, "act": act or None, "commit": commit, "state": str(row.state), "pull": number}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
        return
    if act:
        click.echo(_said(act, name, say) if commit else say("That was done already."))
    click.echo(say("State: {state}", state=say(STATES[str(row.state)])))
    if act in ("", "confirm", "correct") and finding is not None and finding.draft.changes:
        from living_manifesto.report.sentences import sentences

        outline = desk.tree(desk.tip()).outline()
        changes = finding.built.resolution.changes if finding.built is not None else ()
        click.echo(say("When it is adopted:"))
        for line in sentences(changes or finding.draft.changes, outline, finding.draft.section, say):
            click.echo(f"  {line}")
    if act == "take_down":
        options = " ".join(f"--field {field}" for field in fields)
        command = f"manifesto erase {name} --ground privacy {options}"
        click.echo(say("To take it out of files and history: {command}", command=command))
    if not act:
        click.echo(say("What can be done: {options}", options=", ".join(_open_ways(finding))))


def _open_ways(finding: Finding | None) -> list[str]:
    """The acts that are possible now: a decided proposal stays, but its words can be hidden."""
    if finding is None:
        return ["--take-down"]
    is_drafted = bool(finding.draft.changes)
    return [*(["--confirm"] if is_drafted else []), "--correct", "--withdraw", "--take-down"]


def _said(act: str, name: str, say: Speech) -> str:
    match act:
        case "withdraw":
            return say("{id} is withdrawn. Its words stay public.", id=name)
        case "confirm":
            return say("Noted: the change of {id} is what its proposer means.", id=name)
        case "correct":
            return say("The change of {id} reads as its proposer means it.", id=name)
        case _:
            return say("{id} is hidden: pages and pull request show a notice instead of its words.", id=name)
