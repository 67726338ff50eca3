"""A disk on which recorded changes happen again, and what is left of it when the power goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.faults.recording import Change
from tests.faults.remains import FATES, File, Found


class Losses(NamedTuple):
    """How many of the losses that are possible at a moment are looked at.

    ``names`` losses of names are random ones, besides none and all. With ``mixed``, as many again are lost
    in each folder apart from the others, every file is left in each way it can be while the others are
    dropped or kept, and that many times all are left at random; without, all meet with one of four fates.
    """

    names: int = 1
    mixed: int = 0


class State(NamedTuple):
    """What may be found: how it came to be, names and bytes, and folders."""

    told: str
    files: dict[Path, Found]
    folders: set[Path]


class _Named(NamedTuple):
    """A change to names that no sync of a folder has reached yet."""

    change: Change
    made: File | None
    moves_folder: bool

    @property
    def touched(self) -> set[Path]:
        """The folders in which it changes names."""
        return {self.change.path.parent, (self.change.target or self.change.path).parent}

    def happen(self, names: dict[Path, File], folders: set[Path]) -> None:
        """Let it happen to names."""
        change, made = self.change, self.made
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


@dataclass(slots=True)
class Medium:
    """A disk under replay: names and bytes, and which of them are durable.

    Names follow no more than what POSIX promises: what happened to the names of a folder since its own last
    sync may be lost, the newest first. With more losses, folders need not keep in step with each other.
    """

    base: Path
    files: dict[Path, File] = field(default_factory=dict)
    folders: set[Path] = field(default_factory=set)
    pending: list[_Named] = field(default_factory=list)
    _durable_names: dict[Path, File] = field(default_factory=dict)
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
                medium.files[path] = File(found, found)
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
                made = File() if change.kind == "make" else None
                named = _Named(change, made, moves_folder=change.path in self.folders)
                self.pending.append(named)
                named.happen(self.files, self.folders)

    def states(self, chance: Random, losses: Losses) -> Iterator[State]:
        """Yield what may be found after a loss of power now."""
        for told, kept in self._kept(chance, losses):
            names, folders = dict(self._durable_names), set(self._durable_folders)
            for named in kept:
                named.happen(names, folders)
            reached = {path: file for path, file in names.items() if self._reached(path.parent, folders)}
            bytes_left = _mixed(reached, chance, losses.mixed) if losses.mixed else _alike(reached)
            for how, found in bytes_left:
                yield State(f"{told}, {how}", found, folders)

    def _kept(self, chance: Random, losses: Losses) -> Iterator[tuple[str, list[_Named]]]:
        """Yield what may be left of the changes to names: all of them, none, the oldest so many."""
        there_are = len(self.pending)
        lost = {0, there_are, *(chance.randint(0, there_are) for _time in range(losses.names))}
        for many in sorted(lost):
            yield f"the last {many} names lost", self.pending[: there_are - many]
        for _time in range(losses.names if losses.mixed and there_are > 1 else 0):
            kept = _kept_by_folder(self.pending, chance)
            where = [place for place, named in enumerate(self.pending) if named not in kept]
            yield f"names lost {where}", kept

    def _reached(self, folder: Path, folders: set[Path]) -> bool:
        """Whether a folder's own name, and that of every folder above it, is there."""
        while folder != self.base:
            if folder not in folders:
                return False
            folder = folder.parent
        return True

    def _sync_names(self, folder: Path) -> None:
        """Make what happened in a folder durable; with a folder that was moved, whatever happened before."""
        in_order = max(
            (
                place
                for place, named in enumerate(self.pending, 1)
                if named.moves_folder and folder in named.touched
            ),
            default=0,
        )
        later: list[_Named] = []
        for place, named in enumerate(self.pending, 1):
            if place <= in_order or folder in named.touched:
                named.happen(self._durable_names, self._durable_folders)
            else:
                later.append(named)
        self.pending = later


def _kept_by_folder(pending: list[_Named], chance: Random) -> list[_Named]:
    """Return what is left where each folder loses its newest changes, whatever becomes of other folders.

    What moves a folder is in order with everything: other paths lead through it.
    """
    share = chance.choice((0.1, 0.3, 0.6))
    kept: list[_Named] = []
    closed: set[Path] = set()
    for named in pending:
        if named.moves_folder and closed:
            break
        if named.touched & closed or chance.random() < share:
            closed |= named.touched
            if named.moves_folder:
                break
        else:
            kept.append(named)
    return kept


def _alike(files: dict[Path, File]) -> Iterator[tuple[str, dict[Path, Found]]]:
    """Yield all files after one fate."""
    for fate in FATES:
        yield f"bytes {fate}", {path: file.after(fate) for path, file in files.items()}


def _mixed(files: dict[Path, File], chance: Random, often: int) -> Iterator[tuple[str, dict[Path, Found]]]:
    """Yield each file after each of its fates, the others dropped or kept, and all after fates at random."""
    yield from _alike(files)
    open_files = {path: list(file.remains()) for path, file in files.items() if not file.certain}
    dropped = {path: file.durable for path, file in files.items()}
    kept = {path: file.now for path, file in files.items()}
    for path, remains in open_files.items():
        for how, found in remains:
            yield f"{path.name} {how}, others dropped", {**dropped, path: found}
            yield f"{path.name} {how}, others kept", {**kept, path: found}
    for _time in range(often if len(open_files) > 1 else 0):
        drawn = {path: chance.choice(remains) for path, remains in open_files.items()}
        how = ", ".join(f"{path.name} {how}" for path, (how, _found) in drawn.items())
        yield how, {**kept, **{path: found for path, (_how, found) in drawn.items()}}


def _move(source: Path, target: Path, names: dict[Path, File], folders: set[Path]) -> None:
    for path in [path for path in names if path == source or source in path.parents]:
        names[target / path.relative_to(source)] = names.pop(path)
    for path in [path for path in folders if path == source or source in path.parents]:
        folders.remove(path)
        folders.add(target / path.relative_to(source))
