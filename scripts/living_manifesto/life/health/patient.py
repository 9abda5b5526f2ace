"""What the checks look at, and what one of them says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from living_manifesto.core.values import value
from living_manifesto.locale import Speech
from living_manifesto.rules.context import Context


@value
class Patient:
    """A repository with all that the checks must know of the world around it.

    ``common`` is git's folder, shared by its work trees, and ``git`` that of this one; both None where git keeps
    nothing. ``settings`` is the table as it stands, ``known`` the keys that it may have, ``malformed`` the keys that
    cannot be read, each with what is wrong. ``context`` is the work tree, None while the settings keep it from being
    read. ``tidy`` ends what killed runs began; ``found`` tells where a program lies, ``in_path`` whether it is called
    by its name alone.
    """

    root: Path
    top: Path
    common: Path | None
    git: Path | None
    main: str
    settings: Mapping[str, object]
    known: tuple[str, ...]
    malformed: tuple[tuple[str, str], ...]
    context: Context | None
    schemas: Mapping[str, bytes]
    catalogue: Path
    tidy: Callable[[], object]
    found: Callable[[str], str | None]
    in_path: Callable[[str], bool]


@value
class Finding:
    """Where something is wrong, what, and the cure; ``mend`` where the tool may do that by itself."""

    place: str
    fault: str
    cure: str
    mend: Callable[[], object] | None = None


Check = Callable[[Patient, Speech], Iterator[Finding]]
