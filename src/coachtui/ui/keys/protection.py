"""Rows of the key table: the recovery key and the lock screen."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

RECOVERY_KEY = (
    key_row(
        "recovery.written",
        "enter",
        "written_down",
        label=N_("Continue"),
        sentence=N_("Continue once the first group of the recovery key is typed."),
        scope="recovery key",
        footer=True,
    ),
)

LOCK = (
    key_row(
        "lock.unlock",
        "enter",
        "unlock",
        label=N_("Unlock"),
        sentence=N_("Unlock with what you typed."),
        scope="lock",
        footer=True,
    ),
)
