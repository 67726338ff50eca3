"""The use case of deleting sessions past their retention period (R88).

Nothing is deleted by itself: a person chooses from a list and confirms.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from coachtui.domain.errors import CoachError, StoreBusy
from coachtui.domain.kinds import kind_named
from coachtui.domain.listing import RecordRow, SessionRow
from coachtui.domain.retention import Age, kept_until, retention_age
from coachtui.domain.value import dataclass
from coachtui.services import preferences

if TYPE_CHECKING:
    from coachtui.domain.session import Session
    from coachtui.services.ports import Clock, SessionStore, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionTerms:
    """The retention rules as of one day.

    Attributes:
        today: Local date.
        months: Retention period of sessions in months.
        notice_days: Days before its last day on which a notice is shown.
    """

    today: date
    months: int
    notice_days: int

    @property
    def horizon(self) -> date:
        """A date such that no session begun after it is past its period or near its end.

        No month has less than 28 days, and the dates of two places at one moment are two days apart at most.
        """
        return self.today + timedelta(days=self.notice_days - 28 * self.months + 2)

    def until(self, row: SessionRow | RecordRow) -> date:
        """Return the last day of the retention period of a session or record."""
        return kept_until(row.kept_from or self.today, self._months(row))

    def past(self, session: SessionRow | Session) -> bool:
        """Return whether a session is past its retention period; a running one never is."""
        began = session.started_at.date()
        return (
            session.status != "live"
            and retention_age(began, self.today, self.months, self.notice_days) == "past"
        )

    def age_of(self, row: SessionRow | RecordRow) -> Age:
        """Return how far a session or record is in its retention period."""
        if row.kept_from is None:
            return "kept"
        return retention_age(row.kept_from, self.today, self._months(row), self.notice_days)

    def _months(self, row: SessionRow | RecordRow) -> int:
        return self.months if isinstance(row, SessionRow) else kind_named(row.kind).kept_months


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecords:
    """The sessions and records past their retention period, and those near its end.

    Attributes:
        terms: The retention rules applied.
        past: Rows past their period: sessions by start, then records of other kinds.
        soon: Rows near the end of their period, in the same order.
        unread: Errors by agent id, where sessions could not be read.
    """

    terms: RetentionTerms
    past: tuple[SessionRow | RecordRow, ...]
    soon: tuple[SessionRow | RecordRow, ...]
    unread: Mapping[str, CoachError] = field(default_factory=dict)

    def past_by_agent(self) -> Counter[str]:
        """Return how many sessions are past their period by agent id; a shared one counts for each."""
        return Counter(agent_id for row in self.past for agent_id in row.agent_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionResult:
    """The result of deleting sessions.

    Attributes:
        ids: Ids of deleted sessions and records.
        open_elsewhere: Ids of those left out because a window has them open.
        not_due: Ids of those left out because they are running or no longer past their period.
        error: The error that stopped the deletion, or ``None``.
    """

    ids: tuple[str, ...]
    open_elsewhere: tuple[str, ...]
    not_due: tuple[str, ...]
    error: CoachError | None = None


def retention_terms(settings: Settings, clock: Clock) -> RetentionTerms:
    """Return the retention rules that hold today."""
    return RetentionTerms(
        today=clock.now().date(),
        months=preferences.number_setting(settings, preferences.RETENTION),
        notice_days=preferences.number_setting(settings, preferences.RETENTION_NOTICE),
    )


def due_records(
    rows: Iterable[SessionRow],
    terms: RetentionTerms,
    unread: Mapping[str, CoachError] = MappingProxyType({}),
    records: Iterable[RecordRow] = (),
) -> DueRecords:
    """Return the given sessions and records that are past their period or near its end.

    Args:
        rows: Sessions by start; running ones are skipped.
        terms: The retention rules.
        records: Records of other kinds; private ones are skipped.
        unread: Errors by agent id, where rows of sessions are missing.
    """
    past: list[SessionRow | RecordRow] = []
    soon: list[SessionRow | RecordRow] = []
    for row in rows:
        if row.kept_from > terms.horizon:
            break
        stands = terms.age_of(row)
        if stands != "kept" and row.status != "live":
            (past if stands == "past" else soon).append(row)
    for record in records:
        stands = terms.age_of(record)
        if stands != "kept" and not record.private:
            (past if stands == "past" else soon).append(record)
    return DueRecords(terms=terms, past=tuple(past), soon=tuple(soon), unread=unread)


def count_confirmed(typed: str, number: int) -> bool:
    """Return whether the typed text is the number of sessions to delete; full-width digits count."""
    return unicodedata.normalize("NFKC", typed).strip() == str(number)


def _nobody(_number: int) -> None:
    """Report progress to nobody."""


class Retention:
    """The use case of listing and deleting what is past its retention period."""

    def __init__(self, store: SessionStore, settings: Settings, clock: Clock) -> None:
        """Take the ports it works with."""
        self._store = store
        self._settings = settings
        self._clock = clock

    def due(self) -> DueRecords:
        """Return the sessions and records that are due now; reads the index only.

        Raises:
            StoreError: None can be read.
        """
        rows, records, unread = self._store.every_row()
        return due_records(rows, retention_terms(self._settings, self._clock), unread, records)

    def delete(
        self, chosen: Iterable[SessionRow | RecordRow], told: Callable[[int], object] = _nobody
    ) -> DeletionResult:
        """Delete the chosen sessions for good, except those not due any more or open in a window.

        Args:
            chosen: Rows of the sessions that were confirmed.
            told: Called after each deletion with the number deleted so far.

        Returns:
            What became of each. Where the disk fails in the middle, what was deleted before stays deleted.
        """
        deleting = _Deletion(self._store, retention_terms(self._settings, self._clock), told)
        try:
            deleting.go_through(tuple(chosen))
        except CoachError as error:
            return deleting.done(error)
        return deleting.done()


class _Deletion:
    """One run of deleting a list of sessions."""

    def __init__(self, store: SessionStore, terms: RetentionTerms, told: Callable[[int], object]) -> None:
        self._store = store
        self._terms = terms
        self._told = told
        self._gone: list[str] = []
        self._open_elsewhere: list[str] = []
        self._not_due: list[str] = []

    def done(self, error: CoachError | None = None) -> DeletionResult:
        return DeletionResult(
            ids=tuple(self._gone),
            open_elsewhere=tuple(self._open_elsewhere),
            not_due=tuple(self._not_due),
            error=error,
        )

    def go_through(self, rows: tuple[SessionRow | RecordRow, ...]) -> None:
        """Delete agent by agent, so that each log is read once and the index never."""
        for row in rows:
            if isinstance(row, RecordRow):
                self._delete_record(row)
        chosen = tuple(row for row in rows if isinstance(row, SessionRow))
        for agent_id in dict.fromkeys(row.agent_ids[0] for row in chosen):
            self._store.of_agent(agent_id)
            for row in chosen:
                if row.agent_ids[0] == agent_id:
                    self._delete(row.id)
        self._delete_second_copies()

    def _delete_second_copies(self) -> None:
        """Delete the second copy that an interrupted move to another agent left in a second log."""
        gone = set(self._gone)
        rows, _unread = self._store.readable_rows()
        for row in rows:
            if row.id in gone:
                self._gone.remove(row.id)
                self._delete(row.id)

    def _delete_record(self, row: RecordRow) -> None:
        kind = kind_named(row.kind)
        record = self._store.records.get(kind, row.agent_ids[0], row.id)
        if (
            record is not None
            and self._terms.age_of(replace(row, kept_from=kind.kept_from(record))) != "past"
        ):
            self._not_due.append(row.id)
            return
        if record is not None:
            self._store.records.remove(record)
        self._gone.append(row.id)
        self._told(len(self._gone))

    def _delete(self, session_id: str) -> None:
        """Delete a session, or note why not: it is open elsewhere, or no longer past its time."""
        try:
            lease = self._store.lease(session_id)
        except StoreBusy as busy:
            if busy.code != "session_open_elsewhere":
                raise
            self._open_elsewhere.append(session_id)
            return
        try:
            session = self._store.get(session_id)
            if session is not None and not self._terms.past(session):
                self._not_due.append(session_id)
                return
            if session is not None:
                self._store.remove(session)
            self._gone.append(session_id)
            self._told(len(self._gone))
        finally:
            lease.release()
