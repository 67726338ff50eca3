"""Write a store of realistic, varied sessions: make_store.py DIR --sessions N --agents M [--seed S].

Sessions are lived through command by command, as in the sample team; beyond the first two thousand they
are variations of those: other agents, days, ids and answers. They go through the program's own write path,
in one commit per agent and year. DIR is a data folder, as for ``--data-dir``.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from coachtui.bootstrap import open_program
from coachtui.domain.agent import Agent, Lead
from coachtui.domain.contact import Contact
from coachtui.domain.evaluation import Answer, Evaluation
from coachtui.domain.form import Form
from coachtui.domain.live.offered_content import CORE_FORMS
from coachtui.domain.live.rules import Rules
from coachtui.domain.note import Draft, Mark, Note
from coachtui.domain.session import Session
from coachtui.services.demo.session import DemoSessions, Occasion
from coachtui.services.listening import PHASE_FORM
from coachtui.services.ports import Content, Ids

SESSIONS_A_YEAR = 50
"""About what a lead who listens weekly has of one agent."""

MOST_YEARS = 10

LIVED = 2_000
"""Sessions lived through before variations of them are made."""

CHANGED = 0.15
"""Share of the judged answers that a variation draws anew."""

Taken = TypeVar("Taken", Note, Mark, Draft)

_FIRST = (
    "Alva",
    "Bo",
    "Cleo",
    "Dag",
    "Elin",
    "Femke",
    "Gro",
    "Hugo",
    "Ida",
    "Jens",
    "Kaja",
    "Lars",
    "敏",
    "Niels",
)
_LAST = ("Eksempel", "Exempel", "Voorbeeld", "Sample", "范例", "Muster", "Oppdiktet", "Påhittad", "Verzonnen")


def years_of(sessions: int, agents: int) -> int:
    """Return over how many years the sessions are spread."""
    return max(1, min(MOST_YEARS, -(-sessions // (agents * SESSIONS_A_YEAR))))


def shares(sessions: int, parts: int) -> list[int]:
    """Return ``sessions`` shared out as evenly as whole numbers can be."""
    return [sessions // parts + (part < sessions % parts) for part in range(parts)]


def beginnings(year: int, count: int, until: datetime, rng: Random) -> list[datetime]:
    """Return moments in office hours of one year, in order, none after ``until``."""
    first = date(year, 1, 2)
    last = min(date(year, 12, 30), until.date() - timedelta(days=1))
    days = max(1, (last - first).days)
    moments = [
        datetime.combine(
            first + timedelta(days=rng.randrange(days)), datetime.min.time(), until.tzinfo
        ).replace(hour=rng.randint(8, 15), minute=rng.randrange(60), second=rng.randrange(60))
        for _ in range(count)
    ]
    return sorted(moments)


class Variation:
    """Makes sessions out of others about forty times as fast as they can be lived through."""

    def __init__(self, forms: tuple[Form, ...], rng: Random, ids: Ids) -> None:
        """Take the forms the sessions were made with."""
        self._values = {
            (form.id, item.id): [value.value for value in item.answer_type.values]
            for form in forms
            for item in form.items()
            if not item.critical
        }
        self._rng = rng
        self._ids = ids

    def of(self, session: Session, agent: Agent, began: datetime) -> Session:
        """Return a variation with ids of its own.

        Args:
            session: One that was lived through.
            agent: Whom it is with now.
            began: When it begins now.
        """
        by = began - session.started_at
        contacts = {contact.id: self._ids.new() for contact in session.contacts}
        return replace(
            session,
            id=self._ids.new(),
            agent_ids=(agent.id,),
            started_at=began,
            ended_at=session.ended_at + by if session.ended_at else None,
            place=replace(session.place, contact_id=contacts[session.place.contact_id]),
            contacts=tuple(self._contact(contact, contacts[contact.id], by) for contact in session.contacts),
            evaluations=tuple(
                self._evaluation(evaluation, agent, contacts[evaluation.contact_id], by)
                for evaluation in session.evaluations
            ),
            notes=tuple(self._moved(note, contacts, by) for note in session.notes),
            marks=tuple(self._moved(mark, contacts, by) for mark in session.marks),
            drafts=tuple(self._moved(draft, contacts, by) for draft in session.drafts),
        )

    def _contact(self, contact: Contact, new_id: str, by: timedelta) -> Contact:
        reference = f"SAMPLE-{self._rng.randint(100_000, 999_999)}" if contact.reference else ""
        started = contact.started_at + by if contact.started_at else None
        return replace(contact, id=new_id, reference=reference, started_at=started)

    def _evaluation(self, evaluation: Evaluation, agent: Agent, contact_id: str, by: timedelta) -> Evaluation:
        rng, form = self._rng, evaluation.form.id
        answers: dict[str, Answer] = {}
        for item_id, old in evaluation.answers.items():
            values = self._values.get((form, item_id))
            value = old.value
            if values is not None and value is not None and rng.random() < CHANGED:
                value = rng.choice(values)
            answers[item_id] = Answer(
                value=value,
                na=old.na,
                at=old.at + by,
                call_s=old.call_s,
                star=old.star and value == old.value,
            )
        return replace(
            evaluation, id=self._ids.new(), contact_id=contact_id, agent_id=agent.id, answers=answers
        )

    def _moved(self, taken: Taken, contacts: dict[str, str], by: timedelta) -> Taken:
        contact = contacts[taken.contact_id] if taken.contact_id else None
        if isinstance(taken, Draft):
            return replace(taken, at=taken.at + by, contact_id=contact)
        return replace(taken, id=self._ids.new(), at=taken.at + by, contact_id=contact)


class Season:
    """Makes the sessions of one agent and year after the other."""

    def __init__(self, content: Content, lead: Lead, now: datetime, rng: Random, ids: Ids) -> None:
        """Take what all of them share."""
        forms = tuple(content.form(form_id) for form_id in CORE_FORMS)
        rules = Rules(forms={form.id: form for form in forms}, phases=content.form(PHASE_FORM).phases)
        self._models = [content.model(model_id) for model_id in content.model_ids()]
        self._rehearsal = DemoSessions(forms, rules, rng, ids)
        self._variation = Variation(forms, rng, ids)
        self._lived: list[Session] = []
        self._lead = lead
        self._now = now
        self._rng = rng

    def sessions(self, agent: Agent, year: int, count: int) -> Iterator[Session]:
        """Yield an agent's sessions of a year, in order of time."""
        for began in beginnings(year, count, self._now, self._rng):
            if len(self._lived) < LIVED:
                self._lived.append(self._live(agent, began))
                yield self._lived[-1]
            else:
                yield self._variation.of(self._rng.choice(self._lived), agent, began)

    def _live(self, agent: Agent, began: datetime) -> Session:
        rng = self._rng
        occasion = Occasion(
            agent=agent,
            lead=self._lead,
            began=began,
            skill=rng.uniform(0.3, 0.95),
            calls=2 if rng.random() < 0.15 else 1,
            model=rng.choice(self._models) if rng.random() < 0.1 else None,
            breach=rng.random() < 0.03,
            unfinished=rng.random() < 0.01,
        )
        return self._rehearsal.session(occasion)


def agent_number(number: int, today: date, new_id: str, rng: Random) -> Agent:
    """Return one of many agents; the number keeps names apart."""
    first, last = _FIRST[number % len(_FIRST)], _LAST[number // len(_FIRST) % len(_LAST)]
    return Agent(
        id=new_id,
        name=f"{first} {last} {number + 1:03}",
        alias=f"{first} {number + 1}",
        team=f"Team {number % 12 + 1}",
        start_date=today - timedelta(days=rng.randint(90, 3000)),
        language=rng.choice(("nb", "sv", "nl", "en", "zh-Hans")),
        remember="Wants the strengths first." if number % 3 == 0 else "",
    )


def make_store(folder: Path, *, sessions: int, agents: int, seed: int) -> None:
    """Write the store.

    Args:
        folder: A data folder; its store must not be there yet.
        sessions: How many sessions.
        agents: How many agents they are shared out to.
        seed: The same seed gives the same store on the same day, but for the ids.
    """
    program = open_program(data_dir=str(folder), config_dir=str(folder))
    rng = Random(seed)
    now, ids, content = program.clock.now(), program.ids, program.content
    lead = Lead(id=ids.new(), name="Robin Sampleson")
    team = [agent_number(number, now.date(), ids.new(), rng) for number in range(agents)]
    program.team.put_lead(lead)
    program.team.put_agents(team)
    for form in map(content.form, CORE_FORMS):
        program.sessions.keep_content(form.id, form.version, form.source)
    for model in map(content.model, content.model_ids()):
        program.sessions.keep_content(model.id, model.version, model.source)
    season = Season(content, lead, now, rng, ids)
    years = years_of(sessions, agents)
    for agent, of_agent in zip(team, shares(sessions, agents), strict=True):
        for age, of_year in enumerate(shares(of_agent, years)):
            year = now.year - age
            if of_year:
                program.sessions.append_many(agent.id, year, season.sessions(agent, year, of_year))
    program.sessions.close()


def main(arguments: Sequence[str]) -> int:
    """Read the arguments and write the store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument("--sessions", metavar="N", type=int, required=True)
    parser.add_argument("--agents", metavar="M", type=int, required=True)
    parser.add_argument("--seed", metavar="S", type=int, default=1)
    options = parser.parse_args(arguments)
    if options.sessions < 0 or options.agents < 1:
        parser.error("there must be an agent, and no fewer than 0 sessions")
    if (options.folder / "store").exists():
        parser.error(f"{options.folder} holds a store already")
    began = time.perf_counter()
    gc.freeze()
    make_store(options.folder, sessions=options.sessions, agents=options.agents, seed=options.seed)
    print(f"{options.sessions} sessions of {options.agents} agents in {time.perf_counter() - began:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
