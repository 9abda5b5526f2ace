"""Amendment instructions in Japanese: words that say exactly what to change become changes, all others do not."""

from living_manifesto.intake.instructions.drafting import Drafted, draft
from living_manifesto.intake.instructions.refusal import Cause, Refused

__all__ = ["Cause", "Drafted", "Refused", "draft"]
