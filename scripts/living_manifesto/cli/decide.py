"""``manifesto decide``: decline, withdraw, defer, or mark as a duplicate, with the reason for everyone to read."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from living_manifesto.cli.desks import at_desk
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech
from living_manifesto.report.display import one_line

if TYPE_CHECKING:
    from living_manifesto.core.proposals import Decision
    from living_manifesto.life.sync import Synced
    from living_manifesto.plan.pulls import Pull
    from living_manifesto.wiring import Workplace

OUTCOMES = ("declined", "withdrawn", "duplicate", "deferred")
_BY_MERGING = ("adopted", "incorporated")


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "decide",
        help=say("Record a decision with its reason. A proposal is adopted by merging it: manifesto merge ID."),
        epilog=say(
            "Example: manifesto decide 20260128-k3f9tw --outcome declined --by policy-team --reason 'The cost is …'"
        ),
    )
    @click.argument("id", metavar="ID")
    @click.option("--outcome", required=True, metavar="|".join(OUTCOMES), help=say("What was decided."))
    @click.option("--reason", metavar="TEXT", help=say("Why, in words about this proposal; they are published."))
    @click.option("--by", metavar="ROLE", help=say("Which role decided (a role of the settings, never a person)."))
    @click.option("--of", metavar="ID", help=say("The other proposal, of a duplicate."))
    @click.option("--until", metavar="DATE", help=say("Until which day or event it rests, when it is deferred."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def decide(*, id: str, outcome: str, as_json: bool, **words: str | None) -> None:  # noqa: A002 - the word typed
        place = find_workplace(say)
        _demand_outcome(id, outcome, say)
        given = {name: text for name, text in words.items() if text}
        given["by"] = _role(given.get("by", ""), place.settings.roles, say)
        _decide(place, id, _asked(outcome, given, say), say, as_json=as_json)

    return decide


def _demand_outcome(name: str, outcome: str, say: Speech) -> None:
    if outcome in _BY_MERGING:
        raise click.UsageError(
            say("A proposal is adopted by merging its pull request: manifesto merge {id}", id=one_line(name))
        )
    if outcome not in OUTCOMES:
        raise click.UsageError(
            say(
                "There is no outcome {typed}. One of: {outcomes}", typed=one_line(outcome), outcomes=", ".join(OUTCOMES)
            )
        )


def _role(typed: str, roles: Mapping[str, str], say: Speech) -> str:
    """The role that is meant, by id or title; a refusal that names all of them."""
    meant = [role for role, title in roles.items() if typed in (role, title)]
    if not typed or not roles or len(meant) == 1:
        return meant[0] if meant else typed
    named = ", ".join(f"{role} ({title})" for role, title in roles.items())
    raise click.UsageError(
        say("There is no role {typed} in pyproject.toml. One of: {roles}", typed=one_line(typed), roles=named)
    )


def _asked(outcome: str, given: dict[str, str], say: Speech) -> Decision:
    """The decision; what it owes and was not given is asked for in a terminal."""
    from living_manifesto.core.proposals import Decision, Outcome
    from living_manifesto.rules.decisions import owes_reason

    meant = Outcome(outcome)
    if owes_reason(Decision(meant, of=given.get("of", ""))) and not given.get("reason"):
        given["reason"] = _ask(
            say("Why (published, together with the proposal)"),
            say("Say why, in words about this proposal: --reason TEXT. They are published."),
        )
    if meant is Outcome.DEFERRED and not given.get("until"):
        given["until"] = _ask(
            say("Until when (a day such as 2026-05-01, or an event)"),
            say("Say until which day or event it rests: --until DATE."),
        )
    return Decision(meant, **given)


def _ask(question: str, otherwise: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError(otherwise)
    return str(click.prompt(question))


def _decide(place: Workplace, name: str, decision: Decision, say: Speech, *, as_json: bool) -> None:
    from living_manifesto.life.decisions import answer, decide
    from living_manifesto.life.sync import sync

    with at_desk(place, say) as desk:
        commit = decide(desk, name, decision)
        synced = sync(desk, [name])
        pull = answer(desk, name, place.settings.roles)
        if as_json:
            click.echo(_as_text(name, commit, decision, pull))
            return
        title = place.settings.roles.get(decision.by, decision.by)
        click.echo(_recorded(name, decision, title, say) if commit else say("This decision stands already."))
        click.echo(say("The words of the proposal and the reason stay public."))
        click.echo(_of_pull(pull, synced, say))


def _as_text(name: str, commit: str | None, decision: Decision, pull: Pull | None) -> str:
    import json

    told = {"number": pull.number, "state": pull.state.value} if pull is not None else None
    answer = {"id": name, "commit": commit, "outcome": decision.outcome.value, "pull": told}
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _recorded(name: str, decision: Decision, title: str, say: Speech) -> str:
    from living_manifesto.report.terms import OUTCOMES

    word = say(OUTCOMES[decision.outcome])
    if title:
        return say("Recorded on {id}: {outcome}, by {role}.", id=name, outcome=word, role=one_line(title))
    return say("Recorded on {id}: {outcome}.", id=name, outcome=word)


def _of_pull(pull: Pull | None, synced: Synced, say: Speech) -> str:
    from living_manifesto.plan.pulls import PullState

    if pull is None:
        return say("It has no pull request.")
    if pull.state is PullState.OPEN:
        return say("Its pull request #{number} stays open; what it says is up to date.", number=pull.number)
    if dict(synced.left).get(pull.proposal):
        return say(
            "Its pull request #{number} is closed. Its branch holds a person's work and stays.", number=pull.number
        )
    return say("Its pull request #{number} is closed.", number=pull.number)
