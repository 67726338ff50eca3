"""The state of saving: whether the newest revision is on disk."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveState:
    """The save state of a document's newest revision, as the save badge shows it.

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
