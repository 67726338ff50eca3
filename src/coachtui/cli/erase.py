"""The command ``coachtui erase``: erases everything about one agent."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.backup_reports import original_backup_text, report_out_of_reach, report_troubles
from coachtui.cli.loss_report import report_losses
from coachtui.cli.output import ask, print_message
from coachtui.i18n import _
from coachtui.services.erasing import erase_agent, name_confirmed
from coachtui.services.exported_files import exported_files_warning, find_exported_files
from coachtui.services.words.kinds import kind_counts
from coachtui.services.words.records import labelled

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.bootstrap import LocalProgram
    from coachtui.domain.agent import Agent
    from coachtui.domain.privacy.erasure import ErasePlan


def erase(options: Namespace, program: LocalProgram) -> int:
    """Show what would be erased, ask for the agent's name, and erase."""
    agent = program.roster.find_stored(options.agent)
    plan = program.erasing.plan(agent)
    _show(plan, agent, program)
    if not (options.yes or _typed(agent)):
        print_message(_("Nothing was erased."))
        return exit_codes.FINDING
    left = erase_agent(program.erasing, program.sessions, agent)
    print_message(_("Erased from the data, but not from every backup:") if left.troubles else _("Erased."))
    code = report_troubles(left.troubles)
    report_out_of_reach(
        left.out_of_reach, _("Not connected; still to be cleared when it is connected again: {name}.")
    )
    report_out_of_reach(left.of_original, original_backup_text())
    return code


def _show(plan: ErasePlan, agent: Agent, program: LocalProgram) -> None:
    """Print what erasing an agent deletes, and what of the agent it cannot reach."""
    counts = _(
        "Sessions: {sessions}; shared ones, which stay without this agent: {shared}; "
        "evaluations: {evaluations}; notes: {notes}."
    )
    print_message(
        counts.format(
            sessions=plan.sessions, shared=plan.shared, evaluations=plan.evaluations, notes=plan.notes
        )
    )
    for label, number in kind_counts(plan.records):
        print_message(labelled(label, str(number)))
    report_losses(program, agent.id)
    if plan.named:
        named = _("Texts about others that may name this agent and are kept: {number}.")
        print_message(named.format(number=plan.named))
    print_message(
        _("They are deleted from this computer and from every backup within reach, and cannot be restored.")
    )
    for told in exported_files_warning(find_exported_files(program, agent)):
        print_message(told)
    report_out_of_reach(
        plan.out_of_reach, _("Not connected now; it will be cleared when it is connected again: {name}.")
    )


def _typed(agent: Agent) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        print_message(_("Please confirm: at a terminal, or with --yes."))
        return False
    return name_confirmed(ask(_("To erase, type the agent's full name:")), agent)
