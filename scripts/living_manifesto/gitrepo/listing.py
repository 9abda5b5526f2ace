"""The files of one step after another: the listing moves along with the steps, no tree is listed anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping

from living_manifesto.core.values import NOTHING
from living_manifesto.gitrepo.staged import Objects
from living_manifesto.history.steps import Touched

_KEPT_BYTES = 1 << 25
_ID_LENGTHS = (40, 64)


class Blobs:
    """Bytes by blob id; what was read lately is kept, up to a limit."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def read(self, blob: str) -> bytes | None:
        """The bytes of a blob; None for what is no blob."""
        if len(blob) not in _ID_LENGTHS:
            return None
        kept = self._kept.get(blob)
        if kept is not None:
            self._kept.move_to_end(blob)
            return kept
        raw = self._objects.read(blob)
        if raw is not None:
            self._kept[blob] = raw
            self._size += len(raw)
        while self._size > _KEPT_BYTES:
            self._size -= len(self._kept.popitem(last=False)[1])
        return raw


class Listed:
    """A tree as the listing tells it: today's, or the one before it with the last step undone."""

    def __init__(self, listing: Listing) -> None:
        self._listing: Listing | None = listing
        self._undone: Mapping[str, str] = NOTHING

    def undo(self, touched: Iterable[Touched]) -> None:
        """From now on the listing is one step ahead of this tree."""
        self._undone = {each.path: each.old for each in touched}

    def close(self) -> None:
        """The listing has moved on by two steps: nothing can be read any more."""
        self._listing = None

    def paths(self) -> Iterable[str]:
        """The paths of all files."""
        present = self._there().files.keys() - self._undone.keys()
        return sorted({*present, *(path for path, blob in self._undone.items() if blob)})

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, None where there is none."""
        listing = self._there()
        blob = self._undone[path] if path in self._undone else listing.files.get(path, "")
        return listing.blobs.read(blob)

    def names(self, folder: str) -> Iterable[str]:
        """The names in one folder."""
        found = set(self._there().folders.get(folder, ()))
        for path, blob in self._undone.items():
            above, _, name = path.rpartition("/")
            if above == folder:
                (found.add if blob else found.discard)(name)
        return sorted(found)

    def _there(self) -> Listing:
        if self._listing is None:
            raise RuntimeError("this tree lies two steps back; it is not kept")
        return self._listing


class Listing:
    """Blob ids by path, and names by folder."""

    def __init__(self, blobs: Blobs) -> None:
        self.blobs = blobs
        self.files: dict[str, str] = {}
        self.folders: dict[str, set[str]] = {}
        self.present = Listed(self)
        self._former: Listed | None = None

    def begin(self, files: Iterable[tuple[str, str]]) -> None:
        """Start from a tree."""
        for path, blob in files:
            self._put(path, blob)

    def advance(self, touched: Iterable[Touched]) -> Listed:
        """Go on by one step and give the tree that it leads to."""
        touched = tuple(touched)
        for each in touched:
            self._put(each.path, each.new)
        if self._former is not None:
            self._former.close()
        self._former = self.present
        self._former.undo(touched)
        self.present = Listed(self)
        return self.present

    def _put(self, path: str, blob: str) -> None:
        folder, _, name = path.rpartition("/")
        if blob:
            self.files[path] = blob
            self.folders.setdefault(folder, set()).add(name)
        elif self.files.pop(path, None) is not None:
            self.folders[folder].discard(name)
