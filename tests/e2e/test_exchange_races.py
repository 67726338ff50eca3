"""The passphrase set and taken away while other commands write: all are done or refused, nobody is lost."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest
from tests.contract.test_exchange_and_waiters import AtRenames
from tests.contract.test_protection_faults import AtTheRename, Killed, killed
from tests.e2e.program import COMMAND
from tests.e2e.test_safe_store import PASSPHRASE, Safe

from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.log import disk

pytestmark = pytest.mark.e2e

NAMES = [f"Agent {number}" for number in range(10)]
ROUNDS = 2
WRITERS = 2
APART = 1.5
"""Seconds in which a command that was started comes to wait for the lock."""
_BUSY, _LOCKED = 3, 4
"""Exit codes of who was refused: another window is at work, or the passphrase is another one by now."""


@pytest.fixture(name="program")
def _program(tmp_path: Path) -> Iterator[Safe]:
    program = Safe(tmp_path)
    for name in NAMES:
        program.add_agent(name)
    yield program
    program.close()


def begun(program: Safe, *arguments: str) -> subprocess.Popen[str]:
    """Start a command that is given the passphrase, and do not wait for it."""
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\n".encode())
    os.close(writing)
    try:
        return subprocess.Popen(
            [*COMMAND, *arguments, "--passphrase-fd", str(reading)],
            env=program.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            pass_fds=(reading,),
        )
    finally:
        os.close(reading)


def beside(program: Safe) -> list[str]:
    return sorted(path.name for path in program.data.iterdir() if path.name.startswith("store"))


def agents(program: Safe) -> set[str]:
    return {agent["name"] for agent in program.records()["agents"]}


def test_writers_at_any_moment_of_an_exchange_leave_one_whole_store(program: Safe) -> None:
    """Writers start before the first rename and between the two, which lie that far apart."""
    root = program.data / "store"
    protection = StoreProtection(root)
    added = set()
    for number in range(ROUNDS):
        writers: dict[str, subprocess.Popen[str]] = {}

        def start(number: int = number, writers: dict[str, subprocess.Popen[str]] = writers) -> None:
            for _each in range(WRITERS):
                name = f"New {number}.{len(writers)}"
                adds = len(writers) % 2
                writers[name] = begun(program, *(("roster", "add", "--name", name) if adds else ("backup",)))
            sleep(APART)

        with disk.using_file_system(AtRenames({root.with_name("store.old"): start, root: start})):
            if program.secret is None:
                protection.encrypt(PASSPHRASE)
            else:
                protection.decrypt()
        program.secret = None if program.secret else PASSPHRASE
        said = {name: writer.communicate()[1] for name, writer in writers.items()}
        codes = {name: writer.returncode for name, writer in writers.items()}
        assert len(codes) == 2 * WRITERS
        assert set(codes.values()) <= {0, _BUSY, _LOCKED}, said
        adds = [name for each, name in enumerate(writers) if each % 2]
        added |= {name for name in adds if codes[name] == 0}
        assert agents(program) == {*NAMES, *added}
        assert beside(program) == ["store"]


@pytest.mark.parametrize("arguments", [("check",), ("check", "--salvage"), ("roster", "list")])
def test_a_stub_in_the_place_of_the_store_is_never_taken_for_it(
    program: Safe, arguments: tuple[str, ...]
) -> None:
    root = program.data / "store"
    protection = StoreProtection(root)
    protection.encrypt(PASSPHRASE)
    with pytest.raises(Killed), disk.using_file_system(AtTheRename(root, killed)):
        protection.decrypt()
    root.mkdir()
    (root / ".lock").touch()
    assert program.run(*arguments).returncode == 0
    assert agents(program) == set(NAMES)
    assert beside(program) == ["store"]
