"""What is due, by the setting and the local day; and what becomes of sessions when the store refuses."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from coachtui.domain.listing import SessionRow
from coachtui.domain.session import SessionStatus
from coachtui.services.retention import RetentionTerms, count_confirmed, due_records, retention_terms

TERMS = RetentionTerms(today=date(2026, 11, 16), months=12, notice_days=14)


def row(name: str, began: str, *agents: str, status: SessionStatus = "final") -> SessionRow:
    return SessionRow(
        id=name,
        agent_ids=agents or ("anna",),
        kind="listening",
        status=status,
        started_at=datetime.fromisoformat(began),
    )


class NoSettings(dict[str, str]):
    """Settings that were not made, or made in this dictionary."""

    def put(self, key: str, value: str) -> None:
        self[key] = value


class Noon:
    """A clock at noon of the 16th of November."""

    def now(self) -> datetime:
        return datetime.fromisoformat("2026-11-16T12:00:00+01:00")

    def tick(self) -> float:
        return 0.0

    def asleep_s(self) -> float | None:
        return None


def test_what_is_past_and_what_comes_due() -> None:
    rows = [
        row("old", "2025-11-15T23:59:00+01:00"),
        row("last day", "2025-11-16T00:01:00+01:00"),
        row("in two weeks", "2025-11-30T10:00:00+01:00"),
        row("in fifteen days", "2025-12-01T10:00:00+01:00"),
        row("new", "2026-11-16T10:00:00+01:00"),
    ]
    due = due_records(rows, TERMS)
    assert [found.id for found in due.past] == ["old"]
    assert [found.id for found in due.soon] == ["last day", "in two weeks"]
    assert [due.terms.until(found).isoformat() for found in due.soon] == ["2026-11-16", "2026-11-30"]


def test_the_day_is_that_of_the_place_where_it_began() -> None:
    """Both began at the same moment: on the 15th in New York, on the 16th in Shanghai."""
    rows = [row("west", "2025-11-15T19:00:00-05:00"), row("east", "2025-11-16T08:00:00+08:00")]
    assert rows[0].started_at == rows[1].started_at
    assert [found.id for found in due_records(rows, TERMS).past] == ["west"]


def test_a_later_moment_on_an_earlier_day_is_not_overlooked() -> None:
    """In order of the moment, the first of March comes before the 28th of February, which is due."""
    rows = [row("kept", "2025-03-01T00:30:00+14:00"), row("due", "2025-02-28T23:00:00-10:00")]
    assert rows[0].started_at < rows[1].started_at
    due = due_records(rows, RetentionTerms(today=date(2025, 3, 14), months=1, notice_days=14))
    assert [found.id for found in due.soon] == ["due"]


def test_a_running_session_is_never_due() -> None:
    rows = [
        row("live", "2020-01-01T10:00:00+01:00", status="live"),
        row("draft", "2020-01-01T10:00:00+01:00", status="draft"),
    ]
    assert [found.id for found in due_records(rows, TERMS).past] == ["draft"]
    assert [TERMS.past(found) for found in rows] == [False, True]


def test_counts_by_agent() -> None:
    rows = [
        row("1", "2020-01-01T10:00:00+01:00", "anna"),
        row("2", "2020-01-02T10:00:00+01:00", "ben", "anna"),
        row("3", "2025-11-20T10:00:00+01:00", "ben"),
    ]
    assert due_records(rows, TERMS).past_by_agent() == {"anna": 2, "ben": 1}


def test_the_settings_say_how_long() -> None:
    settings = NoSettings()
    assert retention_terms(settings, Noon()) == TERMS
    settings.update(retention_months="24", retention_notice_days="30")
    assert retention_terms(settings, Noon()) == RetentionTerms(
        today=date(2026, 11, 16), months=24, notice_days=30
    )
    settings.update(retention_months="0", retention_notice_days="100")
    assert retention_terms(settings, Noon()) == TERMS


@pytest.mark.parametrize("typed", ["12", " 12\n", "\uff11\uff12"])
def test_the_number_confirms(typed: str) -> None:
    assert count_confirmed(typed, 12)


@pytest.mark.parametrize("typed", ["", "\n", "1", "012", "12.0", "+12", "1 2", "y", "yes", "120"])
def test_nothing_else_does(typed: str) -> None:
    assert not count_confirmed(typed, 12)
