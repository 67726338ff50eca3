"""Starts and ends the screen: opens the application or the lock, and returns the exit code."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from coachtui.i18n import _
from coachtui.ui.coach import OPEN_DEMO
from coachtui.ui.terminal import muted_terminal
from coachtui.ui.window_size import forget_exported

if TYPE_CHECKING:
    from coachtui.services.listening_request import LiveRequest, ResumePoint
    from coachtui.services.program import Program
    from coachtui.ui.app import CoachApp


def run(program: Program, *, live: LiveRequest | None = None, page_of: str = "") -> int | ResumePoint:
    """Show the screen; return the exit code, or after a lock the place to come back to.

    Everything typed is on disk when this returns, or the lead has been told.

    Args:
        program: Store, content, clock and settings.
        live: A live session to open at once; one without an agent asks for the agent.
        page_of: Id of the agent whose page to open rather than the team.

    Raises:
        StoreBusy: The session asked for is open in another window.
        Exception: A fault of the program's own, once the screen is closed and everything is saved.
        StoreError: The list of agents is damaged, cannot be read or is of a newer version.
    """
    program.team.agents()  # before the screen is there, so that damage has its sentence and its exit code
    _prepare()
    from coachtui.ui.app import CoachApp
    from coachtui.ui.opening import open_requested_session

    app = CoachApp(program, live, page_of)
    open_requested_session(app, live)  # before the screen is there, so that a refusal still has its exit code
    try:
        app.run(mouse=True)
    finally:
        _leave(stays=app.lock.come_back is not None or app.return_value == OPEN_DEMO)
        saved = not [work for work in app.work.all_open() if not work.leave()]
        program.close()
    _say_problems(program, app)
    if not saved:
        lost = _("The last change could not be written to disk.")
        _say(lost)
    if app.fault is not None:
        raise app.fault
    if not saved:
        return 6
    if _ended_by_the_lead(app):
        app.backups.finish(_say)
    if app.lock.come_back is not None:
        return app.lock.come_back
    return OPEN_DEMO if app.return_value == OPEN_DEMO else app.return_code or 0


def unlock(program: Program) -> int | None:
    """Show the lock screen, which asks for the passphrase.

    Args:
        program: Its protection and settings; nothing of the store is read.

    Returns:
        ``None`` once it was given, or the exit code of a program that was left instead.

    Raises:
        Exception: A fault of the program's own, once the screen is closed.
    """
    _prepare()
    from coachtui.ui.lock_app import LockApp

    app = LockApp(program)
    try:
        app.run(mouse=True)
    finally:
        _leave(stays=app.unlocked)
    if app.fault is not None:
        raise app.fault
    return None if app.unlocked else app.return_code or 0


def _leave(*, stays: bool) -> None:
    """Give the terminal back, or show nothing of what is typed until the next screen reads it."""
    if stays:
        muted_terminal.mute()
    else:
        muted_terminal.put_back()


def _ended_by_the_lead(app: CoachApp) -> bool:
    """Whether somebody is there to wait a moment: no signal ended it, no lock, no way to the sample team."""
    return app.lock.come_back is None and app.return_value == 0


def _say_problems(program: Program, app: CoachApp) -> None:
    """Say each thing that is ignored, and a recovery key nobody wrote down, where it stays to be read."""
    problems = () if app.lock.come_back is not None else (*program.setting_problems(), *app.keys.problems)
    if problems:
        from coachtui.services.words.sentences import sentence

        for problem in problems:
            _say(sentence(problem))
    if app.lock.recovery_unconfirmed and app.lock.protected():
        _say(
            _(
                "Nobody confirmed that the recovery key was written down. “coachtui recovery-key” "
                "makes a new one that replaces it."
            )
        )


def _say(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201  the screen is gone


def _prepare() -> None:
    forget_exported()
    gc.disable()  # collecting what start-up makes costs a tenth of a second
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_FPS", "240")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
