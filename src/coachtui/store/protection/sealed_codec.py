"""Encrypted log lines: AES-256-GCM, bound to the log's path, its generation and the record's number.

A line is ``{"n":17,"sealed":"…","crc":"9a3f01bc"}``: number and checksum can be read without the key, so a
torn write, a gap or a damaged byte is told from a wrong key. The sealed text is the line of a plain log
without its checksum; before it stands a random nonce of 96 bits, never one made from the position, since a
torn write that was cut off is written again under the same number.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coachtui.domain.errors import StoreCorrupt, StoreLocked
from coachtui.store.log.log_codec import FORMAT, Header, Record, checked_line, decoded_line, looks_complete

if TYPE_CHECKING:
    from collections.abc import Callable

KEY_SIZE = 32
NONCE_SIZE = 12

_ENCODER = msgspec.json.Encoder()


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it stands in a sealed log; a plain record has no ``sealed`` and is refused."""

    n: int
    sealed: str | None = None


class SealedCodec:
    """The codec of encrypted logs, whose lines only the holder of the key can read, write or change."""

    def __init__(self, name: str, key: bytes, still_current: Callable[[], bool]) -> None:
        """Take what a log is sealed with.

        Args:
            name: The log's path relative to the store's folder; a log under another name does not open.
            key: 32 bytes.
            still_current: Whether the store still has the key that this one comes from.
        """
        self._name = name
        self._cipher = AESGCM(key)
        self._still_current = still_current
        self._headers = msgspec.json.Decoder(Header)
        self._lines = msgspec.json.Decoder(_Line)
        self._records = msgspec.json.Decoder(Record)

    def encode(self, entry: Header | Record, generation: str) -> bytes:
        """Return a header or record as an encrypted line.

        A header stays readable; only a proof that it was written with the key is added.
        """
        if isinstance(entry, Header):
            proof = self._seal(b"", self._header_bond(entry))
            return checked_line(_ENCODER.encode(msgspec.structs.replace(entry, sealed=proof)))
        sealed = self._seal(_ENCODER.encode(entry), self._bond(generation, entry.n))
        return checked_line(_ENCODER.encode(_Line(n=entry.n, sealed=sealed)))

    def header(self, line: bytes) -> Header | None:
        """Return the header in ``line``, or ``None`` where its checksum or shape is wrong.

        Raises:
            StoreCorrupt: ``unsealed_record`` for a plain log in the place of a sealed one, ``wrong_key``.
        """
        header = decoded_line(self._headers, line)
        if header is None or header.format > FORMAT:
            return header
        if not header.sealed:
            raise StoreCorrupt("unsealed_record", file=self._file, record=header.n)
        plain = msgspec.structs.replace(header, sealed="")
        self._open(header.sealed, self._header_bond(plain), header.n)
        return plain

    def record(self, line: bytes, generation: str) -> Record | None:
        """Return the record in ``line``, or ``None`` where its checksum is wrong.

        Raises:
            StoreCorrupt: ``unsealed_record`` for a plain record among sealed ones; ``wrong_key`` for one
                that was written with another key, for another place, or changed by someone without the key.
        """
        outer = decoded_line(self._lines, line)
        if outer is None:
            return None
        if outer.sealed is None:
            raise StoreCorrupt("unsealed_record", file=self._file, record=outer.n)
        try:
            return self._records.decode(self._open(outer.sealed, self._bond(generation, outer.n), outer.n))
        except msgspec.MsgspecError:
            raise StoreCorrupt("impossible_record", file=self._file, record=outer.n) from None

    def looks_complete(self, line: bytes) -> bool:
        """Return whether ``line`` begins and ends as a complete record does."""
        return looks_complete(line)

    def check_current(self) -> None:
        """Check that the store still has this codec's key, before a log is begun with it.

        Raises:
            StoreLocked: ``protection_changed``.
        """
        if not self._still_current():
            raise StoreLocked("protection_changed")

    @property
    def _file(self) -> str:
        return self._name.rpartition("/")[2]

    def _bond(self, generation: str, n: int) -> bytes:
        return f"{self._name}\0{generation}\0{n}".encode()

    def _header_bond(self, header: Header) -> bytes:
        return f"{self._name}\0header\0".encode() + _ENCODER.encode(header)

    def _seal(self, text: bytes, bond: bytes) -> str:
        return seal(self._cipher, text, bond)

    def _open(self, sealed: str, bond: bytes, n: int) -> bytes:
        try:
            return unseal(self._cipher, sealed, bond)
        except (InvalidTag, ValueError):
            raise StoreCorrupt("wrong_key", file=self._file, record=n) from None


def seal(cipher: AESGCM, text: bytes, bond: bytes) -> str:
    """Encrypt bytes; return nonce and ciphertext in base64.

    Args:
        cipher: Holds the key.
        text: What is sealed.
        bond: What it is bound to; it opens only with the same.
    """
    nonce = os.urandom(NONCE_SIZE)
    return b64encode(nonce + cipher.encrypt(nonce, text, bond)).decode()


def unseal(cipher: AESGCM, sealed: str, bond: bytes) -> bytes:
    """Decrypt what ``seal`` returned.

    Raises:
        InvalidTag: Another key or another bond, or the text was changed.
        ValueError: It is no base64, or too short.
    """
    data = b64decode(sealed, validate=True)
    return cipher.decrypt(data[:NONCE_SIZE], data[NONCE_SIZE:], bond)


def derived_key(master: bytes, purpose: str) -> bytes:
    """Return a key for one purpose, derived from the master key (HKDF), that gives no other key away.

    Args:
        master: The store's key.
        purpose: E.g. ``agent/<id>``.
    """
    return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=None, info=f"coachtui/1/{purpose}".encode()).derive(
        master
    )


class VaultSeals:
    """The codecs of an encrypted store: a key per agent and per other log, from its master key."""

    sealed = True

    def __init__(self, master: bytes, still_current: Callable[[], bool] = lambda: True) -> None:
        """Take the master key.

        Args:
            master: 32 bytes.
            still_current: Whether the store still has this key; asked before a log is begun.
        """
        self.master = master
        self._still_current = still_current
        self._keys: dict[str, bytes] = {}

    def codec(self, name: str) -> SealedCodec:
        """Return the codec of a log, by its path relative to the store's folder."""
        return SealedCodec(name, self._key(_purpose(name)), self._still_current)

    def _key(self, purpose: str) -> bytes:
        if purpose not in self._keys:
            self._keys[purpose] = derived_key(self.master, purpose)
        return self._keys[purpose]


def _purpose(name: str) -> str:
    folder, _slash, file = name.rpartition("/")
    kind, _slash, agent_id = folder.partition("/")
    return f"agent/{agent_id}" if kind == "agents" else f"file/{file.removesuffix('.jsonl')}"
