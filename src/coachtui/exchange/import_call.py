"""Whether a call from a file can have been so, second by second.

Seconds into a call only ever rise, whatever becomes of the clock on the wall: a hold or phase ends after it
began and before the next one begins, and all of them with the call.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coachtui.domain.contact import Contact, Hold, PhaseStretch


def call_fault(contact: Contact) -> str | None:
    """Return what of a call cannot have been, as the reason of an ``import_sense``; ``None`` where all can.

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
    """Whether a call of a length was over at a second; none that goes on, and nothing outside a call, is."""
    return duration_s is not None and second is not None and second > duration_s


def _follow(stretches: Sequence[PhaseStretch | Hold], contact: Contact) -> bool:
    """Whether stretches of time lie one after the other in a call; only the last of one that runs is open."""
    return (
        all(one.until_s is None or one.at_s <= one.until_s for one in stretches)
        and all(one.until_s is not None and one.until_s <= two.at_s for one, two in pairwise(stretches))
        and not any(contact.ended and one.until_s is None for one in stretches)
        and not any(ends_before(contact.duration_s, one.until_s) for one in stretches)
    )
