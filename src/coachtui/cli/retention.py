"""``coachtui retention``: what is past the time it may be kept, and deleting it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from coachtui.cli import ending
from coachtui.cli.lost import tell_lost
from coachtui.cli.output import ask, complain, complain_of, flush, show_for_now, table, write_json
from coachtui.domain.errors import StoreError
from coachtui.domain.namesakes import told_apart
from coachtui.i18n import _
from coachtui.services.record_words import KINDS, STATUS, labelled
from coachtui.services.retention import Retention, confirmed

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping

    from coachtui.bootstrap import LocalProgram
    from coachtui.domain.listing import SessionRow
    from coachtui.services.retention import Deleted, Due


def retention(options: Namespace, program: LocalProgram) -> int:
    """List what is past its time and what comes due; delete the former where that is confirmed."""
    if not options.delete and (options.yes or options.keep):
        complain(_("--yes and --keep are of use only with --delete."))
        return ending.USAGE
    keeping = Retention(program.sessions, program.settings, program.clock)
    due = keeping.due()
    _check_ids(options.keep, program)
    _show(due, program, as_json=options.json)
    lost = tell_lost(program)
    chosen = [row for row in due.past if row.id not in options.keep]
    if not (options.delete and chosen):
        return max(ending.FINDING if due.past else ending.DONE, lost)
    if not (options.yes or _typed(len(chosen))):
        complain(_("Nothing was deleted."))
        return ending.FINDING
    deleted = keeping.delete(chosen, _progress(len(chosen)))
    _tell(deleted)
    if deleted.error is not None:
        return ending.exit_code(deleted.error)
    return max(ending.FINDING if len(deleted.ids) < len(due.past) else ending.DONE, lost)


def _check_ids(keep: list[str], program: LocalProgram) -> None:
    """Refuse a mistyped id, so that the session that was meant is not deleted."""
    known = {row.id for row in program.sessions.rows()} if keep else set()
    for session_id in keep:
        if session_id not in known:
            raise StoreError("bad_id")


def _show(due: Due, program: LocalProgram, *, as_json: bool) -> None:
    agents = program.team.agents()
    names, told = {agent.id: agent.name for agent in agents}, told_apart(agents)
    if as_json:
        write_json(_as_json(due, names))
    else:
        table([_cells(row, due, told) for row in (*due.past, *due.soon)])
    flush()
    terms = due.terms
    text = _(
        "Sessions past their time (in months: {months}): {past}; due soon (within days: {days}): {soon}."
    )
    complain(text.format(months=terms.months, past=len(due.past), days=terms.notice_days, soon=len(due.soon)))
    for agent_id, number in due.past_by_agent().items():
        complain(labelled(told.get(agent_id, agent_id), str(number)))


def _cells(row: SessionRow, due: Due, names: Mapping[str, str]) -> tuple[str, ...]:
    until = due.terms.until(row)
    state = _("past its time") if until < due.terms.today else _("until {day}").format(day=until.isoformat())
    agents = ", ".join(names.get(agent_id, agent_id) for agent_id in row.agent_ids)
    began = row.started_at.date().isoformat()
    return (state, began, agents, _(KINDS[row.kind]), _(STATUS[row.status]), row.id)


def _as_json(due: Due, names: Mapping[str, str]) -> dict[str, Any]:
    def entry(row: SessionRow) -> dict[str, Any]:
        return {
            "id": row.id,
            "agents": [{"id": known, "name": names.get(known, "")} for known in row.agent_ids],
            "kind": row.kind,
            "status": row.status,
            "started_at": row.started_at.isoformat(),
            "until": due.terms.until(row).isoformat(),
        }

    return {
        "today": due.terms.today.isoformat(),
        "months": due.terms.months,
        "notice_days": due.terms.notice_days,
        "past": [entry(row) for row in due.past],
        "soon": [entry(row) for row in due.soon],
        "past_by_agent": dict(due.past_by_agent()),
    }


def _typed(number: int) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        complain(_("This has to be confirmed: at a terminal, or with --yes."))
        return False
    text = _("Sessions to delete for good: {number}. To delete them, type that number:")
    return confirmed(ask(text.format(number=number)), number)


def _progress(number: int) -> Callable[[int], object]:
    """Return what is told of long work: a line on a terminal, nothing to a pipe."""
    if not sys.stderr.isatty():
        return lambda _done: None

    def show(done: int) -> None:
        show_for_now("\r" + _("Deleted: {done} of {number}").format(done=done, number=number) + "\x1b[K")

    return show


def _tell(deleted: Deleted) -> None:
    if sys.stderr.isatty():
        show_for_now("\r\x1b[K")
    complain(_("Deleted: {number}.").format(number=len(deleted.ids)))
    for session_id in deleted.open_elsewhere:
        complain(_("Open in another window and left out: {id}.").format(id=session_id))
    for session_id in deleted.not_due:
        complain(_("Running or no longer past its time, and left out: {id}.").format(id=session_id))
    if deleted.ids:
        complain(
            _(
                "Backups still hold them: daily ones go when seven newer ones are made, "
                "others when you delete them."
            )
        )
    if deleted.error is not None:
        complain_of(deleted.error)
