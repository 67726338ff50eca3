"""Stores whose last saved record is damaged: how it was written, what is done to it, who may use it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.contract.protected import PASSPHRASE, furnish, opened
from tests.contract.sessions import ANNA, BEN, START, identity, session

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreCorrupt
from coachtui.domain.finding import Salvaged
from coachtui.store.keeping.checks.salvage import salvage
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.log.lock import StoreLock
from coachtui.store.records.erasure import Erasure

ANNAS, TEAM, ERASED = f"agents/{ANNA}/2026.jsonl", "team.jsonl", "erased.jsonl"
CARA = "0190cccc-0000-7000-8000-00000000000c"


class Store(NamedTuple):
    """A store under attack: its folder, and what opens it."""

    root: Path
    protection: StoreProtection

    def findings(self) -> set[tuple[str, str]]:
        found = verify(self.root, seals=self.protection.seals()).findings
        return {(finding.file, finding.code) for finding in found}

    def mended(self) -> list[Salvaged]:
        done, after = salvage(self.root, self.protection.seals(), StoreLock(self.root / ".lock"), START)
        assert after.findings == ()
        return done

    def program(self) -> LocalProgram:
        program = open_program(data_dir=str(self.root.parent), config_dir=str(self.root.parent / "config"))
        if program.protection.state() != "off":
            program.protection.unlock(PASSPHRASE)
        return program

    def last(self, name: str) -> bytes:
        return (self.root / name).read_bytes().splitlines(keepends=True)[-1]


def furnished(root: Path, kind: str) -> Store:
    furnish(root)
    protection = StoreProtection(root)
    if kind == "sealed":
        protection.encrypt(PASSPHRASE)
    store = opened(root, protection)
    store.team.put_agents([Agent(id=ANNA, name="Anna")])
    store.close()
    return Store(root, protection)


def imported(store: Store) -> str:
    """A year that came in one record, in a log begun with it."""
    shutil.rmtree(store.root / f"agents/{ANNA}")
    (store.root / "index.jsonl").unlink()
    window = opened(store.root, store.protection)
    window.append_many(ANNA, 2026, [session(number, status="final") for number in range(1, 7)])
    window.close()
    return ANNAS


def imported_into_a_log(store: Store) -> str:
    window = opened(store.root, store.protection)
    window.append_many(ANNA, 2026, [session(number, status="final") for number in range(20, 27)])
    window.close()
    return ANNAS


def written_anew_with_another_protection(store: Store) -> str:
    if store.protection.state() == "off":
        store.protection.encrypt(PASSPHRASE)
    else:
        store.protection.rekey(PASSPHRASE)
    return ANNAS


def compacted(store: Store) -> str:
    window = opened(store.root, store.protection)
    for revision in range(9):
        window.put(session(5, start=START, status="final", revision=revision, text="x" * 4000))
    window.remove(session(3))
    window.close()
    return ANNAS


def finished_live(store: Store) -> str:
    window = opened(store.root, store.protection)
    window.put(session(30, start=START + timedelta(days=1), text="x" * 9000))
    window.put(session(30, start=START + timedelta(days=1), text="x" * 9000, revision=4, status="final"))
    window.close()
    return ANNAS


def whole_team(store: Store) -> str:
    window = opened(store.root, store.protection)
    window.team.put_agents([Agent(id=identity(n), name=f"Agent {n}", remember="x" * 200) for n in range(60)])
    window.close()
    return TEAM


def erased_somebody(store: Store) -> str:
    window = opened(store.root, store.protection)
    window.team.put_agents([Agent(id=CARA, name="Cara")])
    Erasure(window).erase(BEN, START.date())
    Erasure(window).erase(CARA, START.date())
    window.close()
    return ERASED


REFUSALS = {"log_lost", "backup_of_damaged", "damaged_record"}

Written = Callable[[Store], str]
Make = Callable[[str, Written | None, Path], tuple[Store, str]]
IN_SESSIONS: list[Written] = [
    imported,
    imported_into_a_log,
    written_anew_with_another_protection,
    compacted,
    finished_live,
]
EVERYWHERE: list[Written] = [*IN_SESSIONS, whole_team, erased_somebody]


def two_bytes(data: bytearray, start: int) -> None:
    middle = (start + len(data)) // 2
    data[middle] ^= 5
    data[middle + 9] ^= 3


def one_bit(data: bytearray, start: int) -> None:
    data[(start + len(data)) // 2] ^= 4


def zeroed_block(data: bytearray, start: int) -> None:
    block = max(start, len(data) - 4096 - 200)
    data[block : min(block + 4096, len(data))] = bytes(min(4096, len(data) - block))


def zeroed_end(data: bytearray, start: int) -> None:
    begin = max(start + 1, len(data) - 4096)
    data[begin:] = bytes(len(data) - begin)


def last_feed(data: bytearray, _start: int) -> None:
    data[-1] = ord("x")


Damage = Callable[[bytearray, int], None]
DAMAGES: list[Damage] = [two_bytes, one_bit, zeroed_block, zeroed_end, last_feed]
MENDED_WHOLLY = {one_bit, last_feed}


def hit(path: Path, damage: Damage) -> bytes:
    """Damage the last line of a log and return its bytes."""
    data = bytearray(path.read_bytes())
    damage(data, data.rfind(b"\n", 0, len(data) - 1) + 1)
    path.write_bytes(data)
    return bytes(data)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(StoreCorrupt) as told:
        act()
    return told.value.code


def use(store: Store, name: str) -> list[Callable[[], object]]:
    """What would read the damaged log, or write to it."""

    def answered() -> None:
        opened(store.root, store.protection).put(session(50, start=START + timedelta(days=2)))

    def added() -> None:
        opened(store.root, store.protection).team.put_agents([Agent(id=CARA, name="Cara")])

    def erase() -> None:
        Erasure(opened(store.root, store.protection)).erase(CARA, START.date())

    if name == TEAM:
        return [added, opened(store.root, store.protection).team.agents]
    if name == ERASED:
        return [erase, opened(store.root, store.protection).erased.ids]
    return [
        answered,
        lambda: opened(store.root, store.protection).newest.open_session_of(ANNA),
        lambda: opened(store.root, store.protection).newest.rows_of(ANNA),
        lambda: opened(store.root, store.protection).rows(),
        lambda: list(opened(store.root, store.protection).every()),
        lambda: opened(store.root, store.protection).append_many(ANNA, 2026, [session(51)]),
    ]
