"""Says how saving goes: the short badge that is always in sight, and sentences when it fails."""

from __future__ import annotations

from rich.cells import cell_len

from coachtui.domain.saving import SaveState
from coachtui.i18n import N_, _
from coachtui.ui.cells import fit
from coachtui.ui.present import time_of_day

FOR_GOOD = {
    "agent_erased": N_("This agent was erased in another window; nothing about them is stored any more."),
}
"""Why nothing is saved however often that is tried, by code."""


def not_saved(code: str = "") -> str:
    """Return the sentence that the newest changes are not saved.

    Args:
        code: Why they are not; empty where that is of no account.
    """
    if code in FOR_GOOD:
        return _(FOR_GOOD[code])
    return _("Not saved yet; everything is kept and saving is tried again.")


def not_locked() -> str:
    """Return the sentence that the data are not locked because changes are not saved yet."""
    return _("Not locked: the newest changes are not saved yet.")


def told_while_not_saved() -> frozenset[str]:
    """Return every sentence that is said while changes are not saved, to be taken back afterwards."""
    return frozenset({not_locked(), not_saved(), *map(not_saved, FOR_GOOD)})


def save_badge(state: SaveState | None, *, known: bool) -> tuple[str, str]:
    """Return the text of the badge and its tone.

    Args:
        state: What the saver knows; ``None`` before it was asked anything.
        known: Whether there is something that came from the disk.
    """
    if state is None or (state.phase == "saved" and state.at is None):
        return (f" ✓ {_('saved')} ", "good") if known else (f" {_('nothing to save')} ", "muted")
    if state.phase == "failed" and state.code in FOR_GOOD:
        return (f" ✗ {_('not saved')} ", "critical")
    if state.phase == "failed":
        return (f" ✗ {_('not saved, retrying')} ", "critical")
    if state.phase == "saving" or state.at is None:
        return (fit(f" … {_('saving')}", cell_len(f" ✓ {_('saved')} 00:00:00 ")), "accent")
    return (f" ✓ {_('saved')} {time_of_day(state.at)} ", "good")
