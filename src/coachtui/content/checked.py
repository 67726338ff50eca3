"""Cache of validated packs, written when the program is built, so that a start parses no TOML.

The files lie beside the packs and hold the checksum of the text they were made from: a changed pack is parsed
and validated as any other.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = "checked"


def checked_tables(folder: Path, name: str, text: str) -> dict[str, Any] | None:
    """Return the cached tables of a pack, or ``None`` where its text has changed since.

    Args:
        folder: Where the packs lie.
        name: File name of the pack.
        text: Its current text.
    """
    try:
        stamp, _feed, tables = _path(folder, name).read_bytes().partition(b"\n")
    except OSError:
        return None
    if stamp != _stamp(text):
        return None
    import msgspec  # noqa: PLC0415  whoever only builds the program has no need of it

    found: dict[str, Any] = msgspec.json.decode(tables)
    return found


def write_checked(folder: Path) -> Iterator[Path]:
    """Write the cache of every pack whose text has changed, and yield the paths written.

    Raises:
        ContentError: ``bad_pack`` with file, line and reason.
    """
    from coachtui.content.load import load_pack  # noqa: PLC0415  reading needs none of it

    for pack in sorted(folder.glob("*.toml")):
        text = pack.read_text(encoding="utf-8")
        target = _path(folder, pack.name)
        if target.exists() and target.read_bytes().partition(b"\n")[0] == _stamp(text):
            continue
        kind = {"cat": "catalogue"}.get(pack.stem.partition("-")[0], pack.stem.partition("-")[0])
        tables = json.dumps(load_pack(text, pack.name, kind, shipped=True), ensure_ascii=False)
        target.parent.mkdir(exist_ok=True)
        unfinished = target.with_suffix(".new")
        unfinished.write_bytes(_stamp(text) + b"\n" + tables.encode())
        unfinished.replace(target)
        yield target


def _path(folder: Path, name: str) -> Path:
    return folder / FOLDER / name.replace(".toml", ".json")


def _stamp(text: str) -> bytes:
    return b"%08x" % zlib.crc32(text.encode())
