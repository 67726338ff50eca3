"""The legend of the help screen: what the numbers and signs of the checklist mean (R16, R17, R18)."""

from __future__ import annotations

from coachtui.i18n import _
from coachtui.ui.present import number, score_range


def number_legend() -> tuple[tuple[str, str, str], ...]:
    """Return for every number or sign an example, what it is called, and what it means."""
    return (
        (
            "0 1 2 -",
            _("Answers"),
            _("The keys that answer the row; the head of the checklist says what they mean."),
        ),
        ("3", _("Weight"), _("How much the row counts in the score. A critical row counts nothing: –.")),
        (
            f"2/4  {number(75.0)}",
            _("Section"),
            _("How many of its rows are answered, and its score so far, 0 to 100."),
        ),
        (
            score_range(72.2, 19.5, 92.5),
            _("Score"),
            _("The score so far, 0 to 100; in brackets the lowest and the highest it can still become."),
        ),
        (
            "★  ✎  ‼",
            _("Signs"),
            _("A strength; a note on the row; a critical row: a breach is raised at once."),
        ),
    )
