"""A disk that remembers every change, and what is left of it when the power goes at any moment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal, NamedTuple

from tests.faults.failing import QuickFiles

Kind = Literal[
    "make", "write", "truncate", "touch", "sync", "sync folder", "replace", "unlink", "mkdir", "rmdir", "said"
]
Fate = Literal["dropped", "kept", "torn", "zeroed"]

FATES: tuple[Fate, ...] = ("dropped", "kept", "torn", "zeroed")
SECTOR = 512
WRITING = os.O_WRONLY | os.O_RDWR


@dataclass(frozen=True, slots=True)
class Change:
    """One change, and the time it gave the file; ``said`` marks that something was acknowledged."""

    kind: Kind
    path: Path
    data: bytes = b""
    size: int = 0
    at: int = 0
    target: Path | None = None


class RecordingFiles(QuickFiles):
    """The real file system, with a record of all that changes it."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self._paths: dict[int, Path] = {}

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        there = path.exists()
        descriptor = super().open(path, flags, mode)
        self._paths[descriptor] = path
        if flags & WRITING and (not there or flags & os.O_TRUNC):
            self.changes.append(Change("truncate" if there else "make", path, at=_changed(descriptor)))
        return descriptor

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        written = super().write(descriptor, data)
        path, data = self._paths[descriptor], bytes(data[:written])
        self.changes.append(Change("write", path, data=data, at=_changed(descriptor)))
        return written

    def fsync(self, descriptor: int) -> None:
        super().fsync(descriptor)
        path = self._paths[descriptor]
        self.changes.append(Change("sync folder" if path.is_dir() else "sync", path))

    def truncate(self, descriptor: int, size: int) -> None:
        super().truncate(descriptor, size)
        self.changes.append(Change("truncate", self._paths[descriptor], size=size, at=_changed(descriptor)))

    def set_time(self, path: Path, nanoseconds: int) -> None:
        super().set_time(path, nanoseconds)
        self.changes.append(Change("touch", path, at=nanoseconds))

    def close(self, descriptor: int) -> None:
        super().close(descriptor)
        self._paths.pop(descriptor, None)

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        self.changes.append(Change("replace", source, target=target))

    def unlink(self, path: Path) -> None:
        super().unlink(path)
        self.changes.append(Change("unlink", path))

    def mkdir(self, path: Path, mode: int) -> None:
        super().mkdir(path, mode)
        self.changes.append(Change("mkdir", path))

    def rmdir(self, path: Path) -> None:
        super().rmdir(path)
        self.changes.append(Change("rmdir", path))

    def say(self) -> None:
        """Mark the moment at which something was acknowledged."""
        self.changes.append(Change("said", Path()))


def _changed(descriptor: int) -> int:
    return os.fstat(descriptor).st_mtime_ns


class Found(NamedTuple):
    """A file after a loss of power: its bytes and when it was changed last, in nanoseconds."""

    data: bytes
    at: int


NOTHING = Found(b"", 0)


@dataclass(slots=True)
class _File:
    """A file as the medium and as the system's memory have it."""

    durable: Found = NOTHING
    now: Found = NOTHING


@dataclass(slots=True)
class Medium:
    """A disk under replay: names and bytes, and which of them are durable.

    Names follow the rules of a journalling file system at its laziest: what happened to the names of a
    folder since its last sync may be lost, the newest first, and everything before it stands.
    """

    base: Path
    files: dict[Path, _File] = field(default_factory=dict)
    folders: set[Path] = field(default_factory=set)
    pending: list[tuple[Change, _File | None]] = field(default_factory=list)
    _durable_names: dict[Path, _File] = field(default_factory=dict)
    _durable_folders: set[Path] = field(default_factory=set)

    @classmethod
    def holding(cls, folder: Path) -> Medium:
        """Return a medium with everything under a folder, all of it durable."""
        medium = cls(folder)
        for path in folder.rglob("*"):
            if path.is_dir():
                medium.folders.add(path)
            else:
                found = Found(path.read_bytes(), path.stat().st_mtime_ns)
                medium.files[path] = _File(found, found)
        medium._durable_names = dict(medium.files)
        medium._durable_folders = set(medium.folders)
        return medium

    def apply(self, change: Change) -> None:
        """Let a change happen."""
        match change.kind:
            case "write":
                file = self.files[change.path]
                file.now = Found(file.now.data + change.data, change.at)
            case "truncate":
                file = self.files[change.path]
                file.now = Found(file.now.data[: change.size], change.at)
            case "touch":
                self.files[change.path].now = self.files[change.path].now._replace(at=change.at)
            case "sync":
                self.files[change.path].durable = self.files[change.path].now
            case "sync folder":
                self._sync_names(change.path)
            case "said":
                return
            case _:
                made = _File() if change.kind == "make" else None
                self.pending.append((change, made))
                _rename(change, made, self.files, self.folders)

    def states(self, chance: Random) -> Iterator[tuple[str, dict[Path, Found], set[Path]]]:
        """Yield what may be found after a loss of power now: names, bytes and folders."""
        for lost in {0, len(self.pending), chance.randint(0, len(self.pending))}:
            names, folders = dict(self._durable_names), set(self._durable_folders)
            for change, made in self.pending[: len(self.pending) - lost]:
                _rename(change, made, names, folders)
            for fate in FATES:
                reached = {path: file for path, file in names.items() if self._reached(path.parent, folders)}
                found = {path: _after(file, fate) for path, file in reached.items()}
                yield f"{lost} names lost, bytes {fate}", found, folders

    def _reached(self, folder: Path, folders: set[Path]) -> bool:
        """Whether a folder's own name, and that of every folder above it, is there."""
        while folder != self.base:
            if folder not in folders:
                return False
            folder = folder.parent
        return True

    def _sync_names(self, folder: Path) -> None:
        """Make what happened in a folder durable, and with it whatever happened before."""
        touched = [
            place
            for place, (change, _made) in enumerate(self.pending, 1)
            if folder in {change.path.parent, (change.target or change.path).parent}
        ]
        for change, made in self.pending[: max(touched, default=0)]:
            _rename(change, made, self._durable_names, self._durable_folders)
        del self.pending[: max(touched, default=0)]


def _rename(change: Change, made: _File | None, names: dict[Path, _File], folders: set[Path]) -> None:
    match change.kind:
        case "make":
            assert made is not None
            names[change.path] = made
        case "unlink":
            names.pop(change.path, None)
        case "mkdir":
            folders.add(change.path)
        case "rmdir":
            folders.discard(change.path)
        case "replace" if change.target is not None:
            _move(change.path, change.target, names, folders)
        case _:
            raise AssertionError(change.kind)


def _move(source: Path, target: Path, names: dict[Path, _File], folders: set[Path]) -> None:
    for path in [path for path in names if path == source or source in path.parents]:
        names[target / path.relative_to(source)] = names.pop(path)
    for path in [path for path in folders if path == source or source in path.parents]:
        folders.remove(path)
        folders.add(target / path.relative_to(source))


def _after(file: _File, fate: Fate) -> Found:
    """Return what is left of a file whose last bytes were not synced."""
    durable, now = file.durable.data, file.now.data
    if not now.startswith(durable):
        return file.durable if fate in {"dropped", "torn"} else file.now
    match fate:
        case "dropped":
            return file.durable
        case "kept":
            return file.now
        case "torn":
            whole = len(now) // SECTOR * SECTOR
            return Found(now[: max(whole, len(durable))], file.now.at)
        case _:
            return Found(durable + bytes(len(now) - len(durable)), file.now.at)
