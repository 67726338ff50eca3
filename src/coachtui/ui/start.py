"""Starting and ending the screen."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from coachtui.domain.errors import CoachError, StoreBusy
from coachtui.i18n import _
from coachtui.services.sentences import sentence

if TYPE_CHECKING:
    from textual.screen import Screen

    from coachtui.domain.agent import Agent
    from coachtui.services.listening_request import LiveRequest
    from coachtui.services.program import Program
    from coachtui.ui.app import CoachApp


OPEN_DEMO = 10_000
"""What ``run`` returns, no exit code, when the lead wants the sample team instead of this store."""


def first_screen(app: CoachApp, live: LiveRequest | None) -> Screen[None]:
    """Return the screen to open with: the live session asked for, the first start, or the team."""
    open_sitting(app, live)
    if app.sitting is not None:
        from coachtui.ui.screens.live import LiveScreen  # noqa: PLC0415  only the screen shown is loaded

        return LiveScreen(app.sitting)
    if live is None and _first_start(app.program):
        from coachtui.ui.screens.first_start import FirstStartScreen  # noqa: PLC0415  only the screen shown

        return FirstStartScreen()
    from coachtui.ui.screens.team import TeamScreen  # noqa: PLC0415  only the screen shown is loaded

    return TeamScreen(live, at_start=True)


def _live_screen(app: CoachApp, agent: Agent, live: LiveRequest) -> Screen[None]:
    """Return the live session, or that session to read where another window has it."""
    try:
        sitting = app.sit_down(agent, live)
    except StoreBusy as error:
        running = app.program.sessions.open_session_of(agent.id)
        if running is None:
            raise
        from coachtui.services.results import Results
        from coachtui.ui.screens.reading import SessionReading

        return SessionReading(agent, running, Results(app.listening), sentence(error))
    except CoachError as error:
        from coachtui.ui.screens.team import TeamScreen

        return TeamScreen(told=sentence(error))
    from coachtui.ui.screens.live import LiveScreen

    return LiveScreen(sitting)


def open_sitting(app: CoachApp, live: LiveRequest | None) -> None:
    """Open the session asked for, if one is and it is not open yet.

    Raises:
        StoreBusy: It is open in another window.
    """
    if app.sitting is None and live is not None and live.agent_id is not None:
        agent = next(agent for agent in app.program.team.agents() if agent.id == live.agent_id)
        app.sit_down(agent, live)


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

    Raises:
        StoreBusy: The session asked for is open in another window.
    """
    gc.disable()  # collecting what start-up makes costs a tenth of a second
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_FPS", "120")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    from coachtui.ui.app import CoachApp  # noqa: PLC0415  after the settings that Textual reads on import

    app = CoachApp(program, live)
    if live is not None and live.agent_id is not None:
        agent = next(agent for agent in app.program.team.agents() if agent.id == live.agent_id)
        return _live_screen(app, agent, live)
    if live is None and _first_start(app.program):
        from coachtui.ui.screens.first_start import FirstStartScreen  # noqa: PLC0415  only the screen shown

        return FirstStartScreen()
    from coachtui.ui.screens.team import TeamScreen  # noqa: PLC0415  only the screen shown is loaded

    return TeamScreen(live, at_start=True)


def _live_screen(app: CoachApp, agent: Agent, live: LiveRequest) -> Screen[None]:
    """Return the live session, or that session to read where another window has it."""
    try:
        sitting = app.sit_down(agent, live)
    except StoreBusy as error:
        running = app.program.sessions.open_session_of(agent.id)
        if running is None:
            raise
        from coachtui.services.results import Results
        from coachtui.ui.screens.reading import SessionReading

        return SessionReading(agent, running, Results(app.listening), sentence(error))
    except CoachError as error:
        from coachtui.ui.screens.team import TeamScreen

        return TeamScreen(told=sentence(error))
    from coachtui.ui.screens.live import LiveScreen

    return LiveScreen(sitting)


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

    Raises:
        StoreBusy: The session asked for is open in another window.
    """
    gc.disable()  # collecting what start-up makes costs a tenth of a second
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_FPS", "120")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    from coachtui.ui.app import CoachApp  # noqa: PLC0415  after the settings that Textual reads on import

    app = CoachApp(program, live)
    open_sitting(app, live)  # before the screen is there, so that a refusal still has its exit code
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
    return OPEN_DEMO if app.return_value == OPEN_DEMO else app.return_code or 0
