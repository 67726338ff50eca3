"""The power goes after any change to the disk: nothing acknowledged is lost, nothing is silently wrong."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.contract.sessions import ANNA, BEN, session
from tests.faults.days import day
from tests.faults.medium import Losses, Medium, State
from tests.faults.recording import RecordingFiles
from tests.faults.scenarios import (
    PLAIN,
    SEALED,
    Facts,
    Laptop,
    Scenario,
    backing_up,
    erase,
    prepared,
    restoring,
)
from tests.faults.traces import traces
from tests.sizes import SEED, TORTURE, by_size

from coachtui.store.keeping.checks.verify import verify
from coachtui.store.log import disk
from coachtui.store.records.index import index_row

LOSSES = Losses(names=12, mixed=30) if TORTURE else Losses(names=2, mixed=4)
STATES = by_size(12, 70, 10_000)
"""Different states looked at for each scenario; where there are fewer, all of them."""

TWICE, SECONDS = by_size((1, 2), (4, 2), (60, 25))
"""States looked at for each scenario in which the power goes again, and how many are then looked at."""

DAYS_STATES = by_size(40, 240, 30_000)
"""States of made-up days looked at, over as many days as have them."""

DAY_STATES = by_size(20, 60, 2_500)
"""States looked at for each of these days."""


class Crash(NamedTuple):
    """What is left after a loss of power, and how much was acknowledged before it."""

    told: str
    said: int
    state: State


def played(laptop: Laptop, scenario: Scenario) -> tuple[RecordingFiles, list[Facts]]:
    """Play a scenario on a recording disk; return the record and what was true at each acknowledgement."""
    facts = [laptop.facts()]
    recorder = RecordingFiles()
    with disk.using_file_system(recorder):
        for _said in scenario(laptop):
            recorder.say()
            facts.append(Laptop(laptop.folder).facts())
    return recorder, facts


def crash_states(before: Medium, recorder: RecordingFiles, chance: random.Random) -> Iterator[Crash]:
    """Yield every different state after every change, with how much was acknowledged by then."""
    said = 0
    seen: set[int] = set()
    for place, change in enumerate(recorder.changes):
        before.apply(change)
        said += change.kind == "said"
        for state in before.states(chance, LOSSES):
            mark = hash((said, frozenset(state.files.items()), frozenset(state.folders)))
            if mark not in seen:
                seen.add(mark)
                yield Crash(
                    f"after change {place} ({change.kind} {change.path.name}), {state.told}", said, state
                )


def drawn(crashes: Iterator[Crash], most: int, chance: random.Random) -> tuple[list[Crash], int]:
    """Return so many of the states, each as likely as any other, and how many there are."""
    kept: list[Crash] = []
    there_are = 0
    for there_are, crash in enumerate(crashes, 1):
        if len(kept) < most:
            kept.append(crash)
        elif (place := chance.randrange(there_are)) < most:
            kept[place] = crash
    return kept, there_are


def put_down(folder: Path, state: State) -> None:
    """Put a state on a real disk."""
    shutil.rmtree(folder)
    folder.mkdir()
    for path in sorted(state.folders):
        path.mkdir(parents=True, exist_ok=True)
    for path, found in state.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(found.data)
        os.utime(path, ns=(found.at, found.at))


def found_again(folder: Path, state: State) -> Laptop:
    """Put a state on a real disk and open the store there as the program would."""
    put_down(folder, state)
    return Laptop(folder)


def check_state(laptop: Laptop, facts: list[Facts], said: int, told: str) -> None:
    """The store says what was acknowledged, or what was under way; it is whole and goes on."""
    now = laptop.facts()
    assert now in facts[said : said + 2], told
    assert sorted(laptop.store.rows(), key=attrgetter("id")) == [index_row(found) for found in now[0]], told
    findings = verify(laptop.root, seals=laptop.protection.seals()).findings
    assert {finding.code for finding in findings} <= {"torn_tail"}, (told, findings)
    if ANNA in laptop.store.erased.ids():
        laptop.backups().daily.make()
        assert traces(laptop.folder, ANNA) == [], told
    laptop.store.put(session(77, agent_id=BEN))
    laptop.store.close()
    again = Laptop(laptop.folder)
    assert {found.id for found in again.facts()[0]} == {found.id for found in now[0]} | {session(77).id}, told


def crashed(
    folder: Path, scenario: Scenario, most: int, chance: random.Random
) -> tuple[list[Crash], list[Facts], int]:
    """Play a scenario; return what a loss of power leaves, what was true, and of how many states."""
    laptop = prepared(folder, scenario)
    before = Medium.holding(folder)
    recorder, facts = played(laptop, scenario)
    crashes, there_are = drawn(crash_states(before, recorder, chance), most, chance)
    return crashes, facts, there_are


def replayed(folder: Path, scenario: Scenario, most: int = STATES) -> tuple[int, int]:
    """Play a scenario and look at what a loss of power leaves; return how many states, of how many."""
    chance = random.Random(f"{SEED} {scenario.__name__}")
    crashes, facts, there_are = crashed(folder, scenario, most, chance)
    for crash in crashes:
        where = f"{scenario.__name__}, seed {SEED}: {crash.told}"
        check_state(found_again(folder, crash.state), facts, crash.said, where)
    return len(crashes), there_are


def replayed_twice(folder: Path, scenario: Scenario) -> int:
    """Let the power go again while what it left is put right and used; return how many states there were."""
    chance = random.Random(f"{SEED} {scenario.__name__} twice")
    crashes, _facts, _there_are = crashed(folder, scenario, TWICE, chance)
    looked_at = 0
    for crash in crashes:
        put_down(folder, crash.state)
        before = Medium.holding(folder)
        recorder, facts = played_from_the_start(folder)
        again, _there_are = drawn(crash_states(before, recorder, chance), SECONDS, chance)
        for second in again:
            where = f"{scenario.__name__}, seed {SEED}: {crash.told}; opened, {second.told}"
            check_state(found_again(folder, second.state), facts, second.said, where)
        looked_at += len(again)
    return looked_at


def played_from_the_start(folder: Path) -> tuple[RecordingFiles, list[Facts]]:
    """Open a store that a loss of power left, and save a session; return the record and what was true."""
    recorder = RecordingFiles()
    with disk.using_file_system(recorder):
        laptop = Laptop(folder)
        facts = [laptop.facts()]
        laptop.store.put(session(77, agent_id=BEN))
        recorder.say()
        laptop.store.close()
    more = sorted([*facts[0][0], session(77, agent_id=BEN)], key=attrgetter("id"))
    facts.append((tuple(more), *facts[0][1:]))
    assert Laptop(folder).facts() == facts[1]
    return recorder, facts


@pytest.mark.parametrize("scenario", [*PLAIN, *SEALED], ids=lambda scenario: scenario.__name__)
@pytest.mark.timeout(3600)
def test_whenever_the_power_goes(scenario: Scenario, tmp_path: Path) -> None:
    looked_at, there_are = replayed(tmp_path / "laptop", scenario)
    assert looked_at >= 10
    print(f"{scenario.__name__}: {looked_at} of {there_are} states, nothing lost; seed {SEED}")


@pytest.mark.parametrize("scenario", [*PLAIN, *SEALED], ids=lambda scenario: scenario.__name__)
@pytest.mark.timeout(3600)
def test_whenever_the_power_goes_twice(scenario: Scenario, tmp_path: Path) -> None:
    looked_at = replayed_twice(tmp_path / "laptop", scenario)
    print(f"{scenario.__name__}: {looked_at} states after a second loss, nothing lost; seed {SEED}")
    assert looked_at > 0


@pytest.mark.parametrize("scenario", [backing_up, restoring], ids=lambda scenario: scenario.__name__)
@pytest.mark.timeout(3600)
def test_an_agent_can_be_erased_from_whatever_was_left_of_a_backup(
    scenario: Scenario, tmp_path: Path
) -> None:
    folder = tmp_path / "laptop"
    laptop = prepared(folder, scenario)
    before = Medium.holding(folder)
    recorder, _facts = played(laptop, scenario)
    chance = random.Random(SEED)
    crashes, _there_are = drawn(crash_states(before, recorder, chance), by_size(10, 60, 2_000), chance)
    for crash in crashes:
        found = found_again(folder, crash.state)
        erase(found, ANNA)
        found.backups().daily.make()
        assert traces(folder, ANNA) == [], f"{scenario.__name__}, seed {SEED}: {crash.told}"


@pytest.mark.timeout(3600 * 4)
def test_whenever_the_power_goes_on_a_day_at_work(tmp_path: Path) -> None:
    looked_at = days = 0
    while looked_at < DAYS_STATES:
        looked_at += replayed(tmp_path / f"laptop-{days}", day(days), DAY_STATES)[0]
        days += 1
    print(f"{days} days at work, {looked_at} states, nothing lost; seed {SEED}")
