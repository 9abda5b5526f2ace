"""Taking down: words hidden behind a notice, or erased so that nothing but a salted digest tells of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from living_manifesto.core.changes import Add, Change
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Outcome, Proposal, Redaction
from living_manifesto.core.redaction import FIELDS, erased, notices_of, quotes, with_notices, words_of
from living_manifesto.core.values import replace, value
from living_manifesto.gitrepo.remembered import forget
from living_manifesto.life.desk import Desk, TooBusy
from living_manifesto.life.register import NoSuchProposal, Register, edited, outcome_of
from living_manifesto.plan.actions import EditPull
from living_manifesto.plan.commits import NewCommit, RefMove
from living_manifesto.plan.pulls import Pull, PullState
from living_manifesto.report.terms import ground_word, notice
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.passages import of_node, of_proposal

_TRIES = 50
_TAKEN_DOWN = "taken-down"
"""The label of a closed pull request whose text a notice stands for."""


class NothingToErase(Exception):
    """None of the fields holds words or a notice; the arguments are the id and the fields as people name them."""


@value
class Erased:
    """What an erasing did: the commit (None when it was done before) and all fields that hold a notice now.

    ``drafts`` are proposals whose drafted change still holds passages of what was erased, ``texts`` the addresses in
    the adopted text that do, with the proposal that put them there.
    """

    commit: str | None
    fields: tuple[str, ...]
    drafts: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


def hide(desk: Desk, name: str, ground: str) -> str | None:
    """Let a notice stand for the proposal wherever it is shown; the commit, None when it is hidden so already."""

    def hidden(proposal: Proposal) -> Proposal:
        if proposal.hidden is not None and proposal.hidden.ground == ground:
            return proposal
        return replace(proposal, hidden=Redaction(ground, _today(desk)))

    message = desk.speech("Hide {proposal}: {ground}", proposal=name, ground=ground_word(ground, desk.speech))
    return _redacted(desk, name, hidden, message)


def show_again(desk: Desk, name: str) -> str | None:
    """Show a hidden proposal again; the commit, None when it is not hidden."""
    return _redacted(
        desk, name, lambda proposal: replace(proposal, hidden=None), desk.speech("Show {proposal} again", proposal=name)
    )


def to_erase(desk: Desk, name: str, fields: Collection[str] = ()) -> tuple[str, ...]:
    """The fields, as people name them (all when none is named), in which an erasing would find words today.

    ``NothingToErase`` where they hold neither words nor a notice.
    """
    proposal, wanted = _proposal(desk, name), tuple(fields or FIELDS)
    standing = words_of(proposal, [FIELDS[field] for field in wanted])
    if not standing and notices_of(proposal).keys().isdisjoint(FIELDS[field] for field in wanted):
        raise NothingToErase(name, tuple(fields))
    return tuple(field for field in wanted if FIELDS[field] in standing)


def erase(desk: Desk, name: str, fields: Collection[str], ground: str, salt: str) -> Erased:
    """Replace the words of these fields (all that stand when none is named) by a notice, on ``main`` and its branch.

    ``salt`` makes the digests worthless to whoever guesses; it is to be kept outside of the repository.
    """
    to_erase(desk, name, fields)
    wanted = [FIELDS[field] for field in fields or FIELDS]
    today = _today(desk)
    message = desk.speech("Erase words of {proposal}: {ground}", proposal=name, ground=ground_word(ground, desk.speech))
    commit = _redacted(desk, name, lambda held: erased(held, wanted, ground=ground, on=today, salt=salt), message)
    # Remembered faults quote what they are about.
    forget(desk.store.common / "living-manifesto")
    held = notices_of(_proposal(desk, name))
    words = erased_words(desk, name)
    texts = tuple(_in_text(desk, name, words)) if words else ()
    drafts = tuple(_in_drafts(desk, name, words)) if words else ()
    return Erased(commit, tuple(field for field, kept in FIELDS.items() if kept in held), drafts, texts)


def erased_words(desk: Desk, name: str) -> tuple[str, ...]:
    """What stood where notices stand now, as far as the history of ``main`` still holds it."""
    return tuple(dict.fromkeys(words for _, held in _bearing(desk, name) for words in held))


def bearers(desk: Desk, name: str) -> tuple[str, str]:
    """The first and the last commit of ``main`` that hold words erased since; empty where none holds any."""
    held = [commit for commit, _ in _bearing(desk, name)]
    return (held[-1], held[0]) if held else ("", "")


def _bearing(desk: Desk, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Commits of ``main`` before and at each change of the proposal, the latest first, with the erased words there."""
    wanted, path = notices_of(_proposal(desk, name)), proposal_path(name)
    steps = desk.store.touching(path, desk.tip())
    for commit in dict.fromkeys(each for step in steps for each in step):
        entry = desk.tree(commit).entry(path)
        if entry is not None and entry.proposal is not None and (held := words_of(entry.proposal, wanted)):
            yield commit, tuple(held.values())


def _redacted(desk: Desk, name: str, edit: Callable[[Proposal], Proposal], message: str) -> str | None:
    """Let ``main`` make the step, then the branch and the pull request that nobody else brings into line."""
    commit = desk.advance(lambda tip: edited(desk.context(tip), name, edit), message)
    pull = desk.forge.pulls([name]).get(name)
    for branch in dict.fromkeys((f"proposal/{name}", pull.branch if pull is not None else "")):
        _clear_branch(desk, name, f"refs/heads/{branch}", message)
    if pull is not None and pull.state is not PullState.OPEN:
        _tell_closed(desk, name, pull)
    return commit


def _clear_branch(desk: Desk, name: str, ref: str, message: str) -> None:
    """Take what is erased on ``main`` out of the copy on a branch; ``sync`` then brings the branch into shape."""
    notices = notices_of(_proposal(desk, name))
    for _ in range(_TRIES):
        head = desk.store.tip(ref)
        entry = desk.tree(head).entry(proposal_path(name)) if head is not None else None
        copy = entry.proposal if entry is not None else None
        if head is None or copy is None or not words_of(copy, notices):
            return
        files = edited(desk.context(head), name, lambda held: with_notices(held, notices))
        commit = desk.store.write([NewCommit((head,), message, desk.now, files)])[0]
        if not desk.store.move([RefMove(ref, head, commit)]):
            return
    raise TooBusy


def _tell_closed(desk: Desk, name: str, pull: Pull) -> None:
    """A closed pull request is edited by nothing else: it shows the notice, or where the proposal can be read."""
    proposal, say = _proposal(desk, name), desk.speech
    notices = [each for each in (proposal.hidden, *notices_of(proposal).values()) if each is not None]
    if notices:
        body = notice(max(notices, key=lambda each: each.on), say)
    elif _TAKEN_DOWN in pull.labels:
        body = say("The proposal stands in {path}.", path=f"`{proposal_path(name)}`")
    else:
        return
    labels = pull.labels | {_TAKEN_DOWN} if notices else pull.labels - {_TAKEN_DOWN}
    desk.forge.apply([EditPull(pull.number, pull.head, name, body, pull.draft, labels)])


def _in_drafts(desk: Desk, name: str, words: Collection[str]) -> Iterator[str]:
    """The proposal itself where it is open and its change, in the register or on its branch, quotes the words."""
    register = Register(desk, desk.tip())
    proposal = register.get(name)
    if proposal is None or not register.is_open(proposal):
        return
    head = desk.store.tip(f"refs/heads/proposal/{name}")
    entry = desk.tree(head).entry(proposal_path(name)) if head is not None else None
    copies = [proposal, *([entry.proposal] if entry is not None and entry.proposal is not None else [])]
    if any(_quotes(copy.changes or (), words) for copy in copies):
        yield name


def _quotes(changes: Collection[Change], words: Collection[str]) -> bool:
    drafted = Proposal("", "", "", changes=tuple(changes))
    return any(quotes(passage.text, words) for passage in of_proposal(drafted))


def _in_text(desk: Desk, name: str, words: Collection[str]) -> Iterator[tuple[str, str]]:
    """Places of the adopted text that quote the words, where the proposal or one that incorporates it put them."""
    tip = desk.tip()
    outline = desk.tree(tip).outline()
    for proposal in Register(desk, tip).proposals.values():
        origins = [proposal.id, *(source.id for source in proposal.incorporates)]
        if name in origins and outcome_of(proposal.decision) is Outcome.ADOPTED:
            yield from ((key, proposal.id) for key in _touched(proposal, outline) if _says(outline, key, words))


def _touched(proposal: Proposal, outline: Outline) -> list[str]:
    found: dict[str, None] = {}
    for change in proposal.changes or ():
        added = [node.id for node in change.node.walk()] if isinstance(change, Add) else [change.target]
        keys = (outline.key(reference, proposal.section) for reference in added)
        found |= dict.fromkeys(key for key in keys if key is not None)
    return list(found)


def _says(outline: Outline, key: str, words: Collection[str]) -> bool:
    node = replace(outline.places[key].node, lists=())
    return any(quotes(passage.text, words) for passage in of_node(node))


def _proposal(desk: Desk, name: str) -> Proposal:
    proposal = Register(desk, desk.tip()).get(name)
    if proposal is None:
        raise NoSuchProposal(name)
    return proposal


def _today(desk: Desk) -> str:
    return desk.context(desk.tip()).today.isoformat()
