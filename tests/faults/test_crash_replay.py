"""The power goes after any change to the disk: nothing acknowledged is lost, nothing is silently wrong."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

import pytest
from tests.contract.sessions import ANNA, BEN, session
from tests.faults.days import day
from tests.faults.recording import Found, Medium, RecordingFiles
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
    traces,
)

from coachtui.store import disk
from coachtui.store.index import index_row
from coachtui.store.verify import verify

LONG = bool(os.environ.get("COACHTUI_TORTURE"))
SEED = int(os.environ.get("COACHTUI_SEED", "20261126"))
STATES = 100_000 if LONG else 150
"""States looked at for each scenario; where there are fewer, all of them."""

DAYS_STATES = 50_000 if LONG else 1_000
"""States of made-up days looked at, over as many days as have them."""


def played(laptop: Laptop, scenario: Scenario) -> tuple[RecordingFiles, list[Facts]]:
    """Play a scenario on a recording disk; return the record and what was true at each acknowledgement."""
    facts = [laptop.facts()]
    recorder = RecordingFiles()
    with disk.through(recorder):
        for _said in scenario(laptop):
            recorder.say()
            facts.append(Laptop(laptop.folder).facts())
    return recorder, facts


def crash_states(
    before: Medium, recorder: RecordingFiles, chance: random.Random
) -> Iterator[tuple[str, int, dict[Path, Found], set[Path]]]:
    """Yield every state after every change, with how much was acknowledged by then."""
    said = 0
    for place, change in enumerate(recorder.changes):
        before.apply(change)
        said += change.kind == "said"
        for told, files, folders in before.states(chance):
            yield f"after change {place} ({change.kind} {change.path.name}), {told}", said, files, folders


def found_again(folder: Path, files: dict[Path, Found], folders: set[Path]) -> Laptop:
    """Put a state on a real disk and open the store there as the program would."""
    shutil.rmtree(folder)
    folder.mkdir()
    for path in sorted(folders):
        path.mkdir(parents=True, exist_ok=True)
    for path, found in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(found.data)
        os.utime(path, ns=(found.at, found.at))
    return Laptop(folder)


def check_state(laptop: Laptop, facts: list[Facts], said: int, told: str) -> None:
    """The store says what was acknowledged, or what was under way; it is whole and goes on."""
    now = laptop.facts()
    assert now in facts[said : said + 2], told
    assert sorted(laptop.store.rows(), key=attrgetter("id")) == [index_row(found) for found in now[0]], told
    findings = verify(laptop.root, seals=laptop.protection.seals()).findings
    assert {finding.code for finding in findings} <= {"torn_tail"}, (told, findings)
    if ANNA in laptop.store.erased.ids():
        laptop.backups().make()
        assert traces(laptop.folder, ANNA) == [], told
    laptop.store.put(session(77, agent_id=BEN))
    laptop.store.close()
    again = Laptop(laptop.folder)
    assert {found.id for found in again.facts()[0]} == {found.id for found in now[0]} | {session(77).id}, told


def replayed(folder: Path, scenario: Scenario) -> tuple[int, int]:
    """Play a scenario and look at what a loss of power leaves; return how many states, of how many."""
    chance = random.Random(f"{SEED} {scenario.__name__}")
    laptop = prepared(folder, scenario)
    before = Medium.holding(folder)
    recorder, facts = played(laptop, scenario)
    states = list(crash_states(before, recorder, chance))
    looked_at = states if len(states) <= STATES else chance.sample(states, STATES)
    for told, said, files, folders in looked_at:
        where = f"{scenario.__name__}, seed {SEED}: {told}"
        check_state(found_again(folder, files, folders), facts, said, where)
    return len(looked_at), len(states)


@pytest.mark.parametrize("scenario", [*PLAIN, *SEALED], ids=lambda scenario: scenario.__name__)
@pytest.mark.timeout(3600)
def test_whenever_the_power_goes(scenario: Scenario, tmp_path: Path) -> None:
    looked_at, there_are = replayed(tmp_path / "laptop", scenario)
    assert looked_at >= 10
    print(f"{scenario.__name__}: {looked_at} of {there_are} states, nothing lost")


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
    states = list(crash_states(before, recorder, chance))
    for told, _said, files, folders in states if LONG else chance.sample(states, 60):
        found = found_again(folder, files, folders)
        erase(found, ANNA)
        found.backups().make()
        assert traces(folder, ANNA) == [], f"{scenario.__name__}, seed {SEED}: {told}"


@pytest.mark.timeout(3600 * 4)
def test_whenever_the_power_goes_on_a_day_at_work(tmp_path: Path) -> None:
    looked_at = days = 0
    while looked_at < DAYS_STATES:
        looked_at += replayed(tmp_path / f"laptop-{days}", day(days))[0]
        days += 1
    print(f"{days} days at work, {looked_at} states, nothing lost; seed {SEED}")
