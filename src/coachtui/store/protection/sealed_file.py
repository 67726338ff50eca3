"""Encrypted files outside the store, which the store's passphrase, recovery key or master key opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from coachtui.domain.errors import BadInput, StoreLocked
from coachtui.store.log.log_codec import checked_line, decoded_line
from coachtui.store.protection.key_file import KeyFile, keys_in, master_key

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_START = b'{"coachtui_keys":'
"""How such a file begins: with the wrapped key, as in the store."""

_BOND = b"coachtui sealed file"


class _Body(msgspec.Struct, frozen=True, kw_only=True):
    sealed: str


_ENCODER = msgspec.json.Encoder()
_BODIES = msgspec.json.Decoder(_Body)


def sealed_file(data: bytes, keys: KeyFile, master: bytes) -> bytes:
    """Encrypt data as a file; return its bytes.

    Args:
        data: What it holds.
        keys: The store's key file, which goes along, so that the file opens on another laptop too.
        master: The store's key.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - stores without a key

    from coachtui.store.protection.sealed_codec import derived_key, seal  # noqa: PLC0415 - as above

    body = _Body(sealed=seal(AESGCM(derived_key(master, "file")), data, _BOND))
    return checked_line(_ENCODER.encode(keys)) + checked_line(_ENCODER.encode(body))


def opened_file(data: bytes, secret: str | None, master: bytes | None) -> bytes:
    """Return the decrypted content of an encrypted file.

    Args:
        data: The bytes of the file.
        secret: Passphrase or recovery key of the store that wrote it, if given.
        master: The key of the store at hand, which is tried first.

    Raises:
        StoreLocked: ``passphrase_needed``: the store's key does not open it.
        WrongPassphrase: The secret is neither passphrase nor recovery key.
        BadInput: ``sealed_file_damaged``.
    """
    keys, body = _parts(data)
    for key in _candidates(keys, secret, master):
        opened = _opened(body, key)
        if opened is not None:
            return opened
    raise StoreLocked("passphrase_needed") if secret is None else BadInput("sealed_file_damaged")


def _parts(data: bytes) -> tuple[KeyFile, _Body]:
    first, _feed, second = data.partition(b"\n")
    keys, body = keys_in(first), decoded_line(_BODIES, second.removesuffix(b"\n"))
    if keys is None or body is None:
        raise BadInput("sealed_file_damaged")
    return keys, body


def _candidates(keys: KeyFile, secret: str | None, master: bytes | None) -> Iterator[bytes]:
    if master is not None:
        yield master
    if secret is not None:
        yield master_key(keys, secret)


def _opened(body: _Body, key: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - stores without a key
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    from coachtui.store.protection.sealed_codec import derived_key, unseal  # noqa: PLC0415 - as above

    try:
        return unseal(AESGCM(derived_key(key, "file")), body.sealed, _BOND)
    except (InvalidTag, ValueError):
        return None
