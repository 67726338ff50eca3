"""The index with a last record that is cut off or altered: it is made again, and lists say the truth."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.contract.protected import PASSPHRASE, furnish, opened
from tests.contract.sessions import ANNA, BEN, START, session
from tests.contract.test_incoming_damaged import (
    HITS,
    Hit,
    changed_at,
    emptied,
    last_line_cut_within,
    only_header,
    zeroed_middle,
)

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent
from coachtui.domain.listing import SessionRow
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.records.erasure import Erasure
from coachtui.store.records.session_store import LogSessionStore

INDEX = "index.jsonl"
FEW: list[Hit] = [changed_at(20), last_line_cut_within, only_header, emptied, zeroed_middle]
ADDED, REMOVED, CHANGED = session(30, status="final"), session(1), session(2)


class Indexed:
    """A store in which the last record of the index says what was added, removed and changed last."""

    def __init__(self, root: Path, kind: str) -> None:
        furnish(root)
        self.root = root
        self.protection = StoreProtection(root)
        if kind == "sealed":
            self.protection.encrypt(PASSPHRASE)
        store = self.store()
        store.put(replace(CHANGED, started_at=START + timedelta(hours=2)))
        store.remove(REMOVED)
        store.put(ADDED)
        store.close()
        assert (root / INDEX).read_bytes().count(b"\n") > 2, "more than a header and one record"
        self.wanted = self.derived()

    def store(self) -> LogSessionStore:
        return opened(self.root, self.protection)

    def derived(self) -> list[SessionRow]:
        """Return the rows as they are read from the logs alone."""
        kept = (self.root / INDEX).read_bytes()
        (self.root / INDEX).unlink()
        rows = self.store().rows()
        (self.root / INDEX).write_bytes(kept)
        return rows

    def program(self) -> LocalProgram:
        program = open_program(data_dir=str(self.root.parent), config_dir=str(self.root.parent / "config"))
        if program.protection.state() != "off":
            program.protection.unlock(PASSPHRASE)
        return program

    def hit(self, hit: Hit) -> None:
        path = self.root / INDEX
        path.write_bytes(hit(path.read_bytes()))

    def findings(self) -> set[tuple[str, str]]:
        found = verify(self.root, seals=self.protection.seals()).findings
        return {(finding.file, finding.code) for finding in found}


@pytest.fixture(name="indexed", params=["open", "sealed"])
def _indexed(tmp_path: Path, request: pytest.FixtureRequest) -> Indexed:
    return Indexed(tmp_path / "store", request.param)


@pytest.mark.parametrize("hit", HITS)
def test_lists_say_the_truth_beside_an_index_that_is_damaged(indexed: Indexed, hit: Hit) -> None:
    indexed.hit(hit)
    ids = [row.id for row in indexed.wanted]
    assert ADDED.id in ids
    assert REMOVED.id not in ids
    assert indexed.store().rows() == indexed.wanted
    assert {file for file, _code in indexed.findings()} <= {f"store/{INDEX}"}
    assert indexed.program().sessions.rows() == indexed.wanted


@pytest.mark.parametrize("hit", FEW)
def test_an_index_that_was_damaged_is_whole_once_it_was_brought_up(indexed: Indexed, hit: Hit) -> None:
    indexed.hit(hit)
    store = indexed.store()
    store.put(session(31, agent_id=BEN, start=START + timedelta(days=3), status="final"))
    store.close()
    assert indexed.findings() == set()
    assert indexed.store().rows() == indexed.derived()
    assert len(indexed.store().rows()) == len(indexed.wanted) + 1


@pytest.mark.parametrize("hit", FEW)
def test_what_a_log_lost_is_told_after_the_index_was_damaged_and_made_again(
    indexed: Indexed, hit: Hit
) -> None:
    indexed.hit(hit)
    store = indexed.store()
    store.rows()
    store.put(session(32, start=START + timedelta(days=3), status="final"))
    store.close()
    log = indexed.root / "agents" / ANNA / "2026.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    assert (f"store/agents/{ANNA}/2026.jsonl", "log_lost") in indexed.findings()


@pytest.mark.parametrize("hit", FEW)
def test_an_index_that_is_damaged_keeps_nobody_from_erasing(indexed: Indexed, hit: Hit) -> None:
    indexed.hit(hit)
    store = indexed.store()
    store.team.put_agents([Agent(id=ANNA, name="Anna")])
    Erasure(store).erase(ANNA, START.date())
    assert ANNA.encode() not in b"".join(p.read_bytes() for p in indexed.root.glob(f"{INDEX}*"))
    assert [row.agent_ids for row in indexed.program().sessions.rows()] == [(BEN,)]
