"""What is known about whether the newest revision has reached the disk."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveState:
    """What the saver knows: the truth that the badge shows.

    Attributes:
        phase: ``saving`` from the offer on, ``saved`` after fsync, ``failed`` while it retries.
        revision: Revision the phase speaks of.
        at: Wall time of the last successful save, if any.
        code: Why it failed; empty otherwise.
    """

    phase: Literal["saving", "saved", "failed"]
    revision: int
    at: datetime | None = None
    code: str = ""
