"""How far the tests go: a sample in `make test`, more in `make check`, very far in `make torture`.

Of a slow test with many cases `make test` takes a few; `pytest` itself, and `make test ARGS=…`, takes all of
them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

VARIABLE = "COACHTUI_TESTS"
SIZES = ("few", "sample", "check", "torture")

SIZE = os.environ.get(VARIABLE) or "sample"
if SIZE not in SIZES:
    raise ValueError(f"{VARIABLE} is {SIZE!r}; it may be {', '.join(SIZES)}")

SAMPLED, TORTURE = SIZE in {"few", "sample"}, SIZE == "torture"

SEED = int(os.environ.get("COACHTUI_SEED", "20261126"))
"""What chances are drawn by; another one takes others."""

_Number = TypeVar("_Number")


def by_size(sample: _Number, check: _Number, torture: _Number) -> _Number:
    """Return what holds for the run that was asked for."""
    return {"few": sample, "sample": sample, "check": check, "torture": torture}[SIZE]


CASES = 3
"""How many cases of one test `make test` takes, where there are more and they are slow."""


def few_of_each(names: Sequence[str]) -> list[bool]:
    """Return which tests to run: of one with many cases the first, the last and some between, of others all.

    Args:
        names: Tests as pytest names them, in order; what follows ``[`` is the case.
    """
    cases: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        cases.setdefault(name.partition("[")[0], []).append(place)
    kept = {
        places[step * (len(places) - 1) // (CASES - 1)] if len(places) > CASES else places[step]
        for places in cases.values()
        for step in range(min(CASES, len(places)))
    }
    return [place in kept for place in range(len(names))]
