"""A store written anew with other seals: how one is encrypted, opened up or given another key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreCorrupt, StoreNewer
from coachtui.store import compaction, disk, layout
from coachtui.store.log_codec import SCHEMA, Header
from coachtui.store.log_file import LogFile
from coachtui.store.log_reader import LogReader
from coachtui.store.orders import order_codec
from coachtui.store.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coachtui.store.log_codec import LogCodec, Record
    from coachtui.store.seals import Seals


def reseal(source: Path, target: Path, old: Seals, new: Seals) -> None:
    """Write every log of a store into another folder with other seals, and copy what is not sealed.

    The index is left out, it is derived; so are torn tails, which were never acknowledged, and whatever a
    cut-off rewriting left.

    Args:
        source: The store's folder.
        target: The empty folder of the new one.
        old: What the logs are written with now.
        new: What they are to be written with.

    Raises:
        StoreCorrupt: A log is damaged; ``damaged_left`` where damaged files lie beside the logs.
        StoreNewer: A log is of a newer version.
        StoreError: The disk fails.
    """
    if next(source.rglob("*.damaged-*"), None) is not None:
        raise StoreCorrupt("damaged_left")
    for path in logs_of(source):
        inside = path.relative_to(source)
        name = inside.as_posix()
        if layout.is_derived(name):
            continue
        disk.make_folders((target / inside).parent)
        _rewrite(path, target / inside, order_codec(source, name, old), new.codec(name))
    copies = (path.relative_to(source).as_posix() for path in source.glob("content/*.toml"))
    for name in sorted({*copies, *layout.unknown_files(source)}):  # what is not ours is not ours to remove
        disk.make_folders((target / name).parent)
        _copy(source / name, target / name)


_NOT_OF_THE_COPY = frozenset({"unknown_file", "log_lost"})
"""What is wrong with the store that something was made from, not with how it was made; a record that is named
was there."""


def logs_of(root: Path) -> Iterator[Path]:
    """Yield every log of a store, in order."""
    yield from sorted(root.glob("*.jsonl"))
    yield from sorted(root.glob("agents/*/*.jsonl"))


def check_whole(root: Path, seals: Seals) -> None:
    """Read everything of a store that was just written.

    Raises:
        StoreCorrupt: ``bad_copy`` with the file: something is not as it was meant to be.
    """
    for finding in verify(root, seals=seals).findings:
        if finding.code not in _NOT_OF_THE_COPY or finding.record is not None:
            raise StoreCorrupt("bad_copy", file=finding.file.rpartition("/")[2], reason=finding.code)


def _rewrite(source: Path, target: Path, old: LogCodec, new: LogCodec) -> None:
    log = LogReader(LogFile(source), old)
    log.refresh()
    if log.header is None:
        return
    if log.header.schema > SCHEMA:
        raise StoreNewer("newer_schema", version=log.header.schema, known=SCHEMA)
    records = compaction.records(log.state, log.n)
    header = Header(
        format=log.header.format,
        generation=disk.random_name(),
        n=log.n,
        schema=log.header.schema,
        to=log.n + len(records),
    )
    entries: list[Header | Record] = [header, *records]
    disk.write_whole(target, [new.encode(entry, header.generation) for entry in entries])


def _copy(source: Path, target: Path) -> None:
    try:
        data = disk.read_bytes(source)
    except OSError as error:
        raise disk.not_readable(source) from error
    disk.write_whole(target, [data])
