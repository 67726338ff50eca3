"""Repairing a line of a log with a single flipped bit, which its checksum points to.

CRC-32 tells any two lines of less than half a gigabyte apart that differ in one or two bits, so at most one
flipped bit makes a line fit its checksum again.
"""

from __future__ import annotations

import zlib

_CHECK = len(b',"crc":"00000000"}')
_LONGEST = 4_000_000
"""Bytes of a line beyond which looking for the bit would take minutes."""


def repaired_line(line: bytes) -> bytes | None:
    """Return the line with one bit flipped so that its checksum is right, or ``None`` where no bit does that.

    Args:
        line: A line without its line feed, whose checksum is wrong.
    """
    body, check = line[:-_CHECK], line[-_CHECK:]
    if not body or len(line) > _LONGEST:
        return None
    right = b',"crc":"%08x"}' % zlib.crc32(body)
    if _bits_apart(check, right) == 1:
        return body + right
    try:
        wanted = int(check[8:16], 16)
    except ValueError:
        return None
    if check[:8] != right[:8] or check[16:] != right[16:]:
        return None
    place = _flipped(len(body), zlib.crc32(body) ^ wanted)
    if place is None:
        return None
    at, bit = place
    mended = bytearray(body)
    mended[at] ^= 1 << bit
    return bytes(mended) + check


def _flipped(length: int, syndrome: int) -> tuple[int, int] | None:
    """Return byte and bit whose flipping changes the checksum of so many bytes by ``syndrome``."""
    effects = [_TABLE[1 << bit] for bit in range(8)]  # of the last byte; each byte before it passes once more
    for at in range(length - 1, -1, -1):
        if syndrome in effects:
            return at, effects.index(syndrome)
        effects = [(effect >> 8) ^ _TABLE[effect & 0xFF] for effect in effects]
    return None


def _bits_apart(one: bytes, other: bytes) -> int:
    return sum((a ^ b).bit_count() for a, b in zip(one, other, strict=True))


def _table_entry(value: int) -> int:
    for _bit in range(8):
        value = (value >> 1) ^ (0xEDB88320 if value & 1 else 0)
    return value


_TABLE = [_table_entry(value) for value in range(256)]
