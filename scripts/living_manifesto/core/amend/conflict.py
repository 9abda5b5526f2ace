"""Why a change does not fit the text."""

from __future__ import annotations

from enum import StrEnum

from living_manifesto.core.values import value


class Cause(StrEnum):
    """What is in the way; the code that names it stands beside it.

    A conflict whose ``first`` is given is LM408 whatever its cause: an earlier change of the list is in the way.
    """

    NO_TARGET = "no_target"  # LM302
    NO_PARENT = "no_parent"  # LM302
    NO_NEIGHBOUR = "no_neighbour"  # LM401
    TEXT_DIFFERS = "text_differs"  # LM402
    WHICH_LIST = "which_list"  # LM403, several lists fit
    NO_LIST = "no_list"  # LM403, variant none
    MISFIT = "misfit"  # LM403, variant misfit
    CHANGES_NOTHING = "changes_nothing"  # LM404
    ID_TAKEN = "id_taken"  # LM405
    INTO_ITSELF = "into_itself"  # LM409
    SUBTREE_DIFFERS = "subtree_differs"  # LM411
    ALREADY_THERE = "already_there"  # LM412
    DOUBLE_ID = "double_id"  # LM306 in the text itself: addresses are not safe where the change would work
    ROOT = "root"  # the manifesto itself can be neither moved (LM409) nor removed
    WRONG_FIELD = "wrong_field"  # LM210
    WRONG_VALUE = "wrong_value"  # LM204 for a form, LM209 for a number


@value
class Conflict:
    """The change (from 0) that does not fit and why. Fields that the cause does not need are empty.

    ``reference`` is what was written and is in the way: the target, the parent, the neighbour or the id.
    ``key`` is the full address of the node it is about, ``lists`` the lists that fit, ``first`` the earlier
    change that this one contradicts.
    """

    index: int
    cause: Cause
    reference: str
    key: str = ""
    to: str = ""
    list: str = ""
    lists: tuple[str, ...] = ()
    field: str = ""
    was: str = ""
    stands: str = ""
    first: int | None = None
