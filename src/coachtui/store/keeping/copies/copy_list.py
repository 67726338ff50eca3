"""The list of a store's backups: where each was made, so that agents can be erased from them too.

What lies in the data folder is noted relative to it: the folder can be moved. What the list says proves
nothing by itself; see ``ownership``.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from coachtui.domain.errors import StoreCorrupt
from coachtui.store.log import disk, log_codec
from coachtui.store.log.log_table import KeyedDB
from coachtui.store.log.path_text import is_text, path_in, path_text
from coachtui.store.records.order_lists import COPIES

if TYPE_CHECKING:
    from coachtui.store.log.lock import StoreLock
    from coachtui.store.records.order_lists import Orders

_COPIES, _TROUBLES, _KEYS, _MISSED = "copies", "troubles", "keys", "missed"


class Copy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The list entry of one backup.

    Attributes:
        made_at: Wall time with offset.
        elsewhere: Whether it lies on another disk than the store.
        daily: Whether it is one of those that are made by themselves and of which the newest are kept.
        without: Random ids of erased agents who are not in it, or not any more.
        begun: Whether it was being made when this was noted; it may never have got its name.
        discard: Whether it is to be removed when it is seen again, because its protection is of no worth.
        reseal: Whether it is to be written anew with the protection that the store has now.
        key: Names the key that it is sealed with; empty where that was not noted, or anybody can read it.
        original: Whether it belongs to another store of the same line, and is left alone; one of before their
            ways parted is erased from and nothing else.
        serial: Rises with every backup made, whatever the clock says; 0 where that was not noted.
    """

    made_at: str
    elsewhere: bool
    daily: bool = True
    without: list[str] = []
    begun: bool = False
    discard: bool = False
    reseal: bool = False
    key: str = ""
    original: bool = False
    serial: int = 0

    @property
    def turn(self) -> tuple[int, str]:
        """Sort key in the order in which backups were made, even where the clock was wrong for a day."""
        return self.serial, self.made_at


_COPY = msgspec.json.Decoder(Copy)
_TEXT = msgspec.json.Decoder(str)


class Copies:
    """The list of backups of one store; it holds paths and random ids, no names."""

    def __init__(self, root: Path, lock: StoreLock, orders: Orders) -> None:
        """Name the list; it is made with the first backup.

        Args:
            root: The store's folder, which stands in the data folder.
            lock: The store's lock.
            orders: Gives its codec.
        """
        self._path = root / COPIES
        self._lock = lock
        self._orders = orders

    @property
    def data(self) -> Path:
        """The data folder, in which the store's folder stands."""
        return self._path.parent.parent

    def known(self) -> dict[str, Copy]:
        """Return all listed backups by path, the oldest first.

        Raises:
            StoreError: The list cannot be read.
        """
        documents = self._documents(_COPIES)
        if not documents:
            return {}
        try:
            found = {self._place(key): _COPY.decode(text) for key, text in documents.items()}
        except msgspec.MsgspecError:
            raise StoreCorrupt("bad_document") from None
        if self._orders.unproven(COPIES):  # anybody may have written that one is to be removed
            found = {path: _without_order(copy) for path, copy in found.items()}
        return dict(sorted(found.items(), key=lambda item: item[1].turn))

    def put(self, copies: dict[str, Copy], gone: tuple[str, ...] = ()) -> None:
        """Add or change list entries by path, and remove others.

        Raises:
            StoreError: It could not be noted.
        """
        documents = {self._key(path): log_codec.encode_document(copy) for path, copy in copies.items()}
        # One that was noted by its whole path before is forgotten under that name.
        whole = [path for path in copies if self._key(path) != path]
        removed = dict.fromkeys((*map(self._key, gone), *gone, *whole))
        self._put(_COPIES, documents, tuple(removed))

    def troubles(self) -> dict[str, str]:
        """Return, by path, the error codes of copies that could not be dealt with at the last try.

        Raises:
            StoreError: The list cannot be read.
        """
        return self._noted(_TROUBLES)

    def note_troubles(self, troubles: dict[str, str]) -> None:
        """Replace the noted error codes of copies that could not be dealt with.

        Raises:
            StoreError: It could not be noted.
        """
        self._note(_TROUBLES, troubles)

    def missed(self) -> dict[str, str]:
        """Return, by path, the error codes of folders that the last daily backup could not be put in.

        Raises:
            StoreError: The list cannot be read.
        """
        return self._noted(_MISSED)

    def note_missed(self, missed: dict[str, str]) -> None:
        """Replace the noted error codes of folders that the daily backup could not be put in.

        Raises:
            StoreError: It could not be noted.
        """
        self._note(_MISSED, missed)

    def former_keys(self) -> dict[str, bytes]:
        """Return, by name, earlier master keys of the store that some backups are still encrypted with.

        Raises:
            StoreError: The list cannot be read.
        """
        try:
            return {name: b64decode(text) for name, text in self._texts(_KEYS).items()}
        except ValueError:
            raise StoreCorrupt("bad_document") from None

    def keep_former_key(self, name: str, master: bytes) -> None:
        """Keep an earlier master key while backups need it.

        Raises:
            StoreError: It could not be noted.
        """
        self._put_texts(_KEYS, {name: b64encode(master).decode()})

    def forget_former_keys(self, names: tuple[str, ...]) -> None:
        """Remove earlier master keys, with every earlier byte of them.

        Raises:
            StoreError: It could not be done.
        """
        self._put(_KEYS, {}, names)
        self._open().log.compact(force=True)

    def seal(self) -> None:
        """Encrypt a list that is still plain in a protected store.

        Raises:
            StoreError: It could not be written; the plain one is there.
        """
        if self._orders.unproven(COPIES):
            with self._lock.held():
                copies = {self._key(p): log_codec.encode_document(copy) for p, copy in self.known().items()}
                self._orders.seal(COPIES, {_COPIES: copies})

    def _note(self, table: str, codes: dict[str, str]) -> None:
        before = self._texts(table)
        now = {self._key(path): code for path, code in codes.items()}
        if now != before:
            self._put_texts(table, now, tuple(before.keys() - now.keys()))

    def _noted(self, table: str) -> dict[str, str]:
        return {self._place(key): code for key, code in self._texts(table).items()}

    def _texts(self, table: str) -> dict[str, str]:
        try:
            return {key: _TEXT.decode(text) for key, text in self._documents(table).items()}
        except msgspec.MsgspecError:
            raise StoreCorrupt("bad_document") from None

    def _put_texts(self, table: str, texts: dict[str, str], gone: tuple[str, ...] = ()) -> None:
        self._put(table, {key: log_codec.encode_document(text) for key, text in texts.items()}, gone)

    def _documents(self, table: str) -> dict[str, bytes]:
        return self._open().keyed(table).encoded() if disk.is_there(self._path) else {}

    def _put(self, table: str, documents: dict[str, bytes], gone: tuple[str, ...]) -> None:
        self.seal()
        self._open(create_dirs=True).keyed(table).put_encoded(documents, gone)

    def _key(self, path: str) -> str:
        """Return what names a path in the list."""
        try:
            key = Path(path).relative_to(self.data).as_posix()
        except ValueError:
            key = path
        return key if is_text(key) else path_text(path)

    def _place(self, key: str) -> str:
        """Return the path that a key names."""
        return normpath(self.data / path_in(key))

    def _open(self, *, create_dirs: bool = False) -> KeyedDB:
        codec = self._orders.codec(COPIES)
        return KeyedDB(self._path, lock=self._lock, codec=codec, create_dirs=create_dirs, whole=True)


def _without_order(copy: Copy) -> Copy:
    """Return an entry that removes nothing: what was to be removed gets the store's protection instead."""
    return msgspec.structs.replace(copy, discard=False, reseal=copy.discard or copy.reseal)
