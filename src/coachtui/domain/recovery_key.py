"""The recovery key of an encrypted store, in the form a person writes down and types."""

from __future__ import annotations

from coachtui.domain.errors import Refused

SECRET_SIZE = 20
"""Bytes: 160 bits, which nobody guesses."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that looks like a digit, and no U."""

_LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_CHECK_BITS = 20
_GROUP = 4
_LENGTH = (8 * SECRET_SIZE + _CHECK_BITS) // 5


def format_recovery_key(secret: bytes) -> str:
    """Return a secret as nine groups of four characters, the last group being a checksum.

    Args:
        secret: ``SECRET_SIZE`` bytes.
    """
    number = int.from_bytes(secret) << _CHECK_BITS | _check(secret)
    signs = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(signs[place : place + _GROUP] for place in range(0, _LENGTH, _GROUP))


def parse_recovery_key(text: str) -> bytes | None:
    """Return the secret behind a recovery key as typed; ``None`` where it has not the form of one.

    Letter case, blanks and dashes do not matter; O is taken for 0, and I and L for 1.

    Raises:
        Refused: ``recovery_key_typo``: it has the shape of one, but a sign is wrong.
    """
    signs = _signs(text)
    if len(signs) != _LENGTH or not set(signs) <= set(_ALPHABET):
        return None
    number = 0
    for sign in signs:
        number = number << 5 | _ALPHABET.index(sign)
    secret = (number >> _CHECK_BITS).to_bytes(SECRET_SIZE)
    if number & (1 << _CHECK_BITS) - 1 != _check(secret):
        raise Refused("recovery_key_typo")
    return secret


def starts_recovery_key(text: str, recovery: str) -> bool:
    """Return whether a text is the beginning of a recovery key, at least its first group.

    It is read as when it is typed.
    """
    signs = _signs(text)
    return len(signs) >= _GROUP and _signs(recovery).startswith(signs)


def _signs(text: str) -> str:
    return "".join(c for c in text.upper() if c not in " -\t").translate(_LOOKS_LIKE)


def _check(secret: bytes) -> int:
    import hashlib  # noqa: PLC0415 - every start loads this module, few ask for a key

    digest = hashlib.sha256(b"coachtui recovery key" + secret).digest()
    return int.from_bytes(digest[:3]) >> 24 - _CHECK_BITS
