"""Changes: they apply to today's text, word for word; where one does not, the place and what stands there now."""

from __future__ import annotations

from collections.abc import Iterator

from living_manifesto.core.amend.apply import check
from living_manifesto.core.amend.conflict import Cause, Conflict
from living_manifesto.core.changes import Change, Replace
from living_manifesto.core.diagnostics import Diagnostic, Severity
from living_manifesto.core.nodes import Form
from living_manifesto.core.outline import Outline
from living_manifesto.core.proposals import Outcome, Proposal
from living_manifesto.documents.within import Path
from living_manifesto.rules.context import Context
from living_manifesto.rules.references import NOWHERE, replacing, unknown_section
from living_manifesto.rules.snapshots import sections_of
from living_manifesto.rules.tree import Entry


def is_open(proposal: Proposal) -> bool:
    """Whether it still waits for its decision, or waits again after a deferral."""
    return proposal.decision is None or proposal.decision.outcome is Outcome.DEFERRED


def apply_today(entry: Entry, context: Context) -> Iterator[Diagnostic]:
    """LM302, LM401-LM405, LM408-LM412: the changes of an open proposal fit today's text.

    Of a received proposal this is a hint: the text has moved on and a person will look at it. So it is of one that was
    written elsewhere, on another version of the text.
    """
    proposal = entry.proposal
    if proposal is None or not is_open(proposal):
        return
    if proposal.changes is None:
        if proposal.decision is not None:
            return  # deferred: it waits for its day, not for a draft
        yield Diagnostic.of("LM410", entry.path, entry.document.span(("id",)), proposal=proposal.id)
        return
    listed = context.tree.section_paths()
    if proposal.section not in listed and proposal.section != NOWHERE:
        return  # LM301 has said so
    outline = context.tree.outline(sections_of(proposal, context.tree))
    conflict = check(outline, proposal.changes, proposal.section)
    if conflict is None or conflict.cause is Cause.DOUBLE_ID:
        return  # LM306 names the double id where it stands
    fault = _fault(entry, proposal, conflict, outline, context)
    written_here = context.is_new(entry.path) and not proposal.is_imported
    yield fault if context.redrafted(entry.path) or written_here else _stale(fault)


def _stale(fault: Diagnostic) -> Diagnostic:
    variant = "stale" if fault.code in ("LM402", "LM411") else fault.variant
    return fault.but(severity=Severity.HINT, variant=variant, fixes=())


def _fault(entry: Entry, proposal: Proposal, conflict: Conflict, outline: Outline, context: Context) -> Diagnostic:
    change = (proposal.changes or ())[conflict.index]
    place: Path = ("changes", conflict.index)
    if conflict.first is not None:
        span = entry.document.span(place)
        first, second = conflict.first + 1, conflict.index + 1
        return Diagnostic.of("LM408", entry.path, span, first=first, second=second, target=conflict.reference)
    match conflict.cause:
        case Cause.NO_TARGET:
            return _nowhere(entry, (*place, "target"), conflict.reference, proposal.section, context)
        case Cause.NO_PARENT:
            return _nowhere(entry, (*place, "to"), conflict.reference, proposal.section, context)
        case Cause.NO_NEIGHBOUR:
            return _no_neighbour(entry, (*place, "after"), conflict, outline)
        case _:
            return _plain_fault(entry, place, change, conflict)


def _nowhere(entry: Entry, path: Path, typed: str, home: str, context: Context) -> Diagnostic:
    from living_manifesto.rules import candidates

    head, slash, _ = typed.partition("/")
    listed = context.tree.section_paths()
    if slash and head not in listed:
        return unknown_section(entry, path, head, context).but(variant="place", fixes=())
    section = head if slash else home
    span = entry.document.span(path)
    meant = candidates.nodes(typed, section, context.tree.outline({section}))
    if not meant.ids and not slash and (others := candidates.elsewhere(typed, context.tree.outline())):
        fault = Diagnostic.of("LM302", entry.path, span, value=typed, section=section, nearest=others)
        return fault.but(variant="section")
    fault = Diagnostic.of("LM302", entry.path, span, value=typed, section=section, nearest=meant.shown)
    sure = f"{section}/{meant.sure}" if slash else meant.sure
    return fault.but(variant=meant.variant, fixes=(replacing(entry.document, path, sure),) if meant.sure else ())


def _no_neighbour(entry: Entry, path: Path, conflict: Conflict, outline: Outline) -> Diagnostic:
    from living_manifesto.rules import candidates

    parent = outline.places.get(conflict.key)
    siblings = [node.id for node in parent.node.children(conflict.list)] if parent is not None else []
    near = candidates.names(conflict.reference, siblings) or tuple(siblings[-3:])
    span = entry.document.span(path)
    return Diagnostic.of(
        "LM401", entry.path, span, after=conflict.reference, to=conflict.to, list=conflict.list, nearest=near
    )


def _plain_fault(entry: Entry, place: Path, change: Change, conflict: Conflict) -> Diagnostic:
    document, file, target = entry.document, entry.path, conflict.reference
    match conflict.cause:
        case Cause.TEXT_DIFFERS:
            words = {"target": target, "field": conflict.field, "was": conflict.was, "stands": conflict.stands}
            return Diagnostic.of("LM402", file, document.span((*place, "was")), **words)
        case Cause.WHICH_LIST | Cause.NO_LIST | Cause.MISFIT:
            variant = {Cause.NO_LIST: "none", Cause.MISFIT: "misfit"}.get(conflict.cause, "")
            where: Path = (*place, "list") if getattr(change, "list", "") else (*place, "to")
            fault = Diagnostic.of("LM403", file, document.span(where), to=conflict.to, lists=conflict.lists)
            return fault.but(variant=variant)
        case Cause.CHANGES_NOTHING:
            return Diagnostic.of("LM404", file, document.span(place), target=target)
        case Cause.ID_TAKEN:
            section = conflict.key.partition("/")[0]
            return Diagnostic.of("LM405", file, document.span((*place, "node", "id")), value=target, section=section)
        case Cause.INTO_ITSELF:
            return Diagnostic.of("LM409", file, document.span((*place, "to")), target=target)
        case Cause.ROOT:
            return Diagnostic.of("LM409", file, document.span((*place, "target")), target=target).but(variant="root")
        case Cause.SUBTREE_DIFFERS:
            return Diagnostic.of("LM411", file, document.span((*place, "was")), target=target)
        case Cause.ALREADY_THERE:
            return Diagnostic.of("LM412", file, document.span(place), target=target)
        case Cause.WRONG_FIELD:
            fault = Diagnostic.of("LM210", file, document.span((*place, "field")), key=conflict.field, context=target)
            return fault.but(variant="field")
        case _:
            return _wrong_value(entry, (*place, "with"), change, conflict)


def _wrong_value(entry: Entry, path: Path, change: Change, conflict: Conflict) -> Diagnostic:
    """A form that is none (LM204), or a number that is none (LM209)."""
    span, typed = entry.document.span(path), change.becomes if isinstance(change, Replace) else ""
    if conflict.field == "number":
        return Diagnostic.of("LM209", entry.path, span, key="number", value=typed, least=1, most=9999)
    forms = tuple(form.value for form in Form)
    return Diagnostic.of("LM204", entry.path, span, key="form", value=typed, nearest=(), allowed=forms)
