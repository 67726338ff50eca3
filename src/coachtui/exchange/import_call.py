"""Consistency checks for the times of an imported call.

Seconds into a call only increase, whatever the wall clock does: a hold or phase ends after it began and
before the next one begins, and all end with the call.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coachtui.domain.contact import Contact, Hold, PhaseStretch


def call_fault(contact: Contact) -> str | None:
    """Return the reason why a call is inconsistent, for ``import_sense``; ``None`` where it is not.

    Args:
        contact: The contact with its call.
    """
    if contact.started_at is None and (contact.ended or contact.phases or contact.holds):
        return "call"
    if not _follow(contact.phases, contact):
        return "phase"
    if not _follow(contact.holds, contact):
        return "hold"
    return None


def ends_before(duration_s: float | None, second: float | None) -> bool:
    """Return whether a finished call of that length ended before a second of it."""
    return duration_s is not None and second is not None and second > duration_s


def _follow(stretches: Sequence[PhaseStretch | Hold], contact: Contact) -> bool:
    """Return whether stretches of a call do not overlap; only the last may be open, in a running call."""
    return (
        all(one.until_s is None or one.at_s <= one.until_s for one in stretches)
        and all(one.until_s is not None and one.until_s <= two.at_s for one, two in pairwise(stretches))
        and not any(contact.ended and one.until_s is None for one in stretches)
        and not any(ends_before(contact.duration_s, one.until_s) for one in stretches)
    )
