"""The settings a lead can make in ``config.toml``, with what holds until they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.phase import HOLD_LIMIT_S
from coachtui.domain.rhythm import MONTHLY_TARGET

if TYPE_CHECKING:
    from coachtui.services.ports import Settings

LANGUAGE = "language"
THEME = "theme"
EXPORT_FOLDER = "export_folder"
EVALUATIONS_PER_MONTH = "evaluations_per_month"
HOLD_LIMIT = "hold_limit_s"
PRIVACY_AFTER = "privacy_after_min"
PRIVACY_IN_CALL_AFTER = "privacy_in_call_after_min"

NAMES = frozenset(
    {
        LANGUAGE,
        THEME,
        EXPORT_FOLDER,
        EVALUATIONS_PER_MONTH,
        HOLD_LIMIT,
        PRIVACY_AFTER,
        PRIVACY_IN_CALL_AFTER,
    }
)
"""Every setting that means something; another one is reported at start and ignored."""

NUMBERS = {
    EVALUATIONS_PER_MONTH: (MONTHLY_TARGET, 1, 99),
    HOLD_LIMIT: (HOLD_LIMIT_S, 1, 3600),
    PRIVACY_AFTER: (3, 1, 1440),
    PRIVACY_IN_CALL_AFTER: (30, 1, 1440),
}
"""Default, lowest and highest value of each setting that is a number (R9, R11, R24)."""


def number(settings: Settings, name: str) -> int:
    """Return a setting that is a number; one out of range or no number at all counts as not made.

    Args:
        settings: Where it is kept.
        name: One of ``NUMBERS``.
    """
    default, lowest, highest = NUMBERS[name]
    text = (settings.get(name) or "").strip()
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default
    return value if lowest <= value <= highest else default
