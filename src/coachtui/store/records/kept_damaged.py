"""Damaged files that a salvage kept: erasing agents from them, and naming those that may tell of somebody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coachtui.domain.errors import StoreCorrupt
from coachtui.store.log import disk, layout
from coachtui.store.log.log_codec import encode_document, holds_no_record, is_torn_header
from coachtui.store.records.order_lists import NAMES, order_codec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from coachtui.store.log.log_codec import LogCodec, Record
    from coachtui.store.protection.seals import Seals

_ENDING = ".damaged-"
_GENERATION = re.compile(rb'"gen":"([0-9a-f]{12})"')


class Wanted(NamedTuple):
    """The id and names by which an agent is found in damaged files.

    Attributes:
        agent_id: The random id.
        names: Every name the agent had.
    """

    agent_id: str
    names: tuple[str, ...]


def cut_out_agent(root: Path, seals: Seals, wanted: Wanted) -> None:
    """Remove the lines that contain an agent's id or name from every kept damaged log.

    A record that verifies goes if the agent's id stands in it, as from the log itself; bytes that verify as
    nothing go if a name does, too. A file that nothing is left of is removed.

    Args:
        root: The store's folder.
        seals: Codecs of its logs, plain or encrypting.
        wanted: The agent.

    Raises:
        OSError: A file cannot be read or written.
    """
    sought = [encode_document(text)[1:-1] for text in (wanted.agent_id, *wanted.names) if text.strip()]
    for path in _kept(root):
        data = disk.read_bytes(path)
        codec = _codec_of(root, path, seals)
        lines = data.splitlines(keepends=True)
        stay = [line for line, told in _lines(lines, codec) if not _tells(line, told, sought)]
        if all(map(_is_header, stay)) and len(stay) < len(lines):
            disk.remove(path)
        elif len(stay) < len(lines):
            disk.write_whole(path, stay)


def doubtful_files(root: Path, seals: Seals) -> list[Path]:
    """Return the kept damaged logs of the whole store with bytes that cannot be decoded.

    Whom those bytes name cannot be told. A file that cannot be read is among them.

    Args:
        root: The store's folder.
        seals: Codecs of its logs, plain or encrypting.
    """
    return [
        path for path in _kept(root) if "/" not in _original(root, path) and _is_doubtful(root, path, seals)
    ]


def _is_doubtful(root: Path, path: Path, seals: Seals) -> bool:
    try:
        lines = disk.read_bytes(path).splitlines(keepends=True)
    except OSError:
        return True
    told = _lines(lines, _codec_of(root, path, seals))
    return any(record is None and not _is_header(line) for line, record in told if line.strip())


def _is_header(line: bytes) -> bool:
    """Return whether a line is a header alone; one whose line feed was hit goes on with a record."""
    return is_torn_header(line) and holds_no_record(line)


def _kept(root: Path) -> Iterator[Path]:
    """Yield the kept files that may tell of people; the lists of erased ids and of backups never do."""
    for name in sorted(layout.files_in(root, [])):
        original = name.partition(_ENDING)[0]
        whole = root / name
        told = original not in NAMES and not original.startswith(("content/", "keys."))
        if _ENDING in name and told and not whole.is_symlink():
            yield whole


def _original(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix().partition(_ENDING)[0]


def _codec_of(root: Path, path: Path, seals: Seals) -> LogCodec:
    return order_codec(root, _original(root, path), seals)


def _lines(lines: list[bytes], codec: LogCodec) -> Iterable[tuple[bytes, Record | None]]:
    """Yield every line with the record in it, ``None`` where it verifies as none."""
    found = _GENERATION.search(lines[0]) if lines else None
    generation = found[1].decode() if found is not None else ""
    for line in lines:
        try:
            yield line, codec.record(line.rstrip(b"\n"), generation)
        except StoreCorrupt:
            yield line, None


def _tells(line: bytes, record: Record | None, sought: list[bytes]) -> bool:
    if record is None:
        return any(text in line for text in sought)
    agent_id = sought[0]
    return any(
        agent_id in key.encode() or agent_id in bytes(document)
        for table in record.put.values()
        for key, document in table.items()
    ) or any(agent_id in key.encode() for keys in record.delete.values() for key in keys)
