"""Which sessions are past the time they may be kept, and deleting those that a person chose (R88).

Nothing here decides: what is deleted was shown in a list and confirmed.
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
from coachtui.domain.retention import Age, age, kept_until
from coachtui.domain.value import dataclass
from coachtui.services import preferences

if TYPE_CHECKING:
    from coachtui.domain.session import Session
    from coachtui.services.ports import Clock, SessionStore, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How long is kept, and on which day that is asked.

    Attributes:
        today: Local date.
        months: Months that a session is kept.
        notice_days: Days before the last one on which that is told.
    """

    today: date
    months: int
    notice_days: int

    @property
    def horizon(self) -> date:
        """A day after which no session began that is due, nor any after it in order of start.

        No month has less than 28 days, and the dates of two places at one moment are two days apart at most.
        """
        return self.today + timedelta(days=self.notice_days - 28 * self.months + 2)

    def until(self, row: SessionRow | RecordRow) -> date:
        """Return the last day on which a session, or a record that grows old, may be kept."""
        return kept_until(row.kept_from or self.today, self._months(row))

    def past(self, session: SessionRow | Session) -> bool:
        """Whether a session is past its time; a running one never is."""
        began = session.started_at.date()
        return session.status != "live" and age(began, self.today, self.months, self.notice_days) == "past"

    def age_of(self, row: SessionRow | RecordRow) -> Age:
        """Return where a session, or a record beside the sessions, stands in its time."""
        if row.kept_from is None:
            return "kept"
        return age(row.kept_from, self.today, self._months(row), self.notice_days)

    def _months(self, row: SessionRow | RecordRow) -> int:
        return self.months if isinstance(row, SessionRow) else kind_named(row.kind).kept_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is past its time, and what will soon be.

    Attributes:
        terms: What it was judged by.
        past: What is past its time: sessions in order of start, then records of other kinds.
        soon: What comes to its end within the days of notice, in the same order.
        unread: By agent id, why sessions could not be looked at.
    """

    terms: Terms
    past: tuple[SessionRow | RecordRow, ...]
    soon: tuple[SessionRow | RecordRow, ...]
    unread: Mapping[str, CoachError] = field(default_factory=dict)

    def past_by_agent(self) -> Counter[str]:
        """Return how many sessions are past their time by agent id; one with several counts for each."""
        return Counter(agent_id for row in self.past for agent_id in row.agent_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """What became of the sessions that were to be deleted.

    Attributes:
        ids: Those that are gone.
        open_elsewhere: Those left out because a window has them open.
        not_due: Those left out because they are running, or their time is not over any more.
        error: What ended it before its end, or ``None``.
    """

    ids: tuple[str, ...]
    open_elsewhere: tuple[str, ...]
    not_due: tuple[str, ...]
    error: CoachError | None = None


def terms_of(settings: Settings, clock: Clock) -> Terms:
    """Return what holds today."""
    return Terms(
        today=clock.now().date(),
        months=preferences.number(settings, preferences.RETENTION),
        notice_days=preferences.number(settings, preferences.RETENTION_NOTICE),
    )


def due_of(
    rows: Iterable[SessionRow],
    terms: Terms,
    unread: Mapping[str, CoachError] = MappingProxyType({}),
    records: Iterable[RecordRow] = (),
) -> Due:
    """Return what is due of some sessions and records.

    Args:
        rows: In order of start; running sessions are passed over.
        terms: What to judge by.
        records: Records of other kinds; those that belong to the agent alone are passed over.
        unread: By agent id, why there is no row of some sessions.
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
    return Due(terms=terms, past=tuple(past), soon=tuple(soon), unread=unread)


def confirmed(typed: str, number: int) -> bool:
    """Whether what was typed is the number of sessions to delete; full-width digits count too."""
    return unicodedata.normalize("NFKC", typed).strip() == str(number)


def _nobody(_number: int) -> None:
    """Tell nobody."""


class Retention:
    """The use case of looking through what is past its time."""

    def __init__(self, store: SessionStore, settings: Settings, clock: Clock) -> None:
        """Take the ports it works with."""
        self._store = store
        self._settings = settings
        self._clock = clock

    def due(self) -> Due:
        """Return what is due now, from the rows of the index alone.

        Raises:
            StoreError: None can be read.
        """
        rows, records, unread = self._store.every_row()
        return due_of(rows, terms_of(self._settings, self._clock), unread, records)

    def delete(
        self, chosen: Iterable[SessionRow | RecordRow], told: Callable[[int], object] = _nobody
    ) -> Deleted:
        """Delete sessions for good; what is not past its time by now, or open in a window, is left out.

        Args:
            chosen: Rows of the sessions that were confirmed.
            told: Called with the number that is gone so far, after each.

        Returns:
            What became of each. Where the disk fails in the middle, what was deleted before stays deleted.
        """
        deleting = _Deleting(self._store, terms_of(self._settings, self._clock), told)
        try:
            deleting.go_through(tuple(chosen))
        except CoachError as error:
            return deleting.done(error)
        return deleting.done()


class _Deleting:
    """One going through a list of sessions."""

    def __init__(self, store: SessionStore, terms: Terms, told: Callable[[int], object]) -> None:
        self._store = store
        self._terms = terms
        self._told = told
        self._gone: list[str] = []
        self._open_elsewhere: list[str] = []
        self._not_due: list[str] = []

    def done(self, error: CoachError | None = None) -> Deleted:
        return Deleted(
            ids=tuple(self._gone),
            open_elsewhere=tuple(self._open_elsewhere),
            not_due=tuple(self._not_due),
            error=error,
        )

    def go_through(self, rows: tuple[SessionRow | RecordRow, ...]) -> None:
        """Delete agent by agent: then the store reads each log once and asks the index for nothing."""
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
        """Delete what a move to another agent that was cut off left in a second log, and that shows now."""
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
