"""``manifesto review``: approve a pull request, ask for changes, or comment."""

from __future__ import annotations

import click

from living_manifesto.cli.desks import at_desk
from living_manifesto.cli.places import find_workplace
from living_manifesto.locale import Speech


def command(say: Speech) -> click.Command:
    """The command with its help in the reader's language."""

    @click.command(
        "review",
        help=say("Say what you think of a pull request. An approval is for the wording as it stands now."),
        epilog=say("Example: manifesto review 20260128-k3f9tw --approve"),
    )
    @click.argument("id", metavar="ID")
    @click.option("--approve", is_flag=True, help=say("It may be adopted."))
    @click.option("--request-changes", metavar="TEXT", help=say("It must not be adopted like this; say why."))
    @click.option("--comment", metavar="TEXT", help=say("Say something without a verdict."))
    @click.option("--json", "as_json", is_flag=True, help=say("Answer as JSON."))
    def review(**told: str | bool | None) -> None:
        given = [name for name in ("approve", "request_changes", "comment") if told[name]]
        if not given or (told["approve"] and told["request_changes"]):
            raise click.UsageError(say("Say one of --approve, --request-changes TEXT, --comment TEXT."))
        _review(str(told["id"]), told, say)

    return review


def _review(name: str, told: dict[str, str | bool | None], say: Speech) -> None:
    from living_manifesto.life.reviews import NoPull, NothingToApprove, review
    from living_manifesto.plan.pulls import Verdict

    verdict = Verdict.APPROVED if told["approve"] else Verdict.COMMENTED
    verdict = Verdict.CHANGES_REQUESTED if told["request_changes"] else verdict
    text = str(told["request_changes"] or told["comment"] or "")
    with at_desk(find_workplace(say), say) as desk:
        try:
            done = review(desk, name, verdict, text)
        except NoPull as error:
            raise click.UsageError(
                say("{id} has no open pull request. Open it: manifesto submit {id}", id=error.args[0])
            ) from error
        except NothingToApprove as error:
            raise click.UsageError(
                say(
                    "{id} has no change yet that fits today's text, so there is nothing to approve. "
                    "See why: manifesto status {id}",
                    id=error.args[0],
                )
            ) from error
        if told["as_json"]:
            import json

            from living_manifesto.core.values import as_dict

            click.echo(json.dumps({"number": done.pull.number, **as_dict(done.approvals)}, ensure_ascii=False))
            return
        click.echo(say("Noted on #{number} {title}", number=done.pull.number, title=done.pull.title))
        if done.approvals.approved:
            click.echo(say("Approved by: {names}", names=", ".join(done.approvals.approved)))
        if done.approvals.refused:
            click.echo(say("Changes asked for by: {names}", names=", ".join(done.approvals.refused)))
        if len(done.approvals.approved) >= desk.approvals and not done.approvals.refused:
            click.echo(say("Next: manifesto merge {id}", id=name))
