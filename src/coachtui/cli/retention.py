"""The command ``coachtui retention``: lists and deletes what is past its retention period."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from coachtui.cli import exit_codes
from coachtui.cli.loss_report import report_losses
from coachtui.cli.output import (
    ask,
    flush,
    print_error,
    print_message,
    print_table,
    print_transient,
    write_json,
)
from coachtui.domain.errors import StoreError
from coachtui.domain.listing import SessionRow
from coachtui.domain.names.namesakes import distinct_names
from coachtui.i18n import _
from coachtui.services.retention import count_confirmed
from coachtui.services.words.kinds import kind_word
from coachtui.services.words.records import STATUS, labelled
from coachtui.services.words.unread import unread_sentences

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping

    from coachtui.bootstrap import LocalProgram
    from coachtui.domain.listing import RecordRow
    from coachtui.services.retention import DeletionResult, DueRecords


def retention(options: Namespace, program: LocalProgram) -> int:
    """List what is past its period and what is near its end; delete the former if confirmed."""
    if not options.delete and (options.yes or options.keep):
        print_message(_("--yes and --keep work only with --delete."))
        return exit_codes.USAGE
    due = program.retention.due()
    _check_ids(options.keep, program)
    _show(due, program, as_json=options.json)
    lost = max(report_losses(program), _tell_unread(due, program))
    chosen = [row for row in due.past if row.id not in options.keep]
    if not (options.delete and chosen):
        return max(exit_codes.FINDING if due.past else exit_codes.DONE, lost)
    if not (options.yes or _typed(len(chosen))):
        print_message(_("Nothing was deleted."))
        return exit_codes.FINDING
    deleted = program.retention.delete(chosen, _progress(len(chosen)))
    _tell(deleted)
    if deleted.error is not None:
        return exit_codes.exit_code(deleted.error)
    return max(exit_codes.FINDING if len(deleted.ids) < len(due.past) else exit_codes.DONE, lost)


def _check_ids(keep: list[str], program: LocalProgram) -> None:
    """Refuse an unknown id, so that a typing mistake deletes no other session."""
    rows, records, _unread = program.sessions.every_row() if keep else ((), (), {})
    known = {row.id for row in (*rows, *records)}
    for session_id in keep:
        if session_id not in known:
            raise StoreError("bad_id")


def _tell_unread(due: DueRecords, program: LocalProgram) -> int:
    """Print whose sessions could not be read; return the exit code."""
    names = {agent.id: agent.name for agent in program.team.agents()}
    if unread := unread_sentences(due.unread, names):
        print_message(unread)
    return max(map(exit_codes.exit_code, due.unread.values()), default=exit_codes.DONE)


def _show(due: DueRecords, program: LocalProgram, *, as_json: bool) -> None:
    agents = program.team.agents()
    names, told = {agent.id: agent.name for agent in agents}, distinct_names(agents)
    if as_json:
        write_json(_as_json(due, names))
    else:
        print_table([_cells(row, due, told) for row in (*due.past, *due.soon)])
    flush()
    terms = due.terms
    text = _(
        "Sessions past the retention period (in months: {months}): {past}; due soon (within days: "
        "{days}): {soon}."
    )
    print_message(
        text.format(months=terms.months, past=len(due.past), days=terms.notice_days, soon=len(due.soon))
    )
    for agent_id, number in due.past_by_agent().items():
        print_message(labelled(told.get(agent_id, agent_id), str(number)))


def _cells(row: SessionRow | RecordRow, due: DueRecords, names: Mapping[str, str]) -> tuple[str, ...]:
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


def _as_json(due: DueRecords, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what is past its time, and what soon will be, as it is printed with ``--json``."""

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
        print_message(_("Please confirm: at a terminal, or with --yes."))
        return False
    text = _("Sessions to delete for good: {number}. To delete them, type that number:")
    return count_confirmed(ask(text.format(number=number)), number)


def _progress(number: int) -> Callable[[int], object]:
    """Return a callback that shows progress as a line on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        return lambda _done: None

    def show(done: int) -> None:
        print_transient("\r" + _("Deleted: {done} of {number}").format(done=done, number=number) + "\x1b[K")

    return show


def _tell(deleted: DeletionResult) -> None:
    """Print how many records were deleted, and which were skipped and why."""
    if sys.stderr.isatty():
        print_transient("\r\x1b[K")
    print_message(_("Deleted: {number}.").format(number=len(deleted.ids)))
    for session_id in deleted.open_elsewhere:
        print_message(_("Open in another window, so skipped: {id}.").format(id=session_id))
    for session_id in deleted.not_due:
        print_message(
            _("Running or no longer past the retention period, so skipped: {id}.").format(id=session_id)
        )
    if deleted.ids:
        print_message(
            _(
                "Backups still contain them: daily ones until seven newer ones are made, others "
                "until you delete them."
            )
        )
    if deleted.error is not None:
        print_error(deleted.error)
