"""The commands ``coachtui`` and ``coachtui live``: check the arguments, unlock, then open the screen."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from coachtui.bootstrap import LocalProgram
from coachtui.cli import exit_codes
from coachtui.cli.output import print_message
from coachtui.cli.passphrase import unlock_store
from coachtui.domain.errors import Refused
from coachtui.i18n import _
from coachtui.services.listening_request import LiveRequest, ResumePoint
from coachtui.ui.terminal import muted_terminal

if TYPE_CHECKING:
    from argparse import Namespace


def open_team(options: Namespace, program: LocalProgram) -> int:
    """Open the program on the team screen."""
    return _open(options, program, lambda _program: None)


def listen(options: Namespace, program: LocalProgram) -> int:
    """Open the program on a live session."""
    return _open(options, program, partial(_asked_for, options))


def _asked_for(options: Namespace, program: LocalProgram) -> LiveRequest:
    agent_id: str | None = options.agent
    forms = tuple(dict.fromkeys(options.forms))
    if not options.back:
        agent_id = program.roster.find(agent_id).id if agent_id is not None else None
        for form_id in forms:
            if "lead" not in program.content.form(form_id).raters:
                raise Refused("form_not_for_lead", form=form_id)
    return LiveRequest(
        agent_id=agent_id,
        form_ids=forms,
        model_id=options.model,
        session_id=options.session,
        item_id=options.row,
        in_note=options.in_note,
        back=options.back,
    )


def _open(
    options: Namespace, program: LocalProgram, ask: Callable[[LocalProgram], LiveRequest | None]
) -> int:
    """Open the screen, behind the lock screen where the store is locked."""
    if options.stopped:
        muted_terminal.put_back()
        os.kill(os.getpid(), signal.SIGSTOP)
        muted_terminal.mute()
    code = _unlock(options, program)
    if code is not None:
        return code
    live = ask(program)
    if not _at_terminal():
        print_message(
            _("The program needs a terminal; in a pipe only its commands work, see “coachtui --help”.")
        )
        return exit_codes.USAGE
    from coachtui.ui.coach import OPEN_DEMO
    from coachtui.ui.start import run

    ended = run(program, live=live, page_of=options.page_of)
    if ended == OPEN_DEMO:
        program = program.on_demo()
        program.ensure_demo(fresh=True)
        options.demo = True
        ended = run(program)
    return _lock(options, program, ended) if isinstance(ended, ResumePoint) else ended


def _lock(options: Namespace, program: LocalProgram, place: ResumePoint) -> int:
    """Restart the program locked, in the same process with clean memory where the system can."""
    from coachtui.cli.resuming import restart_process

    restart_process(options, place)  # returns only where a process cannot become another one
    again = LocalProgram(program.folders)
    options.page_of, options.passphrase_fd, options.passphrases = place.agent_id, None, None
    return _open(options, again, lambda _program: place.live)


def _unlock(options: Namespace, program: LocalProgram) -> int | None:
    """Unlock a locked store on the lock screen; return the exit code if somebody leaves instead."""
    if program.protection.state() != "locked":
        return None
    if options.passphrase_fd is None and _at_terminal():
        from coachtui.ui.start import unlock

        return unlock(program)
    unlock_store(options, program)
    return None


def _at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
