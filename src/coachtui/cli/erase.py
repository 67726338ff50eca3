"""``coachtui erase``: every byte about one agent."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.copies import of_original, tell_out_of_reach, tell_troubles
from coachtui.cli.lost import tell_lost
from coachtui.cli.output import ask, complain
from coachtui.i18n import _
from coachtui.services.erasing import confirmed, erase_agent
from coachtui.services.words.kinds import counted
from coachtui.services.words.records import labelled
from coachtui.services.written_files import exported, what_stays

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram
    from coachtui.domain.agent import Agent


def erase(options: Namespace, program: LocalProgram) -> int:
    """Say what goes, ask for the name, and erase."""
    agent = program.roster.find_stored(options.agent)
    plan = program.erasing.plan(agent)
    counts = _(
        "Sessions: {sessions}; shared ones, which stay without this agent: {shared}; "
        "evaluations: {evaluations}; notes: {notes}."
    )
    complain(
        counts.format(
            sessions=plan.sessions, shared=plan.shared, evaluations=plan.evaluations, notes=plan.notes
        )
    )
    for label, number in counted(plan.records):
        complain(labelled(label, str(number)))
    tell_lost(program, agent.id)
    if plan.named:
        named = _("Texts about others that may name this agent and are kept: {number}.")
        complain(named.format(number=plan.named))
    complain(
        _("They are deleted from this computer and from every backup within reach, and cannot be restored.")
    )
    for told in what_stays(exported(program, agent)):
        complain(told)
    tell_out_of_reach(
        plan.out_of_reach, _("Not connected now; it will be cleared when it is connected again: {name}.")
    )
    if not (options.yes or _typed(agent)):
        complain(_("Nothing was erased."))
        return exit_codes.FINDING
    left = erase_agent(program.erasing, program.sessions, agent)
    complain(_("Erased from the data, but not from every backup:") if left.troubles else _("Erased."))
    code = tell_troubles(left.troubles)
    tell_out_of_reach(
        left.out_of_reach, _("Not connected; still to be cleared when it is connected again: {name}.")
    )
    tell_out_of_reach(left.of_original, of_original())
    return code


def _typed(agent: Agent) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        complain(_("Please confirm: at a terminal, or with --yes."))
        return False
    return confirmed(ask(_("To erase, type the agent's full name:")), agent)
