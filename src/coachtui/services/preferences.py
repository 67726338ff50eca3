"""The settings in ``config.toml``: their names, ranges and defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.phase import HOLD_LIMIT_S
from coachtui.domain.retention import NOTICE_DAYS, RETENTION_MONTHS
from coachtui.domain.rhythm import MONTHLY_TARGET
from coachtui.i18n import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from coachtui.services.ports import Settings

LANGUAGE = "language"
THEME = "theme"
EXPORT_FOLDER = "export_folder"
BACKUP_FOLDER = "backup_folder"
EVALUATIONS_PER_MONTH = "evaluations_per_month"
HOLD_LIMIT = "hold_limit_s"
PRIVACY_AFTER = "privacy_after_min"
PRIVACY_IN_CALL_AFTER = "privacy_in_call_after_min"
LOCK_AFTER = "lock_after_min"
LOCK_IN_CALL_AFTER = "lock_in_call_after_min"
RETENTION = "retention_months"
RETENTION_NOTICE = "retention_notice_days"

NAMES = frozenset(
    {
        LANGUAGE,
        THEME,
        EXPORT_FOLDER,
        BACKUP_FOLDER,
        EVALUATIONS_PER_MONTH,
        HOLD_LIMIT,
        PRIVACY_AFTER,
        PRIVACY_IN_CALL_AFTER,
        LOCK_AFTER,
        LOCK_IN_CALL_AFTER,
        RETENTION,
        RETENTION_NOTICE,
    }
)
"""Every setting that means something; another one is reported at start and ignored."""

FOLDERS = frozenset({EXPORT_FOLDER, BACKUP_FOLDER})
"""Settings that name a folder."""

NUMBERS = {
    EVALUATIONS_PER_MONTH: (MONTHLY_TARGET, 1, 99),
    HOLD_LIMIT: (HOLD_LIMIT_S, 1, 3600),
    PRIVACY_AFTER: (3, 1, 1440),
    PRIVACY_IN_CALL_AFTER: (30, 1, 1440),
    LOCK_AFTER: (5, 1, 1440),
    LOCK_IN_CALL_AFTER: (30, 1, 1440),
    RETENTION: (RETENTION_MONTHS, 1, 120),
    RETENTION_NOTICE: (NOTICE_DAYS, 1, 99),
}
"""Default, lowest and highest value of each setting that is a number (R9, R11, R24, R88, R89)."""


THEMES = ("coach-dark", "coach-light", "coach-contrast", "coach-clear")
"""Values of the setting for colours."""


def is_valid(name: str, value: object, names_path: Callable[[str], bool] = bool) -> bool:
    """Return whether a setting may have a value.

    Args:
        name: One of ``NAMES``.
        value: The value in the file: a number may be in quotation marks, a text must be.
        names_path: Whether a text names a path on this computer; an empty one is no setting.
    """
    if name in NUMBERS:
        return not isinstance(value, bool) and _number(name, str(value)) is not None
    if name in FOLDERS:
        return isinstance(value, str) and (not value or names_path(value))
    choices = {LANGUAGE: LANGUAGES, THEME: THEMES}.get(name)
    return isinstance(value, str) and (choices is None or value in choices)


def number_setting(settings: Settings, name: str) -> int:
    """Return the number of a setting, or its default where it is missing, invalid or out of range.

    Args:
        settings: Where it is kept.
        name: One of ``NUMBERS``.
    """
    value = _number(name, settings.get(name) or "")
    return NUMBERS[name][0] if value is None else value


def _number(name: str, text: str) -> int | None:
    """Return a number within its range, or ``None``."""
    _default, lowest, highest = NUMBERS[name]
    digits = text.strip()
    value = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else -1
    return value if lowest <= value <= highest else None


def remember_export_folder(settings: Settings, folder: str) -> None:
    """Remember the folder the lead exported to, as the proposal for the next export.

    Raises:
        CoachError: It could not be kept.
    """
    if settings.get(EXPORT_FOLDER) != folder:
        settings.put(EXPORT_FOLDER, folder)
