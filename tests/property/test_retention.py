"""The time that sessions are kept: whatever the day and the number of months, the calendar decides."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from coachtui.domain.listing import SessionRow
from coachtui.domain.retention import kept_until, retention_age
from coachtui.services.retention import RetentionTerms, due_records

DAYS = st.dates(date(1970, 1, 1), date(2999, 12, 31))
MONTHS = st.integers(1, 120)
NOTICE = st.integers(1, 99)
A_DAY = timedelta(days=1)
PLACES = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda minutes: timezone(timedelta(minutes=minutes)))
STARTS = st.builds(
    lambda moment, place: moment.replace(tzinfo=place),
    st.datetimes(datetime.fromisoformat("2025-10-01"), datetime.fromisoformat("2025-12-20")),
    PLACES,
)


def month_number(day: date) -> int:
    return day.year * 12 + day.month


@given(DAYS, MONTHS)
def test_the_last_day_lies_that_many_months_later(began: date, months: int) -> None:
    assert month_number(kept_until(began, months)) - month_number(began) == months


@given(DAYS, MONTHS)
def test_it_is_the_same_day_of_the_month_or_the_last_there_is(began: date, months: int) -> None:
    until = kept_until(began, months)
    assert until.day <= began.day
    assert until.day == began.day or (until + A_DAY).day == 1


@given(DAYS, MONTHS)
def test_who_began_later_is_never_past_earlier(began: date, months: int) -> None:
    assert kept_until(began, months) <= kept_until(began + A_DAY, months)


@given(DAYS, MONTHS, MONTHS)
def test_more_months_keep_longer(began: date, one: int, other: int) -> None:
    fewer, more = sorted((one, other))
    assert kept_until(began, fewer) <= kept_until(began, more)


@given(st.dates(), st.integers(1, 120_000))
def test_any_day_has_its_last_day(began: date, months: int) -> None:
    assert began < kept_until(began, months) or kept_until(began, months) == date.max


@given(DAYS, MONTHS, NOTICE, st.integers(-40, 40))
def test_a_session_is_kept_then_soon_due_then_past(began: date, months: int, notice: int, off: int) -> None:
    until = kept_until(began, months)
    for today in (until + timedelta(days=off), until - timedelta(days=notice) + timedelta(days=off)):
        left = (until - today).days
        wanted = "past" if left < 0 else "soon" if left <= notice else "kept"
        assert retention_age(began, today, months, notice) == wanted


@given(DAYS, DAYS, MONTHS, NOTICE)
def test_time_never_makes_a_session_younger(began: date, today: date, months: int, notice: int) -> None:
    order = ("kept", "soon", "past")
    now, tomorrow = (retention_age(began, day, months, notice) for day in (today, today + A_DAY))
    assert order.index(now) <= order.index(tomorrow)


def begun(number: int, at: datetime) -> SessionRow:
    return SessionRow(id=str(number), agent_ids=("anna",), kind="listening", status="final", started_at=at)


@given(st.lists(STARTS, max_size=12), st.dates(date(2025, 11, 1), date(2026, 12, 31)), st.integers(1, 13))
def test_no_session_is_overlooked_wherever_it_began(starts: list[datetime], today: date, months: int) -> None:
    """Rows come in order of the moment; the local days are not in that order."""
    rows = [begun(number, at) for number, at in enumerate(sorted(starts))]
    due = due_records(rows, RetentionTerms(today=today, months=months, notice_days=14))
    lasts = [(row, (kept_until(row.started_at.date(), months) - today).days) for row in rows]
    assert due.past == tuple(row for row, left in lasts if left < 0)
    assert due.soon == tuple(row for row, left in lasts if 0 <= left <= 14)
