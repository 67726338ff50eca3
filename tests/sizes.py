"""How far the long runs go: a sample in `make test`, more in `make check`, very far in `make torture`."""

from __future__ import annotations

import os
from typing import TypeVar

VARIABLE = "COACHTUI_TESTS"
SIZES = ("sample", "check", "torture")

SIZE = os.environ.get(VARIABLE) or "sample"
if SIZE not in SIZES:
    raise ValueError(f"{VARIABLE} is {SIZE!r}; it may be {', '.join(SIZES)}")

SAMPLED, TORTURE = SIZE == "sample", SIZE == "torture"

SEED = int(os.environ.get("COACHTUI_SEED", "20261126"))
"""What chances are drawn by; another one takes others."""

_Number = TypeVar("_Number")


def by_size(sample: _Number, check: _Number, torture: _Number) -> _Number:
    """Return what holds for the run that was asked for."""
    return {"sample": sample, "check": check, "torture": torture}[SIZE]
