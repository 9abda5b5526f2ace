"""The folder of the public page: what differs is written, what is no page any more is removed, others' files stay."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from living_manifesto.site.building import MANIFEST, VERSION, Renewal, digest, manifest, renewal


class ForeignFolder(Exception):
    """A folder holds files and no page of ours; the argument is the folder."""


def renew(folder: Path, files: Mapping[str, bytes]) -> Renewal:
    """Make the folder the site. A killed run is finished by the next one.

    The manifest is written first with all that was and will be there, so that nothing of ours is taken for foreign.
    """
    listed = _listed(folder)
    standing = {path: digest(raw) for path in files if (raw := _read(folder, path)) is not None}
    found = renewal(files, standing, listed)
    if found.written or found.removed or not listed:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / MANIFEST, manifest({**dict.fromkeys(listed, b""), **files}))
    for path, raw in found.written.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, raw)
    _remove(folder, found.removed)
    if found.written or found.removed or not listed:
        _write(folder / MANIFEST, manifest(files))
    return found


def _listed(folder: Path) -> Mapping[str, str]:
    """What we wrote there before; ``ForeignFolder`` where others did."""
    try:
        held = json.loads((folder / MANIFEST).read_bytes())
        listed = held["files"] if held["version"] == VERSION else None
    except FileNotFoundError:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ForeignFolder(folder) from None
        return {}
    except (ValueError, KeyError, TypeError):
        raise ForeignFolder(folder) from None
    if not isinstance(listed, dict) or not all(map(_is_inside, listed)):
        raise ForeignFolder(folder)
    return listed


def _is_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and pure.as_posix() == path


def _read(folder: Path, path: str) -> bytes | None:
    target = folder / path
    return target.read_bytes() if target.is_file() and not target.is_symlink() else None


def _write(target: Path, raw: bytes) -> None:
    scratch = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        scratch.write_bytes(raw)
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)


def _remove(folder: Path, paths: Iterable[str]) -> None:
    for path in paths:
        target = folder / path
        if not target.parent.resolve().is_relative_to(folder.resolve()):
            continue  # a link that somebody put there leads elsewhere
        target.unlink(missing_ok=True)
        for above in target.relative_to(folder).parents:
            if above.parts and (folder / above).is_dir() and not any((folder / above).iterdir()):
                (folder / above).rmdir()
