"""The format of a backup: a ZIP file of a store's files, with a manifest of their sizes and hashes."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, cast

import msgspec

from coachtui.domain.errors import BadInput, StoreFull, StoreNewer
from coachtui.store.log import disk, layout
from coachtui.store.log.log_codec import SCHEMA, has_right_checksum
from coachtui.store.protection.seals import KEYS, KEYS_COPY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
_MANIFEST_LIMIT = 20_000_000
_MOST_PACKED = 200
"""Times a log gets smaller at most; a log of one session's thousand revisions does twenty times."""
_SMALL = 1 << 20
"""Bytes of a file that is taken however well it is packed."""
_PIECE = 1 << 20
_MAGIC = b"PK\x03\x04"
_START = 30
"""Bytes before the name of the first file in an archive."""

_LONGEST_NAME = 200


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a backup: its path in the store, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The manifest of a backup.

    Attributes:
        format: Version of the backup.
        made_at: Wall time with offset.
        app: Version of the program.
        schema: Version of the documents.
        sealed: Whether the store had a passphrase.
        store: Random id of the store; empty where it was not noted yet.
        line: Random ids of stores that it came from.
        files: Every file but this one.
    """

    format: int = msgspec.field(name="coachtui_backup", default=FORMAT)
    made_at: str
    app: str
    schema: int = SCHEMA
    sealed: bool
    store: str = ""
    line: list[str] = []
    files: list[Entry]


def files_of(root: Path) -> list[str]:
    """Return the paths of a store's files that belong into a backup, in order.

    Raises:
        OSError: They cannot be listed.
    """
    return sorted(filter(_is_kept, layout.files_in(root)))


def pack(
    root: Path, target: Path, *, made_at: str, app: str, store: str, line: Iterable[str] = ()
) -> Manifest:
    """Write a store's files as a backup, durably; return its manifest.

    Of a log that grows meanwhile, or was cut off, its whole lines are taken, which is what it says.

    Args:
        root: The store's folder.
        target: The file; what is there is replaced.
        made_at: Wall time with offset.
        app: Version of the program.
        store: Random id of the store.
        line: Random ids of stores that it came from.

    Raises:
        StoreError: ``not_readable`` with the file of the store that cannot be read.
        OSError: The store cannot be listed, or the backup cannot be written.
    """
    names = files_of(root)
    sealed = KEYS in names or KEYS_COPY in names
    entries: list[Entry] = []
    descriptor = disk.open_new(target)
    try:
        way = zipfile.ZIP_STORED if sealed else zipfile.ZIP_DEFLATED
        out = cast("IO[bytes]", _Sink(descriptor))
        with zipfile.ZipFile(out, "w", way, compresslevel=1) as archive:
            for name in names:
                data = _whole_lines(name, _read(root / name))
                archive.writestr(_info(name, way), data)
                entries.append(Entry(name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest()))
            manifest = Manifest(
                made_at=made_at, app=app, sealed=sealed, store=store, line=list(line), files=entries
            )
            archive.writestr(_info(MANIFEST, way), msgspec.json.encode(manifest))
        disk.full_sync(descriptor)
    finally:
        disk.system().close(descriptor)
    return manifest


def read_manifest(path: Path) -> Manifest:
    """Return the manifest of a backup.

    Raises:
        BadInput: ``backup_damaged``: it is no backup, or damaged.
        StoreNewer: ``backup_newer``.
        OSError: It cannot be read.
    """
    with _reading(path) as archive:
        return _manifest(archive)


def read_inside(path: Path, manifest: Manifest, name: str) -> bytes:
    """Return the content of one file in a backup, verified by its hash.

    Raises:
        BadInput: ``backup_damaged``: it is not there, or not what it was.
        OSError: It cannot be read.
    """
    entry = next((entry for entry in manifest.files if entry.name == name), None)
    if entry is None:
        raise BadInput("backup_damaged")
    with _reading(path) as archive:
        return _checked(archive, entry)


def begins_like_one(path: Path) -> bool:
    """Return whether a file begins like a backup: a ZIP whose first file is one of a store's.

    Raises:
        OSError: It cannot be read.
    """
    descriptor = disk.open_read(path)
    try:
        start = disk.system().read(descriptor, _START + _LONGEST_NAME)
    finally:
        disk.system().close(descriptor)
    name = start[_START:].decode("latin-1")
    return start.startswith(_MAGIC) and layout.begins_as_backed_up(name)


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpack a backup into a folder, verifying each file by the manifest; return the manifest.

    Args:
        path: The backup.
        folder: An empty folder.

    Raises:
        BadInput: ``backup_damaged``: a file is missing, too many, or not what it was; nothing of it counts.
        StoreNewer: ``backup_newer``.
        StoreFull: ``no_room_for_backup``: the disk has not the room that the manifest asks for.
        OSError: The disk fails.
    """
    with _reading(path) as archive:
        manifest = _manifest(archive)
        if {entry.name for entry in manifest.files} | {MANIFEST} != set(archive.namelist()):
            raise BadInput("backup_damaged")
        if not all(_can_be(archive, entry) for entry in manifest.files):
            raise BadInput("backup_damaged")
        if sum(entry.size for entry in manifest.files) > disk.room_in(folder):
            raise StoreFull("no_room_for_backup")
        for entry in manifest.files:
            disk.make_folders((folder / entry.name).parent)
            disk.write_whole(folder / entry.name, _checked_pieces(archive, entry))
    return manifest


def _can_be(archive: zipfile.ZipFile, entry: Entry) -> bool:
    """Return whether a file belongs into a backup, has the size that is noted, and is not packed too well.

    A file made to fill a disk or a memory gets a thousand times as large as it is packed.
    """
    info = archive.getinfo(entry.name)
    most = max(_SMALL, info.compress_size * _MOST_PACKED)
    return _is_kept(entry.name) and info.file_size == entry.size <= most


def _is_kept(name: str) -> bool:
    """Return whether a file goes into a backup: no derived files, no locks, no list of other backups."""
    kind = layout.kind_of(name)
    return kind is not None and kind.backed_up


def _whole_lines(name: str, data: bytes) -> bytes:
    """Return a log without what an append left that was cut off: a last line without its end or its middle.

    Sectors reach a disk in any order. A line that something follows was acknowledged; it stays, to be told
    as damage when the backup is read.
    """
    if not name.endswith(".jsonl"):
        return data
    end = data.rfind(b"\n") + 1
    last = data.rfind(b"\n", 0, max(end - 1, 0)) + 1
    cut_off = end == len(data) and last > 0 and not has_right_checksum(data[last : end - 1])
    return data[: last if cut_off else end]


def _read(path: Path) -> bytes:
    try:
        return disk.read_bytes(path)
    except OSError as error:
        raise disk.not_readable(path) from error


def _info(name: str, way: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = way
    info.external_attr = disk.FILE_MODE << 16
    return info


class NotReadable(OSError):
    """Raised where a backup file itself cannot be read, unlike errors of the disk it is unpacked to."""


@contextmanager
def _reading(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a backup; what is wrong inside is told as damage."""
    try:
        source = _Source(disk.open_read(path))
    except OSError as error:
        raise NotReadable(error.errno, error.strerror) from error
    try:
        try:
            archive = zipfile.ZipFile(io.BufferedReader(source))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
            raise source.error or BadInput("backup_damaged") from None
        yield archive
    finally:
        source.close()


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        manifest = msgspec.json.decode(b"".join(_inside(archive, MANIFEST, _MANIFEST_LIMIT)), type=Manifest)
    except msgspec.MsgspecError:
        raise BadInput("backup_damaged") from None
    if manifest.format > FORMAT or manifest.schema > SCHEMA:
        raise StoreNewer("backup_newer", version=max(manifest.format, manifest.schema), known=SCHEMA)
    return manifest


def _checked(archive: zipfile.ZipFile, entry: Entry) -> bytes:
    return b"".join(_checked_pieces(archive, entry))


def _checked_pieces(archive: zipfile.ZipFile, entry: Entry) -> Iterator[bytes]:
    """Yield a file of a backup piece by piece.

    Raises:
        BadInput: ``backup_damaged``, at the end: it is not what it was.
    """
    size, digest = 0, hashlib.sha256()
    for piece in _inside(archive, entry.name, entry.size):
        size += len(piece)
        digest.update(piece)
        yield piece
    if size != entry.size or digest.hexdigest() != entry.sha256:
        raise BadInput("backup_damaged")


def _inside(archive: zipfile.ZipFile, name: str, limit: int) -> Iterator[bytes]:
    """Yield a file of an archive piece by piece, at most one byte more than it may have."""
    import zlib  # noqa: PLC0415 - named for its error only

    try:
        with archive.open(name) as file:
            yield from _pieces(file, limit + 1)
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        NotImplementedError,
        EOFError,
        RuntimeError,
    ):
        raise BadInput("backup_damaged") from None


def _pieces(file: IO[bytes], limit: int) -> Iterator[bytes]:
    while limit > 0 and (piece := file.read(min(_PIECE, limit))):
        limit -= len(piece)
        yield piece


class _Sink(io.RawIOBase):
    """What an archive is written to: goes forward only."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override] # the archive writes bytes
        disk.write_all(self._descriptor, data)
        return len(data)


class _Source(io.RawIOBase):
    """What an archive is read from."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._size = disk.system().status_of(descriptor).st_size
        self._place = 0
        self.error: NotReadable | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # any writable buffer
        try:
            disk.system().seek(self._descriptor, self._place)
            data = disk.system().read(self._descriptor, len(buffer))
        except OSError as error:
            self.error = NotReadable(error.errno, error.strerror)
            raise self.error from error
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)

    def close(self) -> None:
        if not self.closed:
            disk.system().close(self._descriptor)
        super().close()
