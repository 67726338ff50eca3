"""Days at work, made up at random: changes of every kind in any order, the store opened anew between."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Literal

from tests.contract.sessions import ANNA, BEN, START, session
from tests.faults.scenarios import Laptop, Scenario

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.session import Session, SessionStatus

CHANGES = 25
STATUSES: tuple[SessionStatus, ...] = ("live", "draft", "final")
Year = Literal[2025, 2026]


class Day:
    """One day; its number makes it what it is."""

    def __init__(self, laptop: Laptop, number: int) -> None:
        self._laptop = laptop
        self._chance = random.Random(f"day {number}")
        self._revision = 100
        kinds = (self.write, self.remove, self.take_in, self.people, self.content, self.rewrite, self.close)
        self._kinds: tuple[Callable[[], None], ...] = kinds

    def change(self) -> None:
        """Do one thing: mostly what a lead does most."""
        self._revision += 1
        self._chance.choices(self._kinds, (12, 2, 2, 2, 1, 2, 2))[0]()

    def write(self) -> None:
        wanted = self._session(self._chance.randint(50, 55), self._chance.choice(STATUSES))
        self._laptop.store.get(wanted.id)
        self._laptop.store.put(wanted)

    def remove(self) -> None:
        there = self._laptop.store.get(session(self._chance.randint(50, 55)).id)
        if there is not None:
            self._laptop.store.remove(there)

    def take_in(self) -> None:
        """Store several sessions at once, as an import does."""
        first = self._revision * 10
        several = [session(first + n, start=START.replace(year=2025), status="final") for n in range(3)]
        self._laptop.store.append_many(ANNA, 2025, several)

    def people(self) -> None:
        if self._chance.random() < 0.5:
            self._laptop.store.team.put_lead(Lead(id="lead", name=f"Lead {self._revision}"))
        else:
            new = [Agent(id=f"0190{self._revision}{n}", name=f"New {self._revision} {n}") for n in range(3)]
            self._laptop.store.team.put_agents(new)

    def content(self) -> None:
        self._laptop.store.keep_content("phone-technique", self._revision, "id = 'phone-technique'\n")

    def rewrite(self) -> None:
        for log in self._laptop.store.shards.written().values():
            log.log.compact(force=True)

    def close(self) -> None:
        self._laptop.store.close()
        self._laptop.open()

    def _session(self, number: int, status: SessionStatus) -> Session:
        return session(
            number,
            agent_id=self._chance.choice((ANNA, BEN)),
            start=START.replace(year=2025 + number % 2),
            answered=self._chance.randint(0, 12),
            status=status,
            revision=self._revision,
            text="word " * self._chance.randint(0, 400),
        )


def day(number: int) -> Scenario:
    """Return a day as a scenario; every second one is on a protected store."""

    def at_work(laptop: Laptop) -> Iterator[None]:
        today = Day(laptop, number)
        for _change in range(CHANGES):
            today.change()
            yield

    at_work.__name__ = f"sealed day {number}" if number % 2 else f"day {number}"
    return at_work
