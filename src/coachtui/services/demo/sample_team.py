"""The sample team: made-up agents with two months of sessions up to yesterday."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Protocol

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.live.offered_content import CORE_FORMS
from coachtui.domain.live.rules import Rules
from coachtui.domain.rhythm import MONTHLY_TARGET
from coachtui.domain.session import Session
from coachtui.domain.value import dataclass
from coachtui.services.demo.people import (
    BREACH,
    CORRECTED,
    DRAFT,
    PEOPLE,
    STATED,
    Person,
    agent_of,
    sample_lead,
)
from coachtui.services.demo.session import DemoSessions, Occasion
from coachtui.services.listening import PHASE_FORM
from coachtui.services.ports import Clock, Content, Ids, TeamStore

SEED = 41
"""The same day gives the same team, but for the ids."""

DAYS = 61
"""Length of the history, in days."""

_SATURDAY = 5
_MODELS = {"Björn Påhittad": "grow", "Farid Mønster": "clear", "Dana Sampleton": "oskar"}


class BulkStore(Protocol):
    """A store that accepts many sessions at a time."""

    def append_many(self, agent_id: str, year: int, sessions: Iterable[Session]) -> None:
        """Store sessions of one agent and one local year in one commit."""

    def keep_content(self, content_id: str, version: int, text: str) -> None:
        """Keep a copy of a form or model as first used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A day on which the lead listens to an agent, with the number of calls."""

    day: date
    calls: int


def make_demo(sessions: BulkStore, team: TeamStore, content: Content, clock: Clock, ids: Ids) -> None:
    """Store the sample team in the language in use.

    Args:
        sessions: An empty store's sessions.
        team: The same store's people.
        content: Forms and models.
        clock: Tells which day is today.
        ids: Where ids come from.

    Raises:
        StoreError: It could not be stored; what is there is half a team.
    """
    rng = Random(SEED)  # noqa: S311  chance that repeats itself, no secret
    today = clock.now()
    lead = sample_lead(ids)
    agents = {person: agent_of(person, today.date(), ids) for person in PEOPLE}
    team.put_agents(agents.values())
    forms = tuple(content.form(form_id) for form_id in CORE_FORMS)
    rules = Rules(forms={form.id: form for form in forms}, phases=content.form(PHASE_FORM).phases)
    rehearsal = DemoSessions(forms, rules, rng, ids)
    for form in forms:
        sessions.keep_content(form.id, form.version, form.source)
    for occasions in _history(agents, lead, content, today, rng):
        _store(sessions, [rehearsal.session(occasion) for occasion in occasions])
    for model in map(content.model, _MODELS.values()):
        sessions.keep_content(model.id, model.version, model.source)
    team.put_lead(lead)


def plan_visits(person: Person, today: date, rng: Random) -> list[Visit]:
    """Return the days on which the lead listens to a person, in order, the last one yesterday at most.

    The target is met in every whole month and kept up with in the running one (R24, R25), but with whoever is
    behind.
    """
    first = today - timedelta(days=DAYS)
    found: list[Visit] = []
    for days in _months(first, today):
        wanted = _wanted(person, days, today)
        open_days = [day for day in days if first <= day < today]
        found += _spread(open_days, wanted, rng)
    return found


def _months(first: date, today: date) -> Iterator[list[date]]:
    """Yield the working days of each calendar month from the first day to today."""
    month = first.replace(day=1)
    while month <= today:
        following = (month + timedelta(days=32)).replace(day=1)
        length = (following - month).days
        days = (month + timedelta(days=number) for number in range(length))
        yield [day for day in days if day.weekday() < _SATURDAY]
        month = following


def _wanted(person: Person, days: list[date], today: date) -> int:
    """Return the number of calls of a month to be listened to up to yesterday."""
    running = days[0].month == today.month and days[0].year == today.year
    elapsed = sum(day <= today for day in days)
    due = MONTHLY_TARGET * elapsed // len(days)
    if not running:
        listened = sum(day >= today - timedelta(days=DAYS) for day in days)
        usual = max(1, round(MONTHLY_TARGET * listened / len(days)))
        return max(1, usual + min(0, person.pace))
    return max(0, min(MONTHLY_TARGET, due + person.pace))


def _spread(days: list[date], calls: int, rng: Random) -> list[Visit]:
    """Yield visits that spread calls evenly over days, at times two calls on one day."""
    found: list[Visit] = []
    left = calls
    while left and days:
        together = 2 if left > 1 and rng.random() < 0.25 else 1
        place = (calls - left + rng.random()) * len(days) / calls
        found.append(Visit(day=days[min(int(place), len(days) - 1)], calls=together))
        left -= together
    return found


def _history(
    agents: Mapping[Person, Agent], lead: Lead, content: Content, today: datetime, rng: Random
) -> Iterator[list[Occasion]]:
    """Yield the plans of each agent's sessions, in order of time."""
    yesterday = today.date() - timedelta(days=1)
    for person, agent in agents.items():
        planned = plan_visits(person, today.date(), rng)
        if person.left:
            planned = planned[: len(planned) // 2]
        if person.name == DRAFT:
            planned = [visit for visit in planned if visit.day < yesterday] + [Visit(day=yesterday, calls=1)]
        yield [
            Occasion(
                agent=agent,
                lead=lead,
                began=_beginning(visit.day, place, today, rng),
                skill=min(0.92, person.skill + 0.02 * place),
                calls=visit.calls,
                model=content.model(_MODELS[person.name])
                if person.name in _MODELS and place == len(planned) - 1
                else None,
                breach=person.name == BREACH and place == len(planned) - 1,
                unfinished=person.name == DRAFT and visit.day == yesterday,
                corrected=person.name == CORRECTED and place == len(planned) - 1,
                stated=person.name == STATED and place == len(planned) - 1,
            )
            for place, visit in enumerate(planned)
        ]


def _beginning(day: date, place: int, today: datetime, rng: Random) -> datetime:
    """Return a start time in office hours; a later visit on the same day begins later."""
    hour = 8 + (2 * place) % 7
    return datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), today.tzinfo)


def _store(store: BulkStore, sessions: Iterable[Session]) -> None:
    by_year: defaultdict[tuple[str, int], list[Session]] = defaultdict(list)
    for session in sessions:
        by_year[session.agent_id, session.started_at.year].append(session)
    for (agent_id, year), of_year in by_year.items():
        store.append_many(agent_id, year, of_year)
