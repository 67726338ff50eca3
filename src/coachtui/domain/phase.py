"""Times of a call's phases and holds: seconds, shares and the hint of R21."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from coachtui.domain.contact import Contact, Hold
from coachtui.domain.value import dataclass

HOLD_LIMIT_S = 120
"""Seconds on hold after which the timer turns amber (R9, a setting)."""

HINT_AFTER_S = 120
"""Calls up to this length get no hint about the longest phase (R21)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseShare:
    """The time spent in one phase of a call.

    Attributes:
        phase: Its id.
        seconds: Time spent, to one decimal.
        share: 0..1 of the time in all phases.
        percent: The same in whole percent, rounded so that all phases together make 100.
    """

    phase: str
    seconds: float
    share: float
    percent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldTotals:
    """The holds of a call: their number, longest, total and running time, in seconds."""

    count: int
    longest_s: float
    total_s: float
    running_s: float | None


def round_to_one_decimal(seconds: float) -> float:
    """Return seconds rounded half up to one decimal, as exports have them."""
    return float(Decimal(repr(seconds)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def phase_shares(contact: Contact, phases: Iterable[str], now_s: float | None) -> tuple[PhaseShare, ...]:
    """Return the time and share of every phase; stretches of the same phase add up.

    Args:
        contact: The call.
        phases: Ids of the phases in order.
        now_s: Seconds into the call for a running stretch; ``None`` when the call is over.

    Returns:
        One entry per phase in order; shares are 0 before any time has passed.
    """
    seconds = dict.fromkeys(phases, 0.0)
    for stretch in contact.phases:
        until = stretch.until_s if stretch.until_s is not None else now_s
        if until is not None and stretch.phase in seconds:
            seconds[stretch.phase] += max(0.0, until - stretch.at_s)
    total = sum(seconds.values())
    shown = [round_to_one_decimal(spent) for spent in seconds.values()]
    rows = zip(seconds.items(), shown, whole_percents(shown), strict=True)
    return tuple(
        PhaseShare(phase=phase, seconds=rounded, share=spent / total if total else 0.0, percent=whole)
        for (phase, spent), rounded, whole in rows
    )


def whole_percents(parts: Sequence[float]) -> tuple[int, ...]:
    """Return the share of each part in whole percent, adding up to 100 (largest remainder method).

    Args:
        parts: Seconds to one decimal, none below 0; all 0 makes every percent 0.
    """
    tenths = [round(part * 10) for part in parts]
    total = sum(tenths)
    if not total:
        return (0,) * len(tenths)
    percents = [100 * part // total for part in tenths]
    by_remainder = sorted(range(len(tenths)), key=lambda place: -(100 * tenths[place] % total))
    for place in by_remainder[: 100 - sum(percents)]:
        percents[place] += 1
    return tuple(percents)


def mapping_not_longest(shares: tuple[PhaseShare, ...], mapping: str = "mapping") -> bool:
    """Return whether mapping was not the longest phase of a call over two minutes (R21)."""
    total = sum(share.seconds for share in shares)
    longest = max((share.seconds for share in shares), default=0.0)
    mapped = next((share.seconds for share in shares if share.phase == mapping), None)
    return mapped is not None and total > HINT_AFTER_S and mapped < longest


def hold_totals(holds: Iterable[Hold], now_s: float | None) -> HoldTotals:
    """Return count, longest, total and running time of the holds, in seconds (R9)."""
    lengths: list[float] = []
    running: float | None = None
    for hold in holds:
        until = hold.until_s if hold.until_s is not None else now_s
        length = max(0.0, (until if until is not None else hold.at_s) - hold.at_s)
        lengths.append(length)
        if hold.until_s is None:
            running = round_to_one_decimal(length)
    return HoldTotals(
        count=len(lengths),
        longest_s=round_to_one_decimal(max(lengths, default=0.0)),
        total_s=round_to_one_decimal(sum(lengths)),
        running_s=running,
    )
