"""Every scenario under every condition: done, or told in a sentence; nothing lost, nothing strange left."""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from tests.faults.conditions import CONDITIONS, Condition, on_a_small_disk, small_disk
from tests.faults.scenarios import PLAIN, SEALED, Facts, Laptop, Scenario, prepared
from tests.faults.test_crash_replay import check_state

from coachtui.domain.errors import CoachError
from coachtui.services.words.sentences import CODES
from coachtui.store.log import layout

ACCEPTED = {"store", "backups", "filler", ".store.exchange.lock", ".store.backup.lock"}
"""The last two are empty, and left where a disk makes files but cannot lock them."""

EVERY = [*PLAIN, *SEALED]


def play(laptop: Laptop, scenario: Scenario, condition: Condition) -> tuple[list[Facts], str]:
    """Play a scenario; return what was true after each acknowledgement and the code that it ended with."""
    facts = [laptop.facts()]
    laptop.now = condition.clock()
    steps = scenario(laptop)
    while True:
        with condition.disk(laptop.folder):
            try:
                next(steps)
            except StopIteration:
                return facts, ""
            except CoachError as error:
                return facts, error.code
        facts.append(Laptop(laptop.folder).facts())


def judge(folder: Path, scenario: Scenario, condition: Condition, told: str) -> str:
    """Play a scenario under a condition and look at what is left, with a sound disk and a right clock."""
    image = folder.with_name(f"{folder.name} before")
    prepared(folder, scenario)
    shutil.copytree(folder, image, dirs_exist_ok=True)
    whole, code = play(Laptop(image), scenario, Condition("all is well"))
    assert code == "", told
    facts, code = play(Laptop(folder), scenario, condition)
    assert code == "" or code in CODES, (told, code)
    assert facts == whole[: len(facts)], told
    laptop = Laptop(folder)
    assert layout.unknown_files(laptop.root) == [], told
    check_state(laptop, whole, len(facts) - 1, f"{told}: {code or 'done'}")
    left = {path.name for path in folder.iterdir()} - ACCEPTED
    assert {name for name in left if not name.startswith("store.before-")} == set(), (told, left)
    return code


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
@pytest.mark.timeout(3600)
def test_every_scenario_under_a_condition(condition: Condition, tmp_path: Path) -> None:
    codes = {
        scenario.__name__: judge(
            tmp_path / str(number), scenario, condition, f"{scenario.__name__}, {condition.name}"
        )
        for number, scenario in enumerate(EVERY)
    }
    print(condition.name, {name: code for name, code in codes.items() if code})
    assert condition.name.startswith(("room", "no room", "read", "no locks")) or not any(codes.values())
    refused = condition.name in {"no room at all", "read-only", "no locks"}
    assert not refused or (codes["first_start"] and codes["encrypting"] and codes["sealed rekeying"])


def filled(mount: Path, _folder: Path) -> AbstractContextManager[None]:
    return small_disk(mount)


@pytest.mark.timeout(3600)
def test_every_scenario_on_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """Where the machine lets nobody mount a disk, one that only looks full does."""
    for number, scenario in enumerate(EVERY):
        folder = tmp_path / f"disk{number}"
        with on_a_small_disk(folder):
            full = Condition("a full disk", disk=partial(filled, folder))
            code = judge(folder / "laptop", scenario, full, f"{scenario.__name__}, a full disk")
            assert code in {"", "disk_full"}, (scenario.__name__, code)
