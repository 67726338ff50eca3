"""Telling whether a file is a backup of this very store; only then may it be rewritten or removed."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from coachtui.domain.errors import BadInput, StoreError, StoreNewer
from coachtui.store.keeping.checks.sound_parts import sound_parts
from coachtui.store.keeping.copies import backup_file
from coachtui.store.keeping.copies.lineage import NAMELESS, time_of_backup
from coachtui.store.log import disk
from coachtui.store.log.log_codec import PlainCodec

if TYPE_CHECKING:
    from collections.abc import Callable

    from coachtui.store.keeping.copies.backup_file import Manifest
    from coachtui.store.log.log_codec import LogCodec
    from coachtui.store.records.identity import Identity

Owner = Literal["ours", "line", "original", "foreign", "unknown"]
"""Whose a file is: this store's; of the store that this one came from, and made before their ways parted; of
another store of the same line, an original, copy or branch; somebody else's; or a damaged backup, or one that
cannot be read, of which nobody can tell."""


class Seen(NamedTuple):
    """What was found at a path: whose file it is, and its manifest.

    Attributes:
        owner: Whose it is.
        manifest: What it says of itself, where it is a backup.
    """

    owner: Owner
    manifest: Manifest | None = None


class Ownership:
    """Tells the backups of one store from all other files, by their ids and content."""

    def __init__(
        self, data: Path, identity: Identity, people: Callable[[], set[str]], codec: Callable[[], LogCodec]
    ) -> None:
        """Take what proves it.

        Args:
            data: The data folder.
            identity: What the store says of itself.
            people: Returns the random ids of the agents it knows or has erased.
            codec: Returns what its list of people is sealed with, for a backup that says nothing of itself.
        """
        self._data = data
        self._identity = identity
        self._people = people
        self._codec = codec

    def look(self, path: Path, *, listed: bool) -> Seen:
        """Look at a path and tell whose file it is; a link is never followed.

        Args:
            path: The file.
            listed: Whether the store's list names it: one made before backups bore an id may lie anywhere.
        """
        try:
            if not stat.S_ISREG(disk.system().status(path, follow=False).st_mode):
                return Seen("foreign")
            manifest = backup_file.read_manifest(path)
        except StoreNewer:
            return Seen("unknown")
        except BadInput:
            return Seen("unknown" if listed or _begins_like_a_backup(path) else "foreign")
        except OSError:
            return Seen("unknown")
        return Seen(self._owner(path, manifest, listed=listed), manifest)

    def is_remnant(self, path: Path) -> bool:
        """Return whether a file begins like a backup, as the rest of one that was never finished does."""
        try:
            regular = stat.S_ISREG(disk.system().status(path, follow=False).st_mode)
        except OSError:
            return False
        return regular and _begins_like_a_backup(path)

    def _owner(self, path: Path, manifest: Manifest, *, listed: bool) -> Owner:
        inside = path.is_relative_to(self._data)
        if manifest.store:
            if manifest.store in {self._identity.id, *self._identity.former}:
                return "ours"
            if manifest.store in self._identity.origins:
                return "ours" if inside else "line" if self._before_split(manifest) else "original"
            return "original" if self._line().intersection(manifest.line) else "foreign"
        if not (listed or inside):
            return "foreign"
        return "ours" if self._shares_people(path, manifest) else "unknown"

    def _line(self) -> set[str]:
        return {self._identity.id, *self._identity.former, *self._identity.origins} - {NAMELESS}

    def _before_split(self, manifest: Manifest) -> bool:
        until = self._identity.split.get(manifest.store)
        return until is not None and time_of_backup(manifest.made_at) <= time_of_backup(until)

    def people_in(self, path: Path, manifest: Manifest) -> set[str] | None:
        """Return the random ids of the agents in a backup, or ``None`` where that cannot be told.

        Args:
            path: The backup.
            manifest: What it says of itself.
        """
        try:
            data = backup_file.read_inside(path, manifest, "team.jsonl")
            codec = self._codec() if manifest.sealed else PlainCodec()
            people = sound_parts(data, codec).state.table("agents").keys()
        except (BadInput, StoreError, OSError, msgspec.MsgspecError):
            return None
        return {*people, *agents_with_logs(manifest)}

    def _shares_people(self, path: Path, manifest: Manifest) -> bool:
        """Return whether a backup without an id holds somebody whose random id this store knows too.

        One that is sealed has to open with the store's key besides.
        """
        known = self._people()
        if not manifest.sealed and known & agents_with_logs(manifest):
            return True
        return bool(known & (self.people_in(path, manifest) or set()))


def agents_with_logs(manifest: Manifest) -> set[str]:
    """Return the random ids of the agents whose logs are in a backup."""
    return {entry.name.split("/")[1] for entry in manifest.files if entry.name.startswith("agents/")}


def _begins_like_a_backup(path: Path) -> bool:
    """Return whether the first file in an archive, whole or cut off, is one of a store's."""
    try:
        return backup_file.begins_like_one(path)
    except OSError:
        return False
