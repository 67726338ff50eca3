"""``coachtui retention``: what is past the time it may be kept, and deleting it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from coachtui.cli import exit_codes
from coachtui.cli.lost import tell_lost
from coachtui.cli.output import ask, complain, complain_of, flush, show_for_now, table, write_json
from coachtui.domain.errors import StoreError
from coachtui.domain.listing import SessionRow
from coachtui.domain.names.namesakes import told_apart
from coachtui.i18n import _
from coachtui.services.retention import confirmed
from coachtui.services.words.kinds import kind_word
from coachtui.services.words.records import STATUS, labelled
from coachtui.services.words.unread import all_unread

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping

    from coachtui.bootstrap import LocalProgram
    from coachtui.domain.listing import RecordRow
    from coachtui.services.retention import Deleted, Due


def retention(options: Namespace, program: LocalProgram) -> int:
    """List what is past its time and what comes due; delete the former where that is confirmed."""
    if not options.delete and (options.yes or options.keep):
        complain(_("--yes and --keep work only with --delete."))
        return exit_codes.USAGE
    due = program.retention.due()
    _check_ids(options.keep, program)
    _show(due, program, as_json=options.json)
    lost = max(tell_lost(program), _tell_unread(due, program))
    chosen = [row for row in due.past if row.id not in options.keep]
    if not (options.delete and chosen):
        return max(exit_codes.FINDING if due.past else exit_codes.DONE, lost)
    if not (options.yes or _typed(len(chosen))):
        complain(_("Nothing was deleted."))
        return exit_codes.FINDING
    deleted = program.retention.delete(chosen, _progress(len(chosen)))
    _tell(deleted)
    if deleted.error is not None:
        return exit_codes.exit_code(deleted.error)
    return max(exit_codes.FINDING if len(deleted.ids) < len(due.past) else exit_codes.DONE, lost)


def _check_ids(keep: list[str], program: LocalProgram) -> None:
    """Refuse a mistyped id, so that the session that was meant is not deleted."""
    rows, records, _unread = program.sessions.every_row() if keep else ((), (), {})
    known = {row.id for row in (*rows, *records)}
    for session_id in keep:
        if session_id not in known:
            raise StoreError("bad_id")


def _tell_unread(due: Due, program: LocalProgram) -> int:
    """Say whose sessions could not be looked at; return the code to end with."""
    names = {agent.id: agent.name for agent in program.team.agents()}
    if unread := all_unread(due.unread, names):
        complain(unread)
    return max(map(exit_codes.exit_code, due.unread.values()), default=exit_codes.DONE)


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
        "Sessions past the retention period (in months: {months}): {past}; due soon (within days: "
        "{days}): {soon}."
    )
    complain(text.format(months=terms.months, past=len(due.past), days=terms.notice_days, soon=len(due.soon)))
    for agent_id, number in due.past_by_agent().items():
        complain(labelled(told.get(agent_id, agent_id), str(number)))


def _cells(row: SessionRow | RecordRow, due: Due, names: Mapping[str, str]) -> tuple[str, ...]:
    until = due.terms.until(row)
    state = (
        _("past the retention period")
        if until < due.terms.today
        else _("until {day}").format(day=until.isoformat())
    )
    agents = ", ".join(names.get(agent_id, agent_id) for agent_id in row.agent_ids)
    began = row.kept_from.isoformat() if row.kept_from is not None else ""
    status = _(STATUS[row.status]) if isinstance(row, SessionRow) else ""
    return (state, began, agents, kind_word(row), status, row.id)


def _as_json(due: Due, names: Mapping[str, str]) -> dict[str, Any]:
    def entry(row: SessionRow | RecordRow) -> dict[str, Any]:
        return {
            "id": row.id,
            "agents": [{"id": known, "name": names.get(known, "")} for known in row.agent_ids],
            "kind": row.kind,
            **(
                {"status": row.status, "started_at": row.started_at.isoformat()}
                if isinstance(row, SessionRow)
                else {"kept_from": row.kept_from.isoformat() if row.kept_from is not None else None}
            ),
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
        complain(_("Please confirm: at a terminal, or with --yes."))
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
        complain(_("Open in another window, so skipped: {id}.").format(id=session_id))
    for session_id in deleted.not_due:
        complain(_("Running or no longer past the retention period, so skipped: {id}.").format(id=session_id))
    if deleted.ids:
        complain(
            _(
                "Backups still contain them: daily ones until seven newer ones are made, others "
                "until you delete them."
            )
        )
    if deleted.error is not None:
        complain_of(deleted.error)
