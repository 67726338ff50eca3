"""Every call to the disk fails, once and from then on, in every way: nothing lost, memory equals disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.contract.sessions import START
from tests.faults.failing import FAILURES, TIMES, FailingFiles, Failure, Times
from tests.faults.scenarios import PLAIN, SEALED, Facts, Laptop, Scenario, facts_of, prepared, unlocked
from tests.faults.test_crash_replay import check_state
from tests.sizes import SEED, TORTURE, by_size

from coachtui.domain.errors import CoachError
from coachtui.services.words.sentences import CODES
from coachtui.store.log import disk
from coachtui.store.records.session_store import LogSessionStore

STRIDE = by_size(6, 1, 1)
"""One call of so many fails; the seed shifts which one, and which failure it meets where not all."""

MANY = 150
"""Calls from which on a scenario counts as long."""

TOO_MANY = 500
"""Calls from which on a scenario takes too long with every failure at each of them: hours."""


class Fault(NamedTuple):
    """Which call fails, and how."""

    at: int
    failure: Failure
    times: Times


class Played(NamedTuple):
    """How a scenario went."""

    calls: int
    facts: list[Facts]
    code: str


def faults(calls: int, first: int) -> Iterator[Fault]:
    """Yield every call, once and from then on, with every failure.

    Short runs and the longest scenarios take the failures in turn; in long scenarios short runs take one of
    the two in turn as well.
    """
    turn = count(first + SEED)
    for at in range(1 + (first + SEED) % STRIDE, calls + 1, STRIDE):
        for times in TIMES if TORTURE or calls < MANY else (TIMES[at // STRIDE % 2],):
            every = TORTURE and calls < TOO_MANY
            for failure in FAILURES if every else (FAILURES[next(turn) % len(FAILURES)],):
                yield Fault(at, failure, times)


def play(laptop: Laptop, scenario: Scenario, fault: Fault | None, told: str = "") -> Played:
    """Play a scenario on a failing disk until an error ends it; return what was acknowledged on the way."""
    facts = [laptop.facts()]
    failing = FailingFiles(*fault) if fault is not None else FailingFiles()
    steps = scenario(laptop)
    code = ""
    while not code:
        with disk.using_file_system(failing):
            try:
                next(steps)
            except StopIteration:
                break
            except CoachError as error:
                code = speaking(error, told)
        if not code:
            facts.append(Laptop(laptop.folder).facts() if fault is None else facts[-1])
    return Played(len(failing.calls), facts, code)


def speaking(error: CoachError, told: str) -> str:
    """Return the code of an error, which has a sentence that says what to do."""
    assert error.code in CODES, told
    return error.code


def remembered_by(laptop: Laptop) -> Facts | str:
    """Return what a store says, or the code of the error it says instead."""
    try:
        return laptop.facts()
    except CoachError as error:
        return error.code


def memory_equals_disk(laptop: Laptop, told: str) -> None:
    """What the store says that saw the error is what one says that is opened now, or it says nothing."""
    try:
        remembered = laptop.facts()
    except CoachError as error:
        speaking(error, told)
        return
    beside = LogSessionStore(laptop.root, lambda: START, unlocked(laptop.root).seals())
    assert remembered == facts_of(beside), told


def each_fault(folder: Path, scenario: Scenario, look: Callable[[Laptop, str], None]) -> tuple[int, int]:
    """Play a scenario once for every fault; return how many there were and how many raised an error."""
    image = folder.with_name("image")
    prepared(folder, scenario)
    shutil.copytree(folder, image)
    whole = play(Laptop(folder), scenario, None)
    tried = refused = 0
    for fault in faults(whole.calls, len(scenario.__name__)):
        shutil.rmtree(folder)
        shutil.copytree(image, folder)
        laptop = Laptop(folder)
        told = f"{scenario.__name__}, call {fault.at} of {whole.calls}, {fault.failure} {fault.times}"
        result = play(laptop, scenario, fault, told)
        look(laptop, told)
        said = len(result.facts) - 1
        check_state(Laptop(folder), whole.facts, said, f"{told}: {result.code or 'no error'}")
        tried += 1
        refused += bool(result.code)
    return tried, refused


@pytest.mark.parametrize("scenario", [*PLAIN, *SEALED], ids=lambda scenario: scenario.__name__)
@pytest.mark.timeout(3600 * 4)
def test_whatever_call_fails(scenario: Scenario, tmp_path: Path) -> None:
    tried, refused = each_fault(tmp_path / "laptop", scenario, memory_equals_disk)
    print(f"{scenario.__name__}: {tried} faults, {refused} told, nothing lost")
    assert refused > 0
