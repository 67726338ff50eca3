"""Rows of the key table: the first start."""

from __future__ import annotations

from coachtui.i18n import N_
from coachtui.ui.keys.key_row import key_row

START = (
    key_row(
        "start.next",
        "enter",
        "next_step",
        label=N_("Continue"),
        sentence=N_("Continue to the next step."),
        scope="start",
        footer=True,
    ),
    key_row(
        "start.down",
        "down",
        "other_way(1)",
        label=N_("Down"),
        sentence=N_("Other ways to begin."),
        scope="start",
        repeats=True,
    ),
    key_row(
        "start.up",
        "up",
        "other_way(-1)",
        label=N_("Up"),
        sentence=N_("Back to the name."),
        scope="start",
        repeats=True,
    ),
)
