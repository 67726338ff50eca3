"""``coachtui`` and ``coachtui live``: what must be right before the screen opens."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coachtui.cli import ending
from coachtui.cli.output import complain
from coachtui.domain.errors import Refused
from coachtui.i18n import _
from coachtui.services.listening_request import LiveRequest

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram


def open_team(_options: Namespace, program: LocalProgram) -> int:
    """Open the program on the team."""
    return _open(program, None)


def listen(options: Namespace, program: LocalProgram) -> int:
    """Open the program on a live session."""
    agent = program.roster.find(options.agent) if options.agent is not None else None
    forms = tuple(dict.fromkeys(options.forms))
    for form_id in forms:
        if "lead" not in program.content.form(form_id).raters:
            raise Refused("form_not_for_lead", form=form_id)
    return _open(
        program,
        LiveRequest(agent_id=agent.id if agent is not None else None, form_ids=forms, model_id=options.model),
    )


def _open(program: LocalProgram, live: LiveRequest | None) -> int:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        complain(_("The program needs a terminal; in a pipe only its commands work, see “coachtui --help”."))
        return ending.USAGE
    from coachtui.ui.coach import OPEN_DEMO
    from coachtui.ui.start import run

    code = run(program, live=live)
    if code != OPEN_DEMO:
        return code
    demo = program.on_demo()
    demo.ensure_demo()
    return run(demo)
