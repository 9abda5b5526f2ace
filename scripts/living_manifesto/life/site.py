"""A repository read for its public page: one walk along its history, one pass over its register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from living_manifesto.core.proposals import Proposal
from living_manifesto.core.redaction import notices_of
from living_manifesto.core.snapshot import Baseline, Topics, differing
from living_manifesto.core.steps import ActKind
from living_manifesto.gitrepo.line import Line
from living_manifesto.history.audit import Report
from living_manifesto.history.blame import Origins
from living_manifesto.history.checkpoint import checkpoint
from living_manifesto.history.effects import Effect, effects
from living_manifesto.history.proven import only
from living_manifesto.history.steps import Mark, Step
from living_manifesto.history.timeline import Happening, happening
from living_manifesto.intake.page.listing import count, label, listed
from living_manifesto.life.desk import Desk
from living_manifesto.life.overview import Overview, Row
from living_manifesto.life.register import by_day
from living_manifesto.plan.pulls import PullState
from living_manifesto.rules.dates import day_of
from living_manifesto.rules.files import proposal_path
from living_manifesto.rules.source import Nothing, Overlay
from living_manifesto.rules.tree import Tree
from living_manifesto.site.facts import (
    Address,
    Facts,
    Happened,
    Listing,
    Moment,
    Proof,
    Publisher,
    Pull,
    Standing,
    StartedAnew,
    Turn,
    public,
)

_TOPICS, _BASELINES = "proposals/topics", "proposals/baselines"


def facts_of(desk: Desk, line: Line, report: Report, address: Address) -> Facts:
    """Everything that the page of today's ``main`` is made of; ``report`` is the audit up to the same commit."""
    overview = Overview(desk)
    context = desk.context(line.tip)
    past = _Past(desk, line, context.zone)
    rows = [row for row in overview.rows(decided=True) if row.proposal.id in overview.register.proposals]
    held = {row.proposal.id: row for row in rows}
    drafts = _drafts(desk, rows)
    topics = _topics(context.tree)
    everything = list(overview.register.proposals.values())
    return Facts(
        _publisher(context.tree, context.zone, context.settings.roles),
        address,
        line.tip,
        past.day(report.tip),
        context.tree.outline(),
        topics,
        {each.id: _standing(held[each.id], drafts, past, address) for each in by_day(everything) if each.id in held},
        {name: _listing(name, everything, topics) for name in context.tree.section_paths()},
        past.origins.nodes,
        past.days,
        tuple(past.steps),
        tuple(_baselines(context.tree, past, report)),
        Proof(report, checkpoint(report.tip.commit, past.day(report.tip)), _days(report, past)),
    )


class _Past:
    """What one walk along the line tells: events of proposals, where sentences came from, what adoptions changed."""

    def __init__(self, desk: Desk, line: Line, zone: str) -> None:
        tree = desk.tree(line.tip)
        self._zone = zone
        self.origins = Origins(tree.section_paths())
        self.days: dict[str, str] = {}
        self.moments: dict[str, list[Moment]] = {}
        self.turns: dict[str, Turn] = {}
        self.recorded: dict[str, Mark] = {}
        self.steps: list[Happened] = []
        self._walk(line, tree)

    def day(self, mark: Mark) -> str:
        """The day of a step in the manifesto's time zone."""
        return day_of(mark.at, self._zone)

    def _walk(self, line: Line, tip: Tree) -> None:
        walk = line.walk(line.rows())
        before = Tree(walk.before(), tip.schemas)
        for step, source in walk:
            after = Tree(source, tip.schemas, before.known)
            if step.paths:
                self._take(step, before, after)
            before = after

    def _take(self, step: Step, before: Tree, after: Tree) -> None:
        self.days[step.mark.commit] = self.day(step.mark)
        told = happening(step, before, after)
        self._note(told)
        if not any(path.startswith("manifesto/") for path in step.paths) or not self.origins.has_begun:
            self.origins.take(step.mark, before, after, step.paths)
            return
        found = tuple(effects(before, after, step.paths))
        self.turns.update((name, turn) for name, turn in map(_turn, found) if name)
        self.origins.follow(step.mark, after, found)

    def _note(self, told: Happening) -> None:
        day, commit = self.days[told.mark.commit], told.mark.commit
        for event in told.events:
            self.moments.setdefault(event.subject, []).append(Moment(event.kind, day, commit, event.outcome))
        adopted, baselines = (_subjects(told, kind) for kind in (ActKind.ADOPTION, ActKind.BASELINE))
        self.recorded.update(dict.fromkeys(baselines, told.mark))
        if adopted or baselines:
            self.steps.append(Happened(day, commit, adopted, baselines, told.unexplained))


def _subjects(told: Happening, kind: ActKind) -> tuple[str, ...]:
    return tuple(event.subject for event in told.events if event.kind is kind)


def _turn(effect: Effect) -> tuple[str, Turn]:
    before, after = effect.before.root if effect.before else effect.after.root, effect.after.root
    names = differing(before, after)
    return effect.proposal.id if effect.proposal else "", Turn(only(before, names), only(after, names))


def _days(report: Report, past: _Past) -> Mapping[str, str]:
    faults = (*report.open, *report.mended)
    marks = [report.tip, report.first, *(each.mark for each in faults), *(each.mark for each in report.later)]
    marks += [fault.mended for fault in report.mended]
    return {mark.commit: past.day(mark) for mark in marks if mark is not None}


def _publisher(tree: Tree, zone: str, roles: Mapping[str, str]) -> Publisher:
    file = tree.manifesto()
    told = file.settings if file is not None else {}
    terms = told.get("terms")
    return Publisher(
        file.root.title if file is not None else "",
        str(told.get("publisher", "")),
        str(told.get("language", "ja")),
        zone,
        str(told.get("license", "")),
        str(told.get("contact", "")),
        str(terms.get("url", "")) if isinstance(terms, Mapping) else "",
        roles,
    )


def _topics(tree: Tree) -> dict[str, Topics]:
    entries = {name: tree.entry(f"{_TOPICS}/{name}.yaml") for name in tree.section_paths()}
    return {name: each.value for name, each in entries.items() if each is not None and isinstance(each.value, Topics)}


def _listing(section: str, proposals: Sequence[Proposal], topics: Mapping[str, Topics]) -> Listing:
    claims = topics[section].source if section in topics else {}
    own = [each for each in proposals if each.section == section]
    shown = listed(own, section, claims)
    labels = {each.id: label(each) for each in shown}
    return Listing(tuple(each.id for each in shown), count(own, shown, section, claims), labels)


def _standing(row: Row, drafts: Mapping[str, Proposal], past: _Past, address: Address) -> Standing:
    proposal = public(row.proposal)
    draft = drafts.get(proposal.id, proposal)
    is_hidden = proposal.hidden is not None
    pull = row.pull
    told = None
    if pull is not None:
        web = address.pulls.replace("{number}", str(pull.number))
        told = Pull(pull.number, web, pull.state is PullState.OPEN)
    return Standing(
        proposal,
        str(row.state),
        () if is_hidden else tuple(draft.changes or ()),
        told,
        tuple(past.moments.get(proposal.id, ())),
        None if is_hidden else past.turns.get(proposal.id),
        row.reverted_by,
    )


def _drafts(desk: Desk, rows: Sequence[Row]) -> dict[str, Proposal]:
    """The drafts on the branches of open pull requests, read in one go; of what was taken down none is shown."""
    wanted = {row.proposal.id: row.pull.head for row in rows if row.pull is not None and _is_draft_wanted(row)}
    paths = {name: proposal_path(name) for name in wanted}
    asked = [f"{head}:{desk.store.start}{paths[name]}" for name, head in wanted.items()]
    files = dict(zip(paths.values(), desk.store.read_many(asked), strict=True))
    tree = Tree(Overlay(Nothing(), files), desk.tree(desk.tip()).schemas)
    entries = {name: tree.once(path) for name, path in paths.items() if files[path] is not None}
    return {name: each.proposal for name, each in entries.items() if each is not None and each.proposal is not None}


def _is_draft_wanted(row: Row) -> bool:
    pull, proposal = row.pull, row.proposal
    is_whole = proposal.hidden is None and not notices_of(proposal)
    return is_whole and pull is not None and pull.state is PullState.OPEN and bool(pull.head)


def _baselines(tree: Tree, past: _Past, report: Report) -> Iterator[StartedAnew]:
    turns = {each.baseline: Turn(each.before, each.after) for each in report.later}
    for name, mark in past.recorded.items():
        entry = tree.entry(f"{_BASELINES}/{name}.yaml")
        if entry is not None and isinstance(entry.value, Baseline):
            yield StartedAnew(entry.value, past.day(mark), mark.commit, turns.get(name))
