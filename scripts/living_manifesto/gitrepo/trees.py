"""Trees of folders with some files put in or taken out, as git stores them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from living_manifesto.gitrepo import GitFailure
from living_manifesto.gitrepo.packing import Pack

_FILE = b"100644"
_FOLDER = b"40000"
_ENDLESS = 1 << 40
_ROOM = 64_000_000


class Reader(Protocol):
    """Where objects are read."""

    def read(self, name: str, kind: bytes = b"blob", limit: int = ...) -> bytes | None:
        """The bytes of an object, None where there is none."""


class _Folder:
    """One tree object: its bytes, and where in them each entry stands."""

    def __init__(self, raw: bytes, width: int) -> None:
        self.raw = raw
        self.width = width
        self.spans: dict[bytes, tuple[int, int]] = {}
        start = 0
        while start < len(raw):
            end = raw.index(b"\0", start)
            space = raw.index(b" ", start, end)
            self.spans[raw[space + 1 : end]] = start, end + 1 + width
            start = end + 1 + width

    def mode(self, name: bytes) -> bytes:
        """The mode of an entry, empty where there is none."""
        start, end = self.spans.get(name, (0, 0))
        return self.raw[start:end].partition(b" ")[0]

    def id(self, name: bytes) -> str:
        """The id of an entry that is there."""
        end = self.spans[name][1]
        return self.raw[end - self.width : end].hex()

    def with_entries(self, edits: Mapping[bytes, tuple[bytes, str] | None]) -> bytes:
        """The bytes with some entries put in, or taken out for None."""
        fresh = {name: _entry(name, *edit) for name, edit in edits.items() if edit is not None}
        if len(edits) == 1:
            for name, entry in fresh.items():
                start, end = self.spans.get(name, (0, 0))
                if entry[: -self.width] == self.raw[start:end][: -self.width]:
                    return self.raw[:start] + entry + self.raw[end:]
        kept = {name: self.raw[start:end] for name, (start, end) in self.spans.items() if name not in edits}
        rows = {**kept, **fresh}
        return b"".join(rows[name] for name in sorted(rows, key=lambda name: _rank(name, rows[name])))


def _entry(name: bytes, mode: bytes, held: str) -> bytes:
    return b"%b %b\0%b" % (mode, name, bytes.fromhex(held))


def _rank(name: bytes, entry: bytes) -> bytes:
    """Git sorts a folder as if its name ended in a slash."""
    return name + b"/" if entry.startswith(_FOLDER + b" ") else name


File = tuple[bytes | None, bool]
"""The bytes of a file, None for one that goes; and whether many write that file, so that only differences are told."""

Edits = dict[bytes, "File | Edits"]
"""What becomes of the names in a folder."""


class Trees:
    """Writes trees into a pack; a folder that many of them share is read and understood once."""

    def __init__(self, pack: Pack, objects: Reader, width: int) -> None:
        self._pack = pack
        self._objects = objects
        self._width = width
        self._made: dict[str, bytes] = {}
        self._folders: dict[str, _Folder] = {}
        self._bases: dict[str, bytes] = {}
        self._size = 0

    def edited(self, tree: str, files: Mapping[str, File], *, keep: bool) -> str:
        """The id of a tree (empty: of nothing) with files put in; ``keep`` those that others will be made from."""
        if not files and tree:
            return tree
        made = self._edited(tree, _nested(files), keep=keep)
        return made or self._pack.add(b"tree", b"")

    def _edited(self, tree: str, edits: Edits, *, keep: bool) -> str:
        folder = self._folder(tree)
        entries: dict[bytes, tuple[bytes, str] | None] = {}
        for name, edit in edits.items():
            if isinstance(edit, dict):
                inner = self._edited(folder.id(name) if folder.mode(name) == _FOLDER else "", edit, keep=keep)
                entries[name] = (_FOLDER, inner) if inner else None
                if not inner and folder.mode(name) not in (_FOLDER, b""):
                    del entries[name]  # nothing was to be found below a file
            else:
                entries[name] = (_FILE, made) if (made := self._file(folder, name, *edit)) else None
        raw = folder.with_entries(entries)
        if not raw:
            return ""
        made = self._pack.add(b"tree", raw, (tree, folder.raw) if tree and tree not in self._made else None)
        if keep:
            self._made[made] = raw
        return made

    def _file(self, folder: _Folder, name: bytes, raw: bytes | None, by_many: bool) -> str:  # noqa: FBT001 - a pair
        if raw is None:
            return ""
        base = None
        if by_many and folder.mode(name).startswith(b"100"):
            base = self._base(folder.id(name))
        return self._pack.add(b"blob", raw, base)

    def _base(self, name: str) -> tuple[str, bytes] | None:
        if name not in self._bases:
            held = self._objects.read(name, limit=_ENDLESS)
            if held is None:
                return None  # it is only being written
            self._make_room(len(held))
            self._bases[name] = held
        return name, self._bases[name]

    def _folder(self, tree: str) -> _Folder:
        if tree not in self._folders:
            raw = self._made[tree] if tree in self._made else self._read(tree)
            self._make_room(len(raw))
            self._folders[tree] = _Folder(raw, self._width)
        return self._folders[tree]

    def _read(self, tree: str) -> bytes:
        raw = self._objects.read(tree, b"tree") if tree else b""
        if raw is None:
            raise GitFailure(tree)
        return raw

    def _make_room(self, size: int) -> None:
        self._size += size
        if self._size > _ROOM:
            self._bases.clear()
            self._folders.clear()
            self._size = size


def _nested(files: Mapping[str, File]) -> Edits:
    top: Edits = {}
    for path, file in files.items():
        *folders, name = path.encode("utf-8", "surrogateescape").split(b"/")
        if any(part in (b"", b".", b"..", b".git") or b"\0" in part for part in (*folders, name)):
            raise GitFailure(path)
        inner = top
        for folder in folders:
            below = inner.get(folder)
            if not isinstance(below, dict):
                below = inner[folder] = {}
            inner = below
        inner[name] = file
    return top
