"""Writing a whole store anew with other encryption: to encrypt it, to decrypt it or to change its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreCorrupt, StoreNewer
from coachtui.store.log import compaction, disk, layout
from coachtui.store.log.log_codec import SCHEMA, Header
from coachtui.store.log.log_file import LogFile
from coachtui.store.log.log_reader import LogReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from coachtui.store.log.log_codec import LogCodec, Record


def reseal(
    source: Path, target: Path, old: Callable[[str], LogCodec], new: Callable[[str], LogCodec]
) -> None:
    """Write every log of a store into another folder with other encryption, and copy files that have none.

    The index is left out, it is derived; so are torn tails, which were never acknowledged, and whatever a
    cut-off rewriting left.

    Args:
        source: The store's folder.
        target: The empty folder of the new one.
        old: Returns the present codec of a log, by its path in the store.
        new: Returns the codec that it is to be written with.

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
        _rewrite(path, target / inside, old(name), new(name))
    copies = (path.relative_to(source).as_posix() for path in source.glob("content/*.toml"))
    for name in sorted({*copies, *layout.unknown_files(source)}):  # what is not ours is not ours to remove
        disk.make_folders((target / name).parent)
        _copy(source / name, target / name)


def logs_of(root: Path) -> Iterator[Path]:
    """Yield the path of every log of a store, in order."""
    yield from sorted(root.glob("*.jsonl"))
    yield from sorted(root.glob("agents/*/*.jsonl"))


def _rewrite(source: Path, target: Path, old: LogCodec, new: LogCodec) -> None:
    log = LogReader(LogFile(source), old)
    log.refresh()
    if log.header is None:
        return
    if log.header.schema > SCHEMA:
        raise StoreNewer("newer_schema", version=log.header.schema, known=SCHEMA)
    records = compaction.compacted_records(log.state, log.n)
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
