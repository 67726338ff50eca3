"""A customer contact with its call clock, phases and holds; identified by a reference only (R9, R10, R21)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from coachtui.domain.roles import ContactId, ContentId, Reference
from coachtui.domain.value import dataclass

Channel = Literal["phone", "chat", "email", "other"]

CHANNELS: tuple[Channel, ...] = ("phone", "chat", "email", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseStretch:
    """A continuous stretch of one phase of a call; ``until_s`` is ``None`` while it runs."""

    phase: ContentId
    at_s: float
    until_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A time during which the customer was on hold; ``until_s`` is ``None`` while it runs."""

    at_s: float
    until_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A contact with one customer, observed in a session.

    Attributes:
        id: UUIDv7.
        reference: The centre's own reference; never the customer's name; may be empty.
        channel: How the customer got in touch, or ``None``.
        started_at: Start of the call; ``None`` before it is started.
        duration_s: Seconds, one decimal; ``None`` before and while it runs.
        phases: In order of time; shares of the same phase add up.
        holds: In order of time.
        broken_off: Whether it ended before it was done, so that it does not count (R19, R24).
    """

    id: ContactId
    reference: Reference = ""
    channel: Channel | None = None
    started_at: datetime | None = None
    duration_s: float | None = None
    phases: tuple[PhaseStretch, ...] = ()
    holds: tuple[Hold, ...] = ()
    broken_off: bool = False

    @property
    def running(self) -> bool:
        """Whether the call is going on."""
        return self.started_at is not None and self.duration_s is None

    @property
    def ended(self) -> bool:
        """Whether the call is over."""
        return self.duration_s is not None

    @property
    def phase(self) -> str | None:
        """The phase running now, or ``None``."""
        last = self.phases[-1] if self.phases else None
        return last.phase if last is not None and last.until_s is None else None

    @property
    def on_hold(self) -> bool:
        """Whether the customer is on hold now."""
        return bool(self.holds) and self.holds[-1].until_s is None

    def last_recorded_s(self) -> float:
        """Return the latest recorded second of this call: the last phase change, hold or end."""
        marks = [self.duration_s or 0.0]
        marks += [s.at_s if s.until_s is None else s.until_s for s in self.phases]
        marks += [h.at_s if h.until_s is None else h.until_s for h in self.holds]
        return max(marks)
