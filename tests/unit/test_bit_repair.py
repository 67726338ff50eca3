"""One flipped bit of a line is found and set right, wherever it is; two are not guessed at."""

from __future__ import annotations

import random

from coachtui.store.keeping.checks.bit_repair import repaired_line
from coachtui.store.log.log_codec import checked_line

DICE = random.Random(20261126)


def line(size: int) -> bytes:
    text = "".join(DICE.choice("abc äöå好 0123 \\\\") for _ in range(size))
    return checked_line(b'{"n":17,"put":{"sessions":{"x":"%s"}}}' % text.encode()).removesuffix(b"\n")


def test_every_single_bit() -> None:
    whole = line(40)
    for at in range(len(whole)):
        for bit in range(8):
            hit = bytearray(whole)
            hit[at] ^= 1 << bit
            assert repaired_line(bytes(hit)) == whole, (at, bit)


def test_any_bit_of_a_long_line() -> None:
    whole = line(20_000)
    for _ in range(10):
        hit = bytearray(whole)
        hit[DICE.randrange(len(hit))] ^= 1 << DICE.randrange(8)
        assert repaired_line(bytes(hit)) == whole


def test_more_than_a_bit_is_left_alone() -> None:
    whole = line(200)
    for _ in range(300):
        hit = bytearray(whole)
        first, second = DICE.sample(range(len(hit) * 8), 2)
        hit[first // 8] ^= 1 << first % 8
        hit[second // 8] ^= 1 << second % 8
        assert repaired_line(bytes(hit)) is None
    assert repaired_line(b"") is None
    assert repaired_line(whole[:-1]) is None
    assert repaired_line(b"x" * 40) is None
    assert repaired_line(bytes(len(whole))) is None
