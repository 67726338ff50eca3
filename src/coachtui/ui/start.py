"""Starting and ending the screen."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from coachtui.i18n import _
from coachtui.ui.coach import OPEN_DEMO

if TYPE_CHECKING:
    from coachtui.services.listening_request import LiveRequest
    from coachtui.services.program import Program


def run(program: Program, *, live: LiveRequest | None = None) -> int:
    """Open the screen and return the exit code once it is closed.

    Everything typed is on disk when this returns, or the lead has been told.

    Args:
        program: Store, content, clock and settings.
        live: A live session to open at once; one without an agent asks for the agent.

    Raises:
        StoreBusy: The session asked for is open in another window.
        Exception: A fault of the program's own, once the screen is closed and everything is saved.
        StoreError: The list of agents is damaged, cannot be read or is of a newer version.
    """
    program.team.agents()  # before the screen is there, so that damage has its sentence and its exit code
    gc.disable()  # collecting what start-up makes costs a tenth of a second
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_FPS", "240")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    from coachtui.ui.app import CoachApp
    from coachtui.ui.opening import open_sitting

    app = CoachApp(program, live)
    open_sitting(app, live)  # before the screen is there, so that a refusal still has its exit code
    try:
        app.run(mouse=True)
    finally:
        saved = app.sitting.leave() if app.sitting is not None else True
        program.close()
    if not saved:
        lost = _("The last change could not be saved: the disk does not take it.")
        print(lost, file=sys.stderr)  # noqa: T201  the screen is gone; this is the one line that is left
    if app.fault is not None:
        raise app.fault
    if not saved:
        return 6
    return OPEN_DEMO if app.return_value == OPEN_DEMO else app.return_code or 0
