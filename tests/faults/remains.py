"""What a loss of power leaves of a file whose last bytes were not synced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

Fate = Literal["dropped", "kept", "torn", "zeroed"]

FATES: tuple[Fate, ...] = get_args(Fate)
SECTOR = 512


class Found(NamedTuple):
    """A file after a loss of power: its bytes and when it was changed last, in nanoseconds."""

    data: bytes
    at: int


NOTHING = Found(b"", 0)


@dataclass(slots=True)
class File:
    """A file as the medium and as the system's memory have it."""

    durable: Found = NOTHING
    now: Found = NOTHING

    @property
    def certain(self) -> bool:
        """Whether nothing of it can be lost."""
        return self.durable == self.now

    def after(self, fate: Fate) -> Found:
        """Return what is left when all files meet with the same fate."""
        durable, now = self.durable.data, self.now.data
        if not now.startswith(durable):
            return self.durable if fate in {"dropped", "torn"} else self.now
        match fate:
            case "dropped":
                return self.durable
            case "kept":
                return self.now
            case "torn":
                whole = len(now) // SECTOR * SECTOR
                return self._left(now[: max(whole, len(durable))])
            case _:
                return self._left(durable + bytes(len(now) - len(durable)))

    def remains(self) -> Iterator[tuple[str, Found]]:
        """Yield everything that may be left, and how it came to be.

        What was appended, or written after a cut, ends at any sector or around the end of any line, or is
        zeros from there on; or one sector of it is zeros and those after it are there.
        """
        yield "dropped", self.durable
        yield "kept", self.now
        now = self.now.data
        start = _alike(self.durable.data, now)
        for place in _cuts(start, now):
            yield f"torn at {place}", self._left(now[:place])
            yield f"zeros from {place}", self._left(now[:place] + bytes(len(now) - place))
        for first, last in _sectors(start, len(now)):
            hole = now[:first] + bytes(last - first) + now[last:]
            yield f"zeros from {first} to {last}", self._left(hole)

    def _left(self, data: bytes) -> Found:
        return Found(data, self.now.at)


def _alike(durable: bytes, now: bytes) -> int:
    """Return how many bytes two files begin with alike."""
    if now.startswith(durable):
        return len(durable)
    pairs = enumerate(zip(durable, now, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(durable), len(now)))


def _cuts(start: int, now: bytes) -> list[int]:
    """Return where bytes written from ``start`` on may end short of their end."""
    ends = [place for place in range(start, len(now)) if now[place : place + 1] == b"\n"]
    around = {place + by for place in ends for by in (-1, 0, 1, 2)}
    places = {start, start + 1, len(now) - 1, *range(0, len(now), SECTOR), *around}
    return sorted(place for place in places if start <= place < len(now))


def _sectors(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sectors, or parts of them, between two places, but for the last, which has none after it."""
    edges = [start, *range((start // SECTOR + 1) * SECTOR, end, SECTOR)]
    yield from pairwise(edges)
