"""History written anew without erased words: every ref, from the first commit that held them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence

from living_manifesto.core.proposals import Redaction
from living_manifesto.core.redaction import notices_of, telling, with_notices, words_of
from living_manifesto.core.values import value
from living_manifesto.documents.schema import Schemas
from living_manifesto.documents.splice import rewrite_proposal
from living_manifesto.gitrepo import past
from living_manifesto.gitrepo.past import Ref
from living_manifesto.gitrepo.recasting import File, Recast, recast, recast_tag
from living_manifesto.life.desk import Desk, TooBusy, UnsavedEdits
from living_manifesto.life.register import NoSuchProposal, Register
from living_manifesto.plan.commits import RefMove
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.source import Nothing, Overlay
from living_manifesto.rules.tree import Tree

PULLS = "refs/living-manifesto/pulls"
_TRIES = 20
_ID = re.compile(rb"\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b")


class CannotRewrite(Exception):
    """The history cannot be written anew from here; the arguments are why (``shallow``, ``checked_out``) and where."""


@value
class Rewritten:
    """What was done. ``old`` and ``new`` are the tips of ``main`` (equal when its history held nothing any more).

    ``first`` is the first old commit that held the words, ``refs`` what moved, ``signatures`` how many were lost,
    ``still`` the files and commits that hold passages of the words beside the proposal's own file.
    """

    old: str
    new: str
    first: str = ""
    refs: tuple[str, ...] = ()
    commits: int = 0
    signatures: int = 0
    still: tuple[str, ...] = ()


@value
class _Copies:
    """The versions of a proposal's file: what each becomes by path and blob, and the words that go."""

    files: Mapping[tuple[str, str], File]
    words: tuple[str, ...]


@value
class _Draft:
    """Everything written and nothing moved yet: new commits by old ones, and the moves that remain to be made."""

    made: Mapping[str, str]
    moves: tuple[RefMove, ...]
    first: str
    signatures: int
    files: Mapping[str, bytes | None]
    words: tuple[str, ...]


def demand_whole(desk: Desk) -> None:
    """See that the history can be written anew from here."""
    if past.is_shallow(desk.store.root):
        raise CannotRewrite("shallow", "")


def rewrite(desk: Desk, name: str) -> Rewritten:
    """Write the history anew so that no ref reaches a version of the proposal with words that were erased.

    Whoever is killed half-way runs it again: the same commits come of it, and refs that moved already stay.
    """
    demand_whole(desk)
    for _ in range(_TRIES):
        desk.tidy()
        old = desk.tip()
        draft = _drafted(desk, name)
        if not draft.moves:
            return Rewritten(old, old)
        _make_way(desk, draft)
        if not _move(desk, draft.moves):
            desk.tidy()
            moved = tuple(each.ref for each in draft.moves)
            still = tuple(_still(desk, draft.words))
            return Rewritten(old, desk.tip(), draft.first, moved, len(draft.made), draft.signatures, still)
    raise TooBusy


def _drafted(desk: Desk, name: str) -> _Draft:
    store = desk.store
    refs = past.refs(store.root, store.objects)
    tips = [ref.commit for ref in refs if ref.commit and ref.name != PULLS]
    lineage = past.lineage(store.root, list(dict.fromkeys(tips)))
    copies = _copies(desk, name, [commit for commit, _ in lineage])
    wanted, files = _wanted(desk, lineage, copies)
    places = {each.commit: place for place, each in enumerate(wanted)}
    made = recast(store.root, store.objects, wanted)
    again = dict(zip(places, made.ids, strict=True))
    moves = [move for ref in refs if ref.name != PULLS for move in _moves(desk, ref, again)]
    tags = [ref for ref in refs if ref.tags and ref.commit in again]
    signed = sum(_is_signed(desk, tag) for ref in tags for tag in ref.tags)
    pulls = [move for ref in refs if ref.name == PULLS for move in _pulls(desk, ref, again)]
    first = wanted[0].commit if wanted else ""
    return _Draft(again, (*pulls, *moves), first, made.signed + signed, files, copies.words)


def _copies(desk: Desk, name: str, commits: Sequence[str]) -> _Copies:
    """Read every version of the file that ever stood, wherever it stood, and take the words out of it."""
    proposal = Register(desk, desk.tip()).get(name)
    if proposal is None:
        raise NoSuchProposal(name)
    notices = notices_of(proposal)
    schemas = desk.tree(desk.tip()).schemas
    path = proposal_path(name)
    found = past.versions(desk.store.root, commits, path.rpartition("/")[2])
    modes = {(where, blob): mode for where, blobs in found.items() for blob, mode in blobs.items()}
    held = {blob: desk.store.read(blob) or b"" for blob in dict.fromkeys(blob for _, blob in modes)}
    words: dict[str, None] = {}
    cleaned = {blob: _cleaned(raw, path, notices, schemas, words) for blob, raw in held.items()}
    cleaned |= {blob: _struck(held[blob], words) for blob, raw in cleaned.items() if raw is None}
    files = {(where, blob): (mode, cleaned[blob] or b"") for (where, blob), mode in modes.items()}
    return _Copies({key: file for key, file in files.items() if file[1] != held[key[1]]}, tuple(words))


def _cleaned(
    raw: bytes, path: str, notices: Mapping[str, Redaction], schemas: Schemas, words: dict[str, None]
) -> bytes | None:
    """One version with the notices in place of what stood there; None where it cannot be understood."""
    entry = Tree(Overlay(Nothing(), {path: raw}), schemas).entry(path)
    if entry is None or entry.proposal is None:
        return None
    standing = words_of(entry.proposal, notices)
    words.update(dict.fromkeys(standing.values()))
    # A title may have come later: a step that puts a notice where nothing stood would be none that is allowed.
    wanted = {field: notice for field, notice in notices.items() if field in standing or field == "title"}
    after = with_notices(entry.proposal, wanted)
    return raw if after == entry.proposal else rewrite_proposal(entry.document, after).encode()


def _struck(raw: bytes, words: Collection[str]) -> bytes:
    """A version that is no sound file, without the lines of the words as far as they stand there."""
    for line in sorted((line.strip() for each in words for line in each.splitlines()), key=len, reverse=True):
        raw = raw.replace(line.encode("utf-8", "surrogatepass"), "…".encode()) if len(line) > 1 else raw
    return raw


def _wanted(
    desk: Desk, lineage: Sequence[tuple[str, tuple[str, ...]]], copies: _Copies
) -> tuple[list[Recast], dict[str, bytes | None]]:
    """The commits that have to be made again, and what changes thereby at the tip of what is checked out."""
    paths = list(dict.fromkeys(path for path, _ in copies.files))
    held = past.holdings(desk.store.root, [commit for commit, _ in lineage] if paths else [], paths)
    places: dict[str, int] = {}
    wanted: list[Recast] = []
    files_of: dict[str, dict[str, File]] = {}
    for commit, parents in lineage:
        rows = ((path, copies.files.get((path, blob))) for path, blob in held.get(commit, {}).items())
        files = {path: file for path, file in rows if file is not None}
        if files or any(parent in places for parent in parents):
            places[commit] = len(wanted)
            wanted.append(Recast(commit, tuple(places.get(parent, parent) for parent in parents), files))
            files_of[commit] = files
    shown = desk.store.tip(desk.folder.shown()) or ""
    start = desk.store.start
    return wanted, {path.removeprefix(start): raw for path, (_, raw) in files_of.get(shown, {}).items()}


def _moves(desk: Desk, ref: Ref, again: Mapping[str, str]) -> list[RefMove]:
    if ref.commit not in again:
        return []
    made = again[ref.commit]
    for tag in reversed(ref.tags):
        made, _ = recast_tag(desk.store.root, desk.store.objects, tag, made)
    return [RefMove(ref.name, ref.object, made)]


def _is_signed(desk: Desk, tag: str) -> bool:
    return b"-----BEGIN " in (desk.store.objects.read(tag, b"tag") or b"")


def _pulls(desk: Desk, ref: Ref, again: Mapping[str, str]) -> list[RefMove]:
    """The pull requests without what was said before, each naming the commits by their new ids."""
    store = desk.store
    files: dict[str, File] = {}
    for path, blob in store.listing(ref.commit, rooted=True).items():
        raw = store.read(blob) or b""
        told = _ID.sub(lambda found: again.get(found[0].decode(), found[0].decode()).encode(), raw)
        if told != raw:
            files[path] = ("100644", told)
    made = recast(store.root, store.objects, [Recast(ref.commit, (), files)]).ids[0]
    return [RefMove(ref.name, ref.object, made)] if made != ref.object else []


def _make_way(desk: Desk, draft: _Draft) -> None:
    """See that nothing that lies here is lost, and announce where the files come from and go to."""
    shown = desk.folder.shown()
    for head in past.heads(desk.store.root):
        ours = head.folder == str(desk.folder.top) and shown
        if head.commit in draft.made and not ours:
            raise CannotRewrite("checked_out", head.folder)
    move = next((each for each in draft.moves if each.ref == shown), None)
    if move is not None and move.expected is not None and move.to is not None:
        if unsaved := desk.folder.unsaved(shown, move.expected, draft.files):
            desk.folders.leave()
            raise UnsavedEdits(unsaved)
        desk.folder.announce(shown, move.expected, onto=move.to)


def _move(desk: Desk, moves: Sequence[RefMove]) -> tuple[RefMove, ...]:
    # The pull requests first: a run that dies here finds the old commits still, and the ids that they name anew.
    pulls = [each for each in moves if each.ref == PULLS]
    return desk.store.move(pulls) or desk.store.move([each for each in moves if each.ref != PULLS])


def _still(desk: Desk, words: Collection[str]) -> list[str]:
    pieces = [piece for each in words for piece in telling(each)]
    needles = {piece.encode() for piece in pieces} | {json.dumps(piece)[1:-1].encode() for piece in pieces}
    tips = [ref.object for ref in past.refs(desk.store.root, desk.store.objects)]
    return past.holding(desk.store.root, desk.store.objects, tips, needles) if needles else []
