"""The sample team: what the issue asks to be in it, the same every time, in every language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count

import pytest

from coachtui.content.library import Library
from coachtui.domain.agent import Agent, Lead
from coachtui.domain.evaluation import breaches
from coachtui.domain.listing import session_row
from coachtui.domain.live.reduce_closing import missing_items
from coachtui.domain.live.rules import Rules
from coachtui.domain.rhythm import MONTHLY_TARGET, UNCOUNTED_FORMS, count_evaluated_in_month
from coachtui.domain.session import Session
from coachtui.i18n import LANGUAGES, use_language
from coachtui.services.demo.sample_team import make_demo

MID_MONTH = "2026-11-18T09:30:00+01:00"
DAYS = (
    MID_MONTH,
    "2026-11-01T00:10:00+01:00",
    "2027-01-02T12:00:00+01:00",
    "2027-03-01T23:50:00+01:00",
    "2028-02-29T07:00:00+01:00",
    "2026-12-31T08:00:00-05:00",
)

CONTENT = Library()
RULES = Rules(
    forms={form.id: form for form in map(CONTENT.form, ("phone-technique", "conversation-phases"))},
    phases=CONTENT.form("conversation-phases").phases,
)


@dataclass
class Kept:
    """A store that keeps everything in lists."""

    people: list[Agent] = field(default_factory=list)
    head: list[Lead] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    copies: set[str] = field(default_factory=set)

    def append_many(self, agent_id: str, year: int, sessions: Iterable[Session]) -> None:
        batch = list(sessions)
        assert {(session.agent_id, session.started_at.year) for session in batch} == {(agent_id, year)}
        self.sessions += batch

    def keep_content(self, content_id: str, version: int, text: str) -> None:
        self.copies.add(f"{content_id}@{version}")
        assert text

    def agents(self) -> list[Agent]:
        return self.people

    def put_agents(self, agents: Iterable[Agent]) -> None:
        self.people += agents

    def lead(self) -> Lead | None:
        return next(iter(self.head), None)

    def put_lead(self, lead: Lead) -> None:
        self.head.append(lead)

    def of(self, name: str) -> list[Session]:
        agent = next(agent for agent in self.people if agent.name == name)
        return [session for session in self.sessions if session.agent_id == agent.id]


class Still:
    """A clock that stands, and ids that count."""

    def __init__(self, now: str) -> None:
        self._now = datetime.fromisoformat(now)
        self._count = count()

    def now(self) -> datetime:
        return self._now

    def tick(self) -> float:
        return 0.0

    def asleep_s(self) -> float | None:
        return None

    def new(self) -> str:
        return f"id-{next(self._count):05}"


@cache
def demo(now: str = MID_MONTH, language: str = "en") -> Kept:
    use_language(language)
    kept, still = Kept(), Still(now)
    make_demo(kept, kept, CONTENT, still, still)
    return kept


def evaluated(kept: Kept, agent: Agent, today: date) -> int:
    rows = [session_row(s, UNCOUNTED_FORMS) for s in kept.sessions if s.agent_id == agent.id]
    return count_evaluated_in_month([day for row in rows for day in row.evaluated], today)


def due(today: date) -> int:
    """Evaluations due by ``today`` (R25)."""
    first = today.replace(day=1)
    month = [first + timedelta(days=n) for n in range(31)]
    working = [day for day in month if day.month == today.month and day.weekday() < 5]
    return MONTHLY_TARGET * sum(day <= today for day in working) // len(working)


@pytest.mark.parametrize("now", DAYS)
def test_history_is_two_months_and_ends_yesterday(now: str) -> None:
    today = datetime.fromisoformat(now).date()
    days = [session.started_at.date() for session in demo(now).sessions]
    assert max(days) == today - timedelta(days=1)
    assert timedelta(days=45) < today - min(days) <= timedelta(days=61)
    assert all(
        session.ended_at is not None and session.ended_at.date() < today for session in demo(now).sessions
    )


def test_the_same_day_gives_the_same_team() -> None:
    assert demo() == demo.__wrapped__()
    assert demo().sessions != demo("2026-11-19T09:30:00+01:00").sessions


def test_people_show_what_could_look_broken() -> None:
    kept = demo()
    names = [agent.name for agent in kept.people]
    assert len([agent for agent in kept.people if agent.status == "active"]) >= 8
    assert 40 in map(len, names)
    assert any("\u4e00" <= character <= "\u9fff" for name in names for character in name)
    assert {agent.language for agent in kept.people} == set(LANGUAGES)
    assert [agent.status for agent in kept.people].count("left") == 1
    assert all(agent.alias and agent.team and agent.start_date for agent in kept.people)
    assert kept.head[0].name


@pytest.mark.parametrize("now", DAYS)
def test_one_draft_and_one_breach(now: str) -> None:
    kept = demo(now)
    assert [session.status for session in kept.sessions].count("draft") == 1
    assert {session.status for session in kept.sessions} == {"draft", "final"}
    broken = [
        evaluation
        for session in kept.sessions
        for evaluation in session.evaluations
        if breaches(RULES.forms[evaluation.form.id], evaluation.answers)
    ]
    assert len(broken) == 1
    noted = [n for s in kept.sessions for n in s.notes if n.tag == "critical"]
    assert [note.contact_id for note in noted] == [broken[0].contact_id]


def test_one_is_behind_and_the_rest_keep_up() -> None:
    kept = demo()
    today = date(2026, 11, 18)
    behind = [agent.name for agent in kept.people if evaluated(kept, agent, today) < due(today)]
    left = [agent.name for agent in kept.people if agent.status == "left"]
    assert sorted(set(behind) - set(left)) == ["Göran Exempelsson"]
    assert max(evaluated(kept, agent, today) for agent in kept.people) > due(today)


def test_every_final_session_is_complete() -> None:
    for session in demo().sessions:
        assert (missing_items(session, RULES) == ()) is (session.status == "final")
        assert all(evaluation.status == session.status for evaluation in session.evaluations)


def test_calls_have_phases_holds_notes_and_marks() -> None:
    sessions = demo().sessions
    contacts = [contact for session in sessions for contact in session.contacts]
    assert all({stretch.phase for stretch in contact.phases} == set(RULES.phases) for contact in contacts)
    holds = [hold for contact in contacts for hold in contact.holds]
    assert len(holds) > 10
    assert any((hold.until_s or 0) - hold.at_s > 120 for hold in holds)
    assert any(len(session.contacts) > 1 for session in sessions)
    assert len({note.tag for session in sessions for note in session.notes}) >= 6
    assert any(session.marks for session in sessions)
    assert any(answer.star for s in sessions for e in s.evaluations for answer in e.answers.values())
    assert {step.model for s in sessions for step in s.steps} == {"grow", "clear", "oskar"}
    assert any(text for s in sessions for step in s.steps for text in step.fields.values())


def test_the_draft_goes_on_where_the_lead_left_it() -> None:
    draft = next(session for session in demo().sessions if session.status == "draft")
    assert 0 < len(draft.evaluations[0].answers) < 25
    assert draft.drafts[0].text


def test_copies_of_the_content_are_kept() -> None:
    expected = {"phone-technique@1", "conversation-phases@1", "grow@1", "clear@1", "oskar@1"}
    assert demo().copies == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_in_the_language_in_use(language: str) -> None:
    english = {note.text for session in demo().sessions for note in session.notes}
    kept = demo(language=language)
    texts = {note.text for session in kept.sessions for note in session.notes}
    assert len(texts) == len(english)
    assert (texts == english) is (language == "en")
    assert not (texts & english) or language == "en"
    written = {t for s in kept.sessions for step in s.steps for t in step.fields.values()}
    assert written


@pytest.mark.parametrize("now", DAYS)
def test_newcomer_demo_the_newest_sessions_show_what_was_agreed_corrected_and_said(now: str) -> None:
    """«Demo for a boss»: models with agreed actions, one correction, one statement."""
    kept = demo(now)
    for name in ("Björn Påhittad", "Farid Mønster", "Dana Sampleton"):
        newest = max(kept.of(name), key=lambda session: session.started_at)
        assert any(step.written for step in newest.steps), name
    corrections = [each for session in kept.sessions for each in session.corrections]
    statements = [each for session in kept.sessions for each in session.statements]
    assert len(corrections) == len(statements) == 1
    assert corrections[0].old is not None
    assert corrections[0].new is not None
    assert corrections[0].old.value != corrections[0].new.value
    today = datetime.fromisoformat(now).date()
    assert corrections[0].at.date() < today
    assert statements[0].at.date() < today


@pytest.mark.parametrize("language", LANGUAGES)
def test_newcomer_demo_every_sentence_is_in_the_language_in_use(language: str) -> None:
    english, kept = demo(), demo(language=language)

    def sentences(store: Kept) -> set[str]:
        return {
            *(agent.team for agent in store.people),
            *(agent.remember for agent in store.people if agent.remember),
            *(text for s in store.sessions for step in s.steps for text in step.fields.values()),
            *(each.text for s in store.sessions for each in s.statements),
            *(each.why for s in store.sessions for each in s.corrections),
        }

    assert len(sentences(kept)) == len(sentences(english)) > 10
    assert sentences(kept).isdisjoint(sentences(english)) is (language != "en")
