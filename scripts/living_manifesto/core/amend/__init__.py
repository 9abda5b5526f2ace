"""Changes applied, compared, inverted, composed, and applied again on a text that has moved."""

from living_manifesto.core.amend.apply import Applied, apply, apply_to, check, examine
from living_manifesto.core.amend.conflict import Cause, Conflict
from living_manifesto.core.amend.diff import diff
from living_manifesto.core.amend.draft import Draft
from living_manifesto.core.amend.invert import compose, invert
from living_manifesto.core.amend.merge import merge_text
from living_manifesto.core.amend.resolution import Fit, Need, Note, Resolution
from living_manifesto.core.amend.resolve import resolve

__all__ = [
    "Applied",
    "Cause",
    "Conflict",
    "Draft",
    "Fit",
    "Need",
    "Note",
    "Resolution",
    "apply",
    "apply_to",
    "check",
    "compose",
    "diff",
    "examine",
    "invert",
    "merge_text",
    "resolve",
]
