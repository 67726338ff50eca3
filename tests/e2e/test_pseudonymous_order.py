"""Breaker C1: whoever has a list of the team cannot line it up with an export without names.

The attacker knows the list in the order it was taken in, and reads the export in every order it offers.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.contract.sessions import START, evaluation, identity, session
from tests.e2e.program import Program

from coachtui.bootstrap import open_program
from coachtui.domain.form import FormRef
from coachtui.store.log.lock import StoreLock
from coachtui.store.records.pseudonyms import PSEUDONYMS, LogPseudonyms

SIZE = 60
NAMES = [f"{first}{second}a Testdotter" for first in "ABCDEFGHIJKL" for second in "aeiou"]
FORMATS = ("json", "jsonl", "md")


@pytest.fixture(name="program", scope="module")
def _program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A team from an alphabetical list, sat beside one after the other, and once all together."""
    folder: Path = tmp_path_factory.mktemp("laptop")
    program = Program(folder)
    (folder / "team.csv").write_text("name\n" + "\n".join(NAMES) + "\n", "utf-8")
    assert program.run("roster", "import", str(folder / "team.csv")).returncode == 0
    local = open_program(data_dir=str(program.data), config_dir=str(program.config))
    ids = listed(local.team.agents())
    for number, agent_id in enumerate(ids, 10):
        local.sessions.put(_listened(number, agent_id))
        local.sessions.put(_listened(number + 1000, agent_id))
    together = _listened(5000, ids[0])
    form = FormRef(id="phone-technique", version=1)
    each = (evaluation(6000 + place, form, 3, START, agent) for place, agent in enumerate(ids))
    contact = together.contacts[0].id
    local.sessions.put(
        replace(
            together,
            agent_ids=tuple(ids),
            evaluations=tuple(replace(e, contact_id=contact, answers={}) for e in each),
        )
    )
    local.close()
    yield program
    program.close()


def listed(agents: Iterable[Any]) -> list[str]:
    """Ids in the order of the list that was taken in."""
    return [agent.id for agent in sorted(agents, key=lambda agent: str(agent.name))]


def _listened(number: int, agent_id: str) -> Any:
    """A session of which the time says nothing about where its agent stands in the list."""
    start = START + timedelta(days=number * 37 % 31)
    return replace(session(number, agent_id=agent_id, start=start, status="final", answered=2))


def places(program: Program, found: Iterable[str]) -> list[int]:
    """Where in the list those stand whose pseudonyms were met, each at the first place it was met at."""
    store = program.data / "store"
    pseudonyms = LogPseudonyms(store / PSEUDONYMS, StoreLock(store / ".lock"))
    local = open_program(data_dir=str(program.data), config_dir=str(program.config))
    place = {pseudonyms.of(one): at for at, one in enumerate(listed(local.team.agents()))}
    local.close()
    return [place[one] for one in dict.fromkeys(found) if one in place]


def leads_to_somebody(order: list[int]) -> bool:
    """Whether an order agrees with the list, forwards or backwards, as one in a million would by chance."""
    size = len(order)
    pairs = size * (size - 1) / 2
    rising = sum(one < other for one, other in combinations(order, 2))
    spread = math.sqrt(2 * (2 * size + 5) / (9 * size * (size - 1)))  # of Kendall's tau without any tie
    found_again = sum(at == place for at, place in enumerate(order))  # one by chance
    neighbours = sum(abs(one - other) == 1 for one, other in pairwise(order))  # two by chance
    return abs(2 * rising - pairs) / pairs > 5.5 * spread or found_again > 11 or neighbours > 14


def test_c1_the_measure_sees_an_order_that_leads_to_somebody() -> None:
    in_order = list(range(SIZE))
    assert leads_to_somebody(in_order)
    assert leads_to_somebody(in_order[::-1])
    assert leads_to_somebody([*in_order[30:], *in_order[:30]])
    assert leads_to_somebody([*in_order[20:40][::-1], *in_order[40:], *in_order[:20]])
    assert not leads_to_somebody([at * 17 % 61 - 1 for at in range(1, 61)])


@pytest.mark.parametrize("form", FORMATS)
def test_c1_no_order_in_an_export_is_that_of_the_team(program: Program, form: str) -> None:
    text = program.get("export", "--pseudonymous", "--format", form)
    met = re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", text.replace("\\-", "-"))
    order = places(program, met)
    assert len(order) == SIZE
    assert not leads_to_somebody(order)


def test_c1_no_array_by_itself_is_in_the_order_of_the_team(program: Program) -> None:
    document = json.loads(program.get("export", "--pseudonymous"))
    shared = next(each for each in document["sessions"] if len(each["agent_ids"]) > 1)
    orders = {
        "agents": [agent["id"] for agent in document["agents"]],
        "sessions": [s["agent_ids"][0] for s in document["sessions"] if len(s["agent_ids"]) == 1],
        "evaluations": [e["agent_id"] for e in document["evaluations"]],
        "last evaluations": [e["agent_id"] for e in document["evaluations"]][::-1],
        "those of one session": shared["agent_ids"],
        "evaluated in one session": [
            e["agent_id"] for e in document["evaluations"] if e["session_id"] == shared["id"]
        ],
        "ids of agents": sorted(agent["id"] for agent in document["agents"]),
        "ids of sessions": [
            s["agent_ids"][0]
            for s in sorted(document["sessions"], key=lambda s: str(s["id"]))
            if len(s["agent_ids"]) == 1
        ],
    }
    for name, found in orders.items():
        order = places(program, found)
        assert len(order) == SIZE, name
        assert not leads_to_somebody(order), (name, order)


def test_c1_every_list_is_sorted_by_what_it_tells_itself(program: Program) -> None:
    document = json.loads(program.get("export", "--pseudonymous"))
    agents = [agent["id"] for agent in document["agents"]]
    assert agents == sorted(agents)
    alone = [(s["agent_ids"][0], s["id"]) for s in document["sessions"] if len(s["agent_ids"]) == 1]
    assert alone == sorted(alone)
    assert len(document["sessions"][-1]["agent_ids"]) == SIZE
    for each in document["sessions"]:
        assert each["agent_ids"] == sorted(each["agent_ids"])
        for name in ("notes", "marks"):
            assert each[name] == sorted(each[name], key=lambda one: (one["at"], one["id"]))
    for agent in document["agents"]:
        assert agent["start_date"] is None


def test_c1_no_time_of_an_original_id_is_left(program: Program) -> None:
    """UUIDv7 begins with 48 bits of time; those of this store all begin alike, and no pseudonym does."""
    text = program.get("export", "--pseudonymous")
    met = set(re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", text))
    starts = {identity(1)[:13], *(one[:13] for one in met)}
    assert len(starts) == len(met) + 1
