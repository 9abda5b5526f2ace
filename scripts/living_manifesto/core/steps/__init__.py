"""The judge of steps: is the change from one tree of ``main`` to the next made of acts that may be?"""

from __future__ import annotations

from living_manifesto.core.steps.acts import Act, ActKind, Judgement
from living_manifesto.core.steps.judge import judge

__all__ = ["Act", "ActKind", "Judgement", "judge"]
