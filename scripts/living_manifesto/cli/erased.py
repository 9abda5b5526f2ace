"""What is said after words were erased: passages left, the new history, what lies beyond reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from living_manifesto.locale import Speech, speech_for

if TYPE_CHECKING:
    from living_manifesto.life.desk import Desk
    from living_manifesto.life.redactions import Erased
    from living_manifesto.life.rewriting import Rewritten

_SHOWN = 20


def tell_passages(done: Erased, say: Speech) -> None:
    """Where passages of the words stand in what is not the proposer's, and the cure."""
    for draft in done.drafts:
        click.echo(say("The drafted change of {id} still holds passages of these words.", id=draft))
        click.echo(say("  Draft it anew: git switch proposal/{id}, edit the section, commit, manifesto sync", id=draft))
    for address, by in done.texts:
        click.echo(say("The adopted text still holds passages of these words: {place}", place=address))
        click.echo(say("  Take it back: manifesto revert {id} --reason …", id=by))


def tell_history(desk: Desk, done: Rewritten, say: Speech) -> None:
    """What became of the history, and what is left to do by hand."""
    from living_manifesto.gitrepo.past import remotes

    if not done.commits:
        click.echo(say("The history holds these words no more."))
        return
    count = len(done.refs)
    click.echo(say.count("Written anew: {number} branch or tag", "Written anew: {number} branches and tags", count))
    if done.signatures:
        click.echo(say.count("{number} signature was lost", "{number} signatures were lost", done.signatures))
    for place in done.still[:_SHOWN]:
        click.echo(say("This still holds passages of the words and was left alone: {place}", place=place))
    if len(done.still) > _SHOWN:
        click.echo(say("  … and {number} more", number=len(done.still) - _SHOWN))
    click.echo(say("What to do now, in this order:"))
    for number, step in enumerate(_steps(list(remotes(desk.store.root)), done.old, say), start=1):
        click.echo(f"  {number}. {step}")


def _steps(others: list[str], old: str, say: Speech) -> Iterator[str]:
    yield say("Prove that nothing else was changed: manifesto audit --rewritten {old}", old=old)
    for name in others:
        yield say("Send it: git push --force {name} 'refs/heads/*' 'refs/tags/*' 'refs/living-manifesto/*'", name=name)
    yield say("Drop the old objects here: git reflog expire --expire=now --all && git gc --prune=now")
    yield say("Tell everyone to clone anew. A push from an old clone would bring the words back.")


def tell_beyond(desk: Desk, name: str, done: Rewritten | None, say: Speech) -> None:
    """What cannot be reached from here, and the letter to the host, in English too."""
    from living_manifesto.gitrepo.past import remotes
    from living_manifesto.life.redactions import bearers
    from living_manifesto.report.erasure import Traces, beyond_reach, letter
    from living_manifesto.rules.files import proposal_path

    rewritten = done is not None and done.commits > 0
    first, last = (done.first, done.old) if done is not None and rewritten else bearers(desk, name)
    click.echo("\n" + "\n".join(beyond_reach(say)))
    if not first:
        return
    if not rewritten:
        click.echo(say("Old versions in the history still hold the words; --history takes them out there too."))
    addresses = tuple(remotes(desk.store.root).values())
    traces = Traces(addresses, proposal_path(name), first, last, rewritten)
    click.echo("\n" + say("Text to send to the host of the repository:") + "\n")
    for voice in dict.fromkeys((say, speech_for("en"))) if say.language != "en" else (say,):
        click.echo(letter(traces, voice) + "\n")
