"""The key of a store that turns ids into pseudonyms (R90); it is only in the store and its backups."""

from __future__ import annotations

import hmac
import os
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

import msgspec

from coachtui.domain.errors import StoreCorrupt
from coachtui.store.log import log_codec
from coachtui.store.log.log_codec import SCHEMA
from coachtui.store.log.log_table import KeyedDB
from coachtui.store.log.place import exists_in_store
from coachtui.store.protection.seals import PlainSeals, Seals
from coachtui.store.records.begun_logs import check_not_lost, note_begun

if TYPE_CHECKING:
    from pathlib import Path

    from coachtui.store.log.lock import StoreLock

PSEUDONYMS = "pseudonyms.jsonl"
"""The log with the key, in the folder of a store."""

_TABLE = "pseudonyms"
_THE_KEY = "1"
_KEY_SIZE = 32
_VERSION, _VARIANT = 7, 0b10


class _Key(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of the key: 32 random bytes in base64."""

    schema: int = SCHEMA
    key: str


_DECODER = msgspec.json.Decoder(_Key)


class LogPseudonyms:
    """Gives every id of one store a pseudonym; fits the port ``Pseudonyms``."""

    def __init__(self, path: Path, lock: StoreLock, seals: Seals | None = None) -> None:
        """Name the log; it is made with the first pseudonym ever asked for.

        Args:
            path: Its file.
            lock: The store's lock.
            seals: Gives its codec; without, it is plain.
        """
        self._path = path
        self._lock = lock
        self._seals = seals or PlainSeals()
        self._codec = self._seals.codec(path.name)
        self._known: bytes | None = None

    def of(self, identifier: str) -> str:
        """Return the pseudonym of an id: a UUIDv7, always the same in this store.

        All but the six bits that UUIDv7 fixes come from HMAC-SHA-256 of the id, those of the time too, so
        it tells neither the id nor when that was made. An empty id stays empty.

        Args:
            identifier: The id.

        Raises:
            StoreCorrupt: ``log_lost``: the key that was there is gone.
            StoreError: The key cannot be read, or a first one cannot be kept.
        """
        if not identifier:
            return ""
        if self._known is None:
            self._known = self._stored() or self._made()
        digest = hmac.digest(self._known, identifier.encode("utf-8", "surrogatepass"), "sha256")
        number = int.from_bytes(digest[:16])
        number = number & ~(0xF << 76) & ~(0b11 << 62) | _VERSION << 76 | _VARIANT << 62
        digits = f"{number:032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def key(self) -> bytes | None:
        """Return the key, 32 bytes, or ``None`` where there is none yet.

        Raises:
            StoreCorrupt: It is damaged.
            StoreError: It cannot be read.
        """
        return self._stored()

    def keep(self, key: bytes) -> None:
        """Store a key that came from another store, where there is none yet.

        Raises:
            StoreError: It cannot be kept.
        """
        self._keep(key)

    def _stored(self) -> bytes | None:
        if not exists_in_store(self._path.parent, self._path):
            return None
        table = KeyedDB(self._path, lock=self._lock, codec=self._codec).keyed(_TABLE)
        document = table.encoded_one(_THE_KEY)
        return _decoded(document) if document is not None else None

    def _made(self) -> bytes:
        """Keep a new key, unless another window was faster; one that is lost is never made anew unasked."""
        check_not_lost(self._path.parent, self._seals, PSEUDONYMS)
        key = self._keep(os.urandom(_KEY_SIZE))
        note_begun(self._path.parent, self._lock, self._seals)
        return key

    def _keep(self, key: bytes) -> bytes:
        """Store a key and return the one that counts: another window may have been faster."""
        table = KeyedDB(self._path, lock=self._lock, codec=self._codec, create_dirs=True).keyed(_TABLE)
        with table.log.exclusive():
            document = table.encoded_one(_THE_KEY)
            if document is not None:
                return _decoded(document)
            fresh = log_codec.encode_document(_Key(key=b64encode(key).decode()))
            table.put_encoded({_THE_KEY: fresh})
        return key


def _decoded(document: bytes) -> bytes:
    try:
        key = b64decode(_DECODER.decode(document).key, validate=True)
    except (msgspec.MsgspecError, ValueError):
        raise StoreCorrupt("bad_document", file=PSEUDONYMS) from None
    if len(key) != _KEY_SIZE:
        raise StoreCorrupt("bad_document", file=PSEUDONYMS)
    return key
