"""The commands under ``coachtui roster``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.cli import exit_codes
from coachtui.cli.loss_report import report_losses
from coachtui.cli.output import print_error, print_line, print_message, print_table, write_json
from coachtui.domain.errors import CoachError, Refused
from coachtui.domain.names.namesakes import distinct_names
from coachtui.i18n import _
from coachtui.services.former_names import count_sessions_naming, new_former_names
from coachtui.services.roster import AgentDetails
from coachtui.services.words.unread import unread_sentences

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable

    from coachtui.bootstrap import LocalProgram
    from coachtui.domain.agent import Agent
    from coachtui.services.roster import RosterRow
    from coachtui.services.roster_import import RosterPlan

_MOST_READ = 10_000_000
"""Bytes read of a list of agents: more than it may have, so that one too large is told as such."""


_MOST_RANGES = 8
"""Most stretches of lines named for one problem."""


def list_agents(options: Namespace, program: LocalProgram) -> int:
    """Print all agents with this month's evaluations."""
    rows = program.roster.rows()
    if options.json:
        write_json([_as_json(row) for row in rows])
        return max(report_losses(program), _tell_unread(rows))
    if not rows:
        print_message(_("There is no agent yet; “coachtui roster add --name NAME” adds one."))
        return report_losses(program)
    words = {"active": _("active"), "left": _("left")}
    heading = (_("Name"), _("Team"), _("This month"), _("Status"), _("Id"))
    names = distinct_names(row.agent for row in rows)
    body = [
        (
            names[row.agent.id],
            row.agent.team,
            f"{row.evaluated}/{row.target}" if row.unread is None else _("cannot be read"),
            words[row.agent.status],
            row.agent.id,
        )
        for row in rows
    ]
    print_table([heading, *body])
    return max(report_losses(program), _tell_unread(rows))


def _tell_unread(rows: list[RosterRow]) -> int:
    """Print whose sessions cannot be counted; return the exit code."""
    unread = {row.agent.id: row.unread for row in rows if row.unread is not None}
    if unread:
        print_message(unread_sentences(unread, {row.agent.id: row.agent.name for row in rows}))
    return max(map(exit_codes.exit_code, unread.values()), default=exit_codes.DONE)


def add(options: Namespace, program: LocalProgram) -> int:
    """Add an agent and print the id; a known agent gets the new details and keeps the id."""
    details = _details(options, options.name)
    try:
        agent = program.roster.add(details)
    except Refused as error:
        if error.code != "agent_exists":
            raise
        print_error(error)
        before = program.roster.find(str(error.facts["id"]))
        agent = program.roster.describe(before, details)
        if agent != before:
            print_message(_("The agent's other details are updated."))
    print_line(agent.id)
    return exit_codes.DONE


def rename(options: Namespace, program: LocalProgram) -> int:
    """Change an agent's name or other details."""
    if options.new_name is not None and options.name is not None:
        print_message(_("The new name is given twice."))
        return exit_codes.USAGE
    name = options.new_name if options.new_name is not None else options.name
    details = _details(options, name)
    if details == AgentDetails():
        print_message(_("There is nothing to change; give at least a new name."))
        return exit_codes.USAGE
    agent = program.roster.find(options.agent)
    try:
        changed = program.roster.change(agent, details)
    except Refused as error:
        print_error(error)
        return exit_codes.FINDING if error.code == "agent_exists" else exit_codes.USAGE
    _tell_former(program, new_former_names(agent, changed))
    return exit_codes.DONE


def _tell_former(program: LocalProgram, names: tuple[str, ...]) -> None:
    """Print in how many sessions a former name still stands."""
    if names:
        text = _(
            "Sessions whose notes still contain the earlier name: {number}. Exports without names, "
            "and exports for other agents, remove it too."
        )
        print_message(text.format(number=count_sessions_naming(program.sessions, names)))


def leave(options: Namespace, program: LocalProgram) -> int:
    """Remove an agent from the team screen."""
    return _settle(program.roster.find(options.agent), program.roster.leave)


def take_back(options: Namespace, program: LocalProgram) -> int:
    """Restore an agent who had left to the team screen."""
    return _settle(program.roster.find(options.agent), program.roster.take_back)


def import_list(options: Namespace, program: LocalProgram) -> int:
    """Import a list of agents, all of it or nothing."""
    files = program.files
    plan = program.roster_import.plan(files.read(files.named(options.file), _MOST_READ))
    if plan.ignored:
        print_message(_("Unknown columns are ignored: {columns}.").format(columns=", ".join(plan.ignored)))
    if plan.read_as and plan.example:
        text = _("The file is not UTF-8 and was read as {encoding}; “{name}” should be spelt right.")
        print_message(text.format(encoding=plan.read_as, name=plan.example))
    _tell_problems(plan)
    if options.dry_run and not plan.problems:
        _show(plan, program.team.agents())
    else:
        program.roster_import.carry_out(plan)
    _sum_up(plan, dry_run=options.dry_run)
    return exit_codes.DONE


def _settle(agent: Agent, change: Callable[[Agent], Agent]) -> int:
    """Change an agent's status; already having it is no failure."""
    try:
        change(agent)
    except Refused as error:
        print_error(error)
    return exit_codes.DONE


def _details(options: Namespace, name: str | None) -> AgentDetails:
    return AgentDetails(
        name=name,
        alias=options.alias,
        team=options.team,
        start_date=options.start,
        language=options.language,
    )


def _as_json(row: RosterRow) -> dict[str, object]:
    return {
        "id": row.agent.id,
        "name": row.agent.name,
        "alias": row.agent.alias,
        "team": row.agent.team,
        "status": row.agent.status,
        "evaluations_this_month": row.evaluated if row.unread is None else None,
        "target": row.target,
    }


def _words(problem: CoachError) -> str:
    from coachtui.services.words.sentences import sentence

    return sentence(problem)


def _tell_problems(plan: RosterPlan) -> None:
    """Print each problem once, with all the lines it is in."""
    lines: dict[str, list[int]] = {}
    for line, problem in plan.problems:
        lines.setdefault(_words(problem), []).append(line)
    for words, where in lines.items():
        if len(where) == 1:
            print_message(_("Line {line}: {problem}").format(line=where[0], problem=words))
        else:
            print_message(_("Lines {lines}: {problem}").format(lines=_in_short(where), problem=words))


def _in_short(lines: list[int]) -> str:
    """Return line numbers as text, with ranges, shortened after the first few."""
    ranges: list[tuple[int, int]] = []
    for line in lines:
        if ranges and ranges[-1][1] == line - 1:
            ranges[-1] = ranges[-1][0], line
        else:
            ranges.append((line, line))
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in ranges[:_MOST_RANGES]]
    return ", ".join([*shown, *(["…"] if len(ranges) > _MOST_RANGES else [])])


def _show(plan: RosterPlan, before: Iterable[Agent]) -> None:
    changed = {agent.id: agent for agent in plan.changed}
    names = distinct_names([*(changed.get(agent.id, agent) for agent in before), *plan.added])
    for agent in plan.added:
        print_line(_("new: {name}").format(name=names[agent.id]))
    for agent in plan.changed:
        print_line(_("changed: {name}").format(name=names[agent.id]))


def _sum_up(plan: RosterPlan, *, dry_run: bool) -> None:
    text = (
        _("Nothing is written yet: {new} new, {changed} changed, {same} unchanged.")
        if dry_run
        else _("Imported: {new} new, {changed} changed, {same} unchanged.")
    )
    print_message(text.format(new=len(plan.added), changed=len(plan.changed), same=plan.unchanged))
