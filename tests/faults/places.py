"""Where a store and its backups may find themselves: copied, moved, beside foreign and damaged backups.

An act that is added to ``ACTS`` meets all of these conditions, and a kill at every call to the disk.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.contract.sessions import ANNA, START
from tests.faults.failing import QuickFiles
from tests.faults.scenarios import SECRETS, Laptop, erase, furnished, unlocked

from coachtui.services.protecting import protect
from coachtui.store.keeping.backups.copy_rewriting import key_name
from coachtui.store.keeping.backups.store_backups import StoreBackups
from coachtui.store.keeping.copies.backup_file import read_inside, read_manifest
from coachtui.store.log.lock import StoreLock
from coachtui.store.protection.key_file import keys_in


class KilledFiles(QuickFiles):
    """A disk at a call to which the process ends at once, as when it is killed."""

    CODE = 9

    def __init__(self, at: int = 0) -> None:
        self.calls = 0
        self._at = at

    def __getattribute__(self, name: str) -> object:
        if name in _CALLS:
            self._count()
        return super().__getattribute__(name)

    def _count(self) -> None:
        self.calls += 1
        if self.calls >= self._at > 0:
            os._exit(self.CODE)


_CALLS = frozenset({"open", "write", "truncate", "replace", "unlink", "mkdir", "rmdir"})


class Desk(Laptop):
    """A laptop with a stick for the backups of the day, and an archive that the lead named."""

    @property
    def stick(self) -> Path:
        return self.folder.parent / "stick"

    @property
    def archive(self) -> Path:
        return self.folder.parent / "archives" / "spring.zip"

    def backups(self, lock: StoreLock | None = None) -> StoreBackups:
        return self.backups_at(0, lock)

    def backups_at(self, days: int, lock: StoreLock | None = None) -> StoreBackups:
        """Return the backups as they are dealt with so many days later."""
        return StoreBackups(
            self.root,
            self.protection.seals,
            lambda: START + timedelta(days=days),
            version="0",
            folders=(self.folder / "backups", self.stick),
            lock=lock,
        )

    def next_start(self) -> None:
        """Do what the program does by itself when it is started the next day."""
        self.open()
        self.backups_at(1).protection.renew()
        self.backups_at(1).daily.make()


@dataclass(frozen=True, slots=True)
class Scene:
    """A desk and what lies around it that is nobody's to touch."""

    desk: Desk
    untouched: dict[Path, bytes]

    def check_untouched(self, told: str) -> None:
        """See that no file changed that is not provably a backup of this store."""
        for path, data in self.untouched.items():
            assert path.exists(), (told, path)
            assert path.read_bytes() == data, (told, path)


def decoys(*folders: Path) -> dict[Path, bytes]:
    """Put files of the lead's own beside backups, some of them named as ours are."""
    found = {}
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("thesis.zip", "coachtui-20200101-000000.zip", "spring.zip.new.txt", "photos.zip.new"):
            (folder / name).write_bytes(f"{name} in {folder.name}".encode())
            found[folder / name] = (folder / name).read_bytes()
        with zipfile.ZipFile(folder / "album.zip", "w") as archive:
            archive.writestr("manifest.json", b"{}")
        found[folder / "album.zip"] = (folder / "album.zip").read_bytes()
    return found


def used(place: Path, *, sealed: bool) -> Desk:
    """Return a desk with backups in two folders and an archive."""
    desk = Desk(place / "laptop")
    furnished(desk)
    if sealed:
        desk.protection.encrypt(SECRETS[0])
        desk.open()
    desk.backups().daily.make()
    desk.backups().make_at(desk.archive)
    return desk


def at_home(place: Path, *, sealed: bool) -> Scene:
    desk = used(place, sealed=sealed)
    folders = (desk.folder, desk.folder / "backups", desk.stick, desk.archive.parent)
    return Scene(desk, decoys(*folders))


def beside_others(place: Path, *, sealed: bool) -> Scene:
    """In every folder lies a backup of another store, and a damaged one that is not known any more."""
    scene = at_home(place, sealed=sealed)
    other = Desk(place / "other" / "laptop")
    furnished(other)
    theirs = other.backups().daily.make()
    for folder in (scene.desk.folder / "backups", scene.desk.stick, scene.desk.archive.parent):
        shutil.copy(theirs, folder / "coachtui-20260101-090000.zip")
        (folder / "cut off.zip").write_bytes(theirs.read_bytes()[:500])
        for name in ("coachtui-20260101-090000.zip", "cut off.zip"):
            scene.untouched[folder / name] = (folder / name).read_bytes()
    return scene


def copied(place: Path, *, sealed: bool) -> Scene:
    """The desk is a copy; all that the original has is nobody's to touch."""
    original = used(place / "original", sealed=sealed)
    shutil.copytree(original.folder, place / "laptop")
    untouched = {path: path.read_bytes() for path in (place / "original").rglob("*.zip")}
    return Scene(Desk(place / "laptop"), untouched)


def moved(place: Path, *, sealed: bool) -> Scene:
    desk = used(place / "before", sealed=sealed)
    shutil.move(desk.folder, place / "laptop")
    return Scene(Desk(place / "laptop"), decoys(place / "laptop" / "backups"))


def list_lost(place: Path, *, sealed: bool) -> Scene:
    scene = at_home(place, sealed=sealed)
    (scene.desk.root / "copies.jsonl").unlink()
    # An archive in a folder that nothing names any more is found by nobody.
    shutil.move(scene.desk.archive, scene.desk.folder / "backups" / scene.desk.archive.name)
    return scene


Condition = Callable[..., Scene]
CONDITIONS: tuple[Condition, ...] = (at_home, beside_others, copied, moved, list_lost)


def encrypting(desk: Desk) -> None:
    protect(desk.protection, desk.backups(), SECRETS[0])


def rekeying(desk: Desk) -> None:
    desk.backups().protection.with_another_protection()
    desk.protection.rekey(SECRETS[1])
    desk.backups().protection.renew()


def decrypting(desk: Desk) -> None:
    desk.backups().protection.with_another_protection()
    desk.protection.decrypt()
    desk.backups().protection.renew()


def erasing(desk: Desk) -> None:
    erase(desk, ANNA)


def restoring(desk: Desk) -> None:
    newest = max((desk.folder / "backups").glob("coachtui-2026*-1*.zip"))
    desk.backups().restoring.restore(newest, SECRETS[0])
    desk.open()


Act = Callable[[Desk], None]
ACTS: tuple[tuple[Act, bool], ...] = (
    (encrypting, False),
    (erasing, False),
    (restoring, False),
    (rekeying, True),
    (decrypting, True),
    (erasing, True),
    (restoring, True),
)
"""What is done, and whether to a protected store."""


def key_of(file: Path) -> str:
    """Return what names the key of a backup; empty for one that anybody can read."""
    manifest = read_manifest(file)
    keys = keys_in(read_inside(file, manifest, "keys.json")) if manifest.sealed else None
    return keys.store if keys is not None else ""


def with_another_key(desk: Desk, files: list[Path]) -> list[Path]:
    """Return the backups that are not protected as the store is now."""
    assert unlocked(desk.root).state() in {"off", "open"}
    now = key_name(desk.root)
    return [file for file in files if key_of(file) != now]
