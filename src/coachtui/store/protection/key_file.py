"""The key file of a store: its master key, wrapped (encrypted) with the passphrase and with the recovery key.

Argon2id turns the passphrase into a key (R89). The file stands in the store in two copies.
"""

from __future__ import annotations

import os
import unicodedata
from base64 import b64decode, b64encode
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from coachtui.domain.errors import Refused, StoreCorrupt, StoreError, StoreNewer, WrongPassphrase
from coachtui.domain.passphrase import legacy_passphrase
from coachtui.domain.recovery_key import SECRET_SIZE, format_recovery_key, parse_recovery_key
from coachtui.store.log import disk
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_codec import checked_line, decoded_line
from coachtui.store.log.place import read_one_store
from coachtui.store.protection.seals import KEYS, KEYS_COPY

if TYPE_CHECKING:
    from pathlib import Path

KEYS_FORMAT = 1

MOST_MEMORY_KIB = 1024 * 1024
MOST_ITERATIONS = 10
MOST_LANES = 16
"""What a file may ask for before anything is computed: one from a stranger must not take the machine."""

LEAST_MEMORY_KIB = 64 * 1024
LEAST_ITERATIONS = 3
"""Under this a passphrase is guessed too fast; a file that asks for less was not written by us."""

_SALT_SIZE = 16
_WRAPPED_SIZE = 12 + 32 + 16
"""Nonce, master key and tag."""

_MOST_BYTES = 64 * 1024
"""A file that is longer is none of ours, and is not read."""


class Argon(msgspec.Struct, frozen=True, kw_only=True):
    """Parameters of Argon2id (RFC 9106), which turns a passphrase into a key; memory in KiB."""

    memory_kib: int = LEAST_MEMORY_KIB
    iterations: int = LEAST_ITERATIONS
    lanes: int = 4
    salt: str


class KeyFile(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a key file.

    Attributes:
        format: Version of this file.
        revision: Rises with every change, so that of two copies the newer one counts.
        store: Random; tells one master key from another.
        argon2id: Parameters of the passphrase.
        passphrase: The master key, wrapped with what comes of the passphrase.
        recovery: The master key, wrapped with what comes of the recovery key.
    """

    format: int = msgspec.field(name="coachtui_keys", default=KEYS_FORMAT)
    revision: int
    store: str
    argon2id: Argon
    passphrase: str
    recovery: str


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(KeyFile)


def new_keys(passphrase: str, master: bytes, revision: int = 1) -> tuple[KeyFile, str]:
    """Return a new key file that wraps a master key, and the recovery key as text.

    Args:
        passphrase: What the lead chose.
        master: The master key, 32 random bytes.
        revision: Number of the file; of two copies the higher one counts.
    """
    secret = os.urandom(SECRET_SIZE)
    store = os.urandom(8).hex()
    argon = Argon(salt=b64encode(os.urandom(_SALT_SIZE)).decode())
    keys = KeyFile(
        revision=revision,
        store=store,
        argon2id=argon,
        passphrase=_wrapped(_from_passphrase(passphrase, argon), master, store, "passphrase"),
        recovery=_wrapped(_from_recovery(secret), master, store, "recovery"),
    )
    return keys, format_recovery_key(secret)


def with_passphrase(keys: KeyFile, passphrase: str, master: bytes) -> KeyFile:
    """Return a key file with the same master key, wrapped with another passphrase.

    Args:
        keys: The present key file.
        passphrase: The new passphrase.
        master: The master key, 32 bytes.
    """
    argon = Argon(salt=b64encode(os.urandom(_SALT_SIZE)).decode())
    wrapped = _wrapped(_from_passphrase(passphrase, argon), master, keys.store, "passphrase")
    return msgspec.structs.replace(keys, revision=keys.revision + 1, argon2id=argon, passphrase=wrapped)


def with_recovery(keys: KeyFile, master: bytes) -> tuple[KeyFile, str]:
    """Return a key file with the same master key, wrapped with a new recovery key, and that key as text.

    Args:
        keys: The present key file.
        master: The master key, 32 bytes.
    """
    secret = os.urandom(SECRET_SIZE)
    wrapped = _wrapped(_from_recovery(secret), master, keys.store, "recovery")
    renewed = msgspec.structs.replace(keys, revision=keys.revision + 1, recovery=wrapped)
    return renewed, format_recovery_key(secret)


def master_key(keys: KeyFile, secret: str) -> bytes:
    """Return the master key that a passphrase or recovery key unwraps.

    Args:
        keys: The file.
        secret: The passphrase, or the recovery key as text.

    Raises:
        WrongPassphrase: It is neither.
        Refused: ``recovery_key_typo``: it is no passphrase, and as a recovery key it has a wrong sign.
    """
    recovery, mistyped = _recovery_in(secret)
    master = None
    if recovery is not None:
        master = _unwrapped(_from_recovery(recovery), keys.recovery, keys.store, "recovery")
    for text in dict.fromkeys((secret, legacy_passphrase(secret))):
        if master is None:  # words may look like a recovery key, right or mistyped, and be the passphrase
            derived = _from_passphrase(text, keys.argon2id)
            master = _unwrapped(derived, keys.passphrase, keys.store, "passphrase")
    if master is None:
        raise mistyped or WrongPassphrase("wrong_passphrase")
    return master


def _recovery_in(secret: str) -> tuple[bytes | None, Refused | None]:
    """Return the secret of a recovery key where the text is one, and what is wrong where it looks like it."""
    try:
        return parse_recovery_key(secret), None
    except Refused as mistyped:
        return None, mistyped


def read_keys(root: Path) -> KeyFile | None:
    """Return the key file of a store, or ``None`` for a store that is not encrypted.

    Of two copies the sound one counts, of two sound ones the newer.

    Raises:
        StoreCorrupt: ``bad_keys``: neither copy is sound.
        StoreNewer: ``newer_format``.
        StoreError: ``not_readable``.
    """
    return read_one_store(root, lambda: _keys_of(root))


def _keys_of(root: Path) -> KeyFile | None:
    there = [path for path in (root / KEYS, root / KEYS_COPY) if disk.is_there(path)]
    sound = [keys for path in there if (keys := _read(path)) is not None]
    if sound:
        return max(sound, key=lambda keys: keys.revision)
    if there:
        raise StoreCorrupt("bad_keys", file=KEYS)
    return None


def keys_in(data: bytes) -> KeyFile | None:
    """Return the key file in some bytes, or ``None`` where they are none that this program writes."""
    keys = decoded_line(_DECODER, data.removesuffix(b"\n"))
    return keys if keys is None or keys.format > KEYS_FORMAT or _is_ours(keys) else None


def key_fault(root: Path) -> str | None:
    """Return the error code that says why a store's key files are unusable, or ``None``.

    A store without any key file has no fault.
    """
    try:
        read_keys(root)
    except StoreError as error:
        return error.code
    return None


def fault_of_protected(root: Path) -> str | None:
    """Return the error code that says why a protected store has no usable key file, or ``None``.

    It is ``keys_lost`` where there is none at all.
    """
    return key_fault(root) or ("keys_lost" if read_keys(root) is None else None)


def _is_ours(keys: KeyFile) -> bool:
    """Return whether the parameters and key sizes of a key file are in range; nothing is computed for it."""
    argon = keys.argon2id
    return (
        LEAST_MEMORY_KIB <= argon.memory_kib <= MOST_MEMORY_KIB
        and LEAST_ITERATIONS <= argon.iterations <= MOST_ITERATIONS
        and 1 <= argon.lanes <= MOST_LANES
        and _size(argon.salt) == _SALT_SIZE
        and _size(keys.passphrase) == _size(keys.recovery) == _WRAPPED_SIZE
    )


def _size(encoded: str) -> int:
    """Return how many bytes a text in base64 is; 0 for one that is not."""
    try:
        return len(b64decode(encoded, validate=True))
    except ValueError:
        return 0


def damaged_keys(root: Path) -> list[str]:
    """Return the names of the key file's copies that are damaged, missing or older than the sound one.

    Raises:
        StoreError: No copy can be used.
    """
    keys = read_keys(root)
    if keys is None:
        return []
    return [
        name for name in (KEYS, KEYS_COPY) if not disk.is_there(root / name) or _read(root / name) != keys
    ]


def write_keys(root: Path, keys: KeyFile) -> None:
    """Write both copies of the key file, one after the other, so that one of them is always whole.

    Raises:
        OSError: One could not be written; the store opens with the old or the new one.
    """
    line = checked_line(_ENCODER.encode(keys))
    for name in (KEYS, KEYS_COPY):
        disk.write_whole(root / name, [line])


def renew_older_copy(root: Path) -> None:
    """Overwrite an older copy of the key file with the newest one.

    A kill between writing the two leaves one that the old passphrase would still open. A copy that is damaged
    or missing stays so; the check tells of it. Where it cannot be written the next opening does it.
    """
    if not _left_behind(root):
        return
    with suppress(StoreError, OSError), StoreLock(root / ".lock", timeout=0).held():
        for path, newer in _left_behind(root).items():
            disk.write_whole(path, [checked_line(_ENCODER.encode(newer))])


def _left_behind(root: Path) -> dict[Path, KeyFile]:
    """Return each sound copy that is not the newest, and what it is to be."""
    newest = read_keys(root)
    there = {path: _read(path) for path in (root / KEYS, root / KEYS_COPY) if disk.is_there(path)}
    return {
        path: newest
        for path, found in there.items()
        if newest is not None and found is not None and found.revision < newest.revision
    }


def _read(path: Path) -> KeyFile | None:
    try:
        data = disk.read_bytes(path) if disk.system().status(path).st_size <= _MOST_BYTES else b""
    except OSError as error:
        raise disk.not_readable(path) from error
    keys = keys_in(data)
    if keys is not None and keys.format > KEYS_FORMAT:
        raise StoreNewer("newer_format", file=path.name, version=keys.format, known=KEYS_FORMAT)
    return keys


def _from_passphrase(passphrase: str, argon: Argon) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - stores without a key

    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return Argon2id(
        salt=b64decode(argon.salt, validate=True),
        length=32,
        iterations=argon.iterations,
        lanes=argon.lanes,
        memory_cost=argon.memory_kib,
    ).derive(text)


def _from_recovery(secret: bytes) -> bytes:
    from coachtui.store.protection.sealed_codec import derived_key  # noqa: PLC0415 - stores without a key

    return derived_key(secret, "recovery")


def _wrapped(key: bytes, master: bytes, store: str, way: str) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - stores without a key

    from coachtui.store.protection.sealed_codec import seal  # noqa: PLC0415 - as above

    return seal(AESGCM(key), master, f"coachtui keys\0{store}\0{way}".encode())


def _unwrapped(key: bytes, wrapped: str, store: str, way: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    from coachtui.store.protection.sealed_codec import unseal  # noqa: PLC0415 - as above

    try:
        return unseal(AESGCM(key), wrapped, f"coachtui keys\0{store}\0{way}".encode())
    except (InvalidTag, ValueError):
        return None
