"""The identity of a store: a random id that is in all its backups, and the folder where it was last used.

A name or a path proves nothing: a data folder can be copied with the list of its backups, moved, or handed
over by somebody. What is to be rewritten or removed must show this id.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from coachtui.domain.errors import StoreCorrupt
from coachtui.store.log import disk, log_codec
from coachtui.store.log.path_text import path_text
from coachtui.store.log.place import exists_in_store
from coachtui.store.records.team_log import open_team_log

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from coachtui.store.log.lock import StoreLock
    from coachtui.store.protection.seals import Seals

IDENTITY = "store"
"""The table of the list of people in which it stands."""

_LOG, _THE_STORE = "team.jsonl", "1"


class Identity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The identity of a store, as it notes it in its list of people.

    Attributes:
        id: Random; in every backup made of it.
        place: The store's folder, absolute, where it was when this was noted, as ``path_text`` writes it.
        former: Ids it had before a backup took its place: what bears them is this store's too.
        origins: Ids of stores it was copied from, or whose backup took its place: only what lies in its own
            data folder is its own.
        split: When, by id of such a store, the backup was made that this one came from: what was made until
            then is of both, and may be erased from.
        sealed_orders: Whether the lists of erased agents and of backups are sealed, so that plain ones are
            refused; says something of a protected store only.
    """

    id: str
    place: str
    former: list[str] = []
    origins: list[str] = []
    split: dict[str, str] = {}
    sealed_orders: bool = False


_DECODER = msgspec.json.Decoder(Identity)


def new_identity(root: Path, place: Path | None = None) -> Identity:
    """Return an identity with a new random id.

    Args:
        root: The store's folder.
        place: Where it believes to live, where that is not there.
    """
    return Identity(id=os.urandom(16).hex(), place=path_text(str(place or real_place(root))))


def read_identity(root: Path, seals: Seals) -> Identity | None:
    """Return the identity of a store, or ``None`` where none was noted yet.

    Raises:
        StoreError: Its log cannot be read.
    """
    if not exists_in_store(root, root / _LOG):
        return None
    return identity_in(open_team_log(root, seals).keyed(IDENTITY).encoded())


def identity_in(documents: Mapping[str, bytes]) -> Identity | None:
    """Return the identity in the documents of its table, or ``None``.

    Raises:
        StoreCorrupt: ``bad_document``.
    """
    document = documents.get(_THE_STORE)
    try:
        return _DECODER.decode(document) if document is not None else None
    except msgspec.MsgspecError:
        raise StoreCorrupt("bad_document") from None


def write_identity(root: Path, lock: StoreLock, seals: Seals, identity: Identity) -> bool:
    """Note the identity of a store; return whether it was written.

    A list of people that says nothing may have lost what it said, and is left as it is. So is a log of an
    earlier schema: a backup has to be made before the first write to it.

    Raises:
        StoreError: The disk does not take it.
    """
    if not has_records(root / _LOG):
        return False
    database = open_team_log(root, seals, lock, whole=True)
    if database.log.older:
        return False
    database.keyed(IDENTITY).put_encoded({_THE_STORE: log_codec.encode_document(identity)})
    return True


def begin_identity(root: Path, lock: StoreLock, seals: Seals) -> None:
    """Write a new identity into a store, creating its list of people where that is missing.

    Raises:
        StoreError: The disk does not take it.
    """
    database = open_team_log(root, seals, lock, whole=True)
    database.keyed(IDENTITY).put_encoded({_THE_STORE: log_codec.encode_document(new_identity(root))})


def has_records(path: Path) -> bool:
    """Return whether a log exists and holds at least one record.

    One that cannot be read counts as holding some; whoever reads it reports that.

    Raises:
        StoreError: ``not_readable``: whether it exists may not be known.
    """
    if not exists_in_store(path.parent, path):
        return False
    try:
        return not log_codec.holds_no_record(disk.read_bytes(path))
    except OSError:
        return True


def people_of(root: Path, seals: Seals) -> set[str]:
    """Return the ids of all agents of whom a store holds anything: a folder, or an entry in the list.

    Raises:
        StoreError: That cannot be read.
    """
    try:
        folders = disk.system().listdir(root / "agents") if disk.is_there(root / "agents") else []
    except OSError as error:
        raise disk.as_folder_error(error, root) from error
    found = {entry.name for entry in folders}
    if disk.is_there(root / _LOG):
        found |= open_team_log(root, seals).keyed("agents").encoded().keys()
    return found


def agents_with_folders(root: Path) -> set[str]:
    """Return the ids of all agents who have a folder in a store; none where that cannot be listed."""
    try:
        return {entry.name for entry in disk.system().listdir(root / "agents")}
    except OSError:
        return set()


def real_place(root: Path) -> Path:
    """Return the absolute path of a store's folder with links resolved."""
    try:
        return root.resolve()
    except OSError:
        return root.absolute()
