"""How far saving is, as one short text that is always in sight."""

from __future__ import annotations

from rich.cells import cell_len

from coachtui.domain.saving import SaveState
from coachtui.i18n import _
from coachtui.ui.cells import fit
from coachtui.ui.present import time_of_day


def save_badge(state: SaveState | None, *, known: bool) -> tuple[str, str]:
    """Return the badge and its tone.

    Args:
        state: What the saver knows; ``None`` before it was asked anything.
        known: Whether there is something that came from the disk.
    """
    if state is None or (state.phase == "saved" and state.at is None):
        return (f" ✓ {_('saved')} ", "good") if known else (f" {_('nothing to save')} ", "muted")
    if state.phase == "failed":
        return (f" ✗ {_('not saved, retrying')} ", "critical")
    if state.phase == "saving" or state.at is None:
        return (fit(f" … {_('saving')}", cell_len(f" ✓ {_('saved')} 00:00:00 ")), "accent")
    return (f" ✓ {_('saved')} {time_of_day(state.at)} ", "good")
