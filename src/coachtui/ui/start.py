"""Starting and ending the screen."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from coachtui.i18n import _

if TYPE_CHECKING:
    from textual.screen import Screen

    from coachtui.services.listening_request import LiveRequest
    from coachtui.services.program import Program
    from coachtui.ui.app import CoachApp


def first_screen(app: CoachApp, live: LiveRequest | None) -> Screen[None]:
    """Return the screen to open with: the live session asked for, the first start, or the team."""
    if live is not None and live.agent_id is not None:
        agent = next(agent for agent in app.program.team.agents() if agent.id == live.agent_id)
        from coachtui.ui.screens.live import LiveScreen  # noqa: PLC0415  only the screen shown is loaded

        return LiveScreen(app.sit_down(agent, live))
    if live is None and _first_start(app.program):
        from coachtui.ui.screens.first_start import FirstStartScreen  # noqa: PLC0415  only the screen shown

        return FirstStartScreen()
    from coachtui.ui.screens.team import TeamScreen  # noqa: PLC0415  only the screen shown is loaded

    return TeamScreen(live)


def _first_start(program: Program) -> bool:
    """Whether nobody has used this store yet: no lead's name and no agent."""
    lead = program.team.lead()
    return (lead is None or not lead.name) and not program.team.agents()


def run(program: Program, *, live: LiveRequest | None = None) -> int:
    """Open the screen and return the exit code once it is closed.

    Everything typed is on disk when this returns, or the lead has been told.

    Args:
        program: Store, content, clock and settings.
        live: A live session to open at once; one without an agent asks for the agent.
    """
    gc.disable()  # collecting what start-up makes costs a tenth of a second
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_FPS", "120")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    from coachtui.ui.app import CoachApp  # noqa: PLC0415  after the settings that Textual reads on import

    app = CoachApp(program, live)
    try:
        app.run(mouse=True)
    finally:
        saved = app.sitting.leave() if app.sitting is not None else True
        program.close()
    if app.crashed:
        print(  # noqa: T201  the screen is gone; this is the one line that is left
            _("Something went wrong ({kind}). What was shown as saved is safe; start again to go on.").format(
                kind=app.crashed
            ),
            file=sys.stderr,
        )
    if not saved:
        print(_("The last change could not be saved: the disk does not take it."), file=sys.stderr)  # noqa: T201
        return 6
    return app.return_code or 0
