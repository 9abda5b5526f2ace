"""A pack for git to take in: objects written in full, or as what differs from one that git has already.

A branch of one proposal differs from ``main`` in two files, but the folder of its month lists thousands of others.
``git fast-import`` writes and compresses that list for every branch anew (ten thousand branches: a gigabyte); told
as a difference it is some fifty bytes.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from pathlib import Path

from living_manifesto.gitrepo.plumbing import told

_KINDS = {b"commit": 1, b"tree": 2, b"blob": 3}
_REF_DELTA = 7
_LONGEST_COPY = 0xFFFFFF
_LONGEST_INSERT = 0x7F
_FEW = 100
"""Up to so many objects are unpacked, as git does with what it fetches: many small packs make every look-up slow."""


class Pack:
    """Objects that are about to be given to git; each is written once. ``form`` names the hash of the repository."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._parts: list[bytes] = []
        self._ids: set[str] = set()

    def add(self, kind: bytes, raw: bytes, base: tuple[str, bytes] | None = None) -> str:
        """Put an object in; its id. ``base`` is one that git has, by id, which it may be told as a difference from."""
        name = hashlib.new(self._form, b"%b %d\0%b" % (kind, len(raw), raw), usedforsecurity=False).hexdigest()
        if name not in self._ids and (base is None or base[0] != name):
            self._ids.add(name)
            if base is None:
                self._parts += [_head(_KINDS[kind], len(raw)), zlib.compress(raw)]
            else:
                told_as = difference(base[1], raw)
                self._parts += [_head(_REF_DELTA, len(told_as)), bytes.fromhex(base[0]), zlib.compress(told_as)]
        return name

    def give(self, root: Path) -> None:
        """Let git take everything in; a ``GitFailure`` if it does not want it."""
        if not self._ids:
            return
        whole = b"".join((struct.pack(">4sLL", b"PACK", 2, len(self._ids)), *self._parts))
        whole += hashlib.new(self._form, whole, usedforsecurity=False).digest()
        way = ("unpack-objects", "-q") if len(self._ids) <= _FEW else ("index-pack", "--stdin", "--fix-thin")
        told(root, *way, fed=whole)


def difference(before: bytes, after: bytes) -> bytes:
    """What git needs to make ``after`` of ``before``: all that both begin and end with is copied."""
    most = min(len(before), len(after))
    start = _common(before, after, most)
    end = _common_end(before, after, most - start)
    steps = [_size(len(before)), _size(len(after)), *_copies(0, start)]
    fresh = after[start : len(after) - end]
    for place in range(0, len(fresh), _LONGEST_INSERT):
        part = fresh[place : place + _LONGEST_INSERT]
        steps += [bytes((len(part),)), part]
    return b"".join((*steps, *_copies(len(before) - end, end)))


def _common(one: bytes, other: bytes, most: int) -> int:
    """How many bytes both begin with; found by halving, since comparing many bytes at once costs next to nothing."""
    same, limit = 0, most
    while same < limit:
        middle = (same + limit + 1) // 2
        if one[same:middle] == other[same:middle]:
            same = middle
        else:
            limit = middle - 1
    return same


def _common_end(one: bytes, other: bytes, most: int) -> int:
    same, limit = 0, most
    while same < limit:
        middle = (same + limit + 1) // 2
        if one[len(one) - middle : len(one) - same] == other[len(other) - middle : len(other) - same]:
            same = middle
        else:
            limit = middle - 1
    return same


def _copies(start: int, length: int) -> list[bytes]:
    found = []
    while length > 0:
        size = min(length, _LONGEST_COPY)
        flags, spelled = 0x80, b""
        for bit, byte in enumerate((*start.to_bytes(4, "little"), *size.to_bytes(3, "little"))):
            if byte:
                flags |= 1 << bit
                spelled += bytes((byte,))
        found.append(bytes((flags,)) + spelled)
        start, length = start + size, length - size
    return found


def _head(kind: int, size: int) -> bytes:
    """Kind and size before an object: four bits of the size beside the kind, the rest by sevens."""
    first, size = kind << 4 | size & 0x0F, size >> 4
    return bytes((first | 0x80,)) + _size(size) if size else bytes((first,))


def _size(size: int) -> bytes:
    spelled = bytearray()
    while size > 0x7F:
        spelled.append(size & 0x7F | 0x80)
        size >>= 7
    spelled.append(size)
    return bytes(spelled)
