"""Sessions on disk, as the ports ask for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.contract.conftest import Open
from tests.contract.faulty_disk import everything, faulty, read_only
from tests.contract.sessions import ANNA, BEN, START, identity, session
from tests.faults.failing import QuickFiles

from coachtui.domain.agent import Lead
from coachtui.domain.errors import StoreCorrupt, StoreError, StoreReadOnly
from coachtui.services import ports
from coachtui.store.log import disk
from coachtui.store.records.documents import SESSIONS
from coachtui.store.records.session_moves import Moves


def test_the_store_fits_its_ports(open_store: Open) -> None:
    store = open_store()
    sessions: ports.SessionStore = store
    team: ports.TeamStore = store.team
    lease: ports.Lease = store.lease(identity(1))
    saver: ports.Saver = store.saver(lambda _state: None)
    lease.release()
    saver.close()
    assert (sessions.rows(), team.agents()) == ([], [])


def test_an_empty_store_is_empty_and_nothing_is_made_by_looking(open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    nothing = (store.rows(), list(store.every()), store.of_agent(ANNA), store.team.agents())
    assert nothing == ([], [], [], [])
    nobody = (
        store.get(identity(1)),
        store.newest.open_session_of(ANNA),
        store.team.lead(),
        store.kept_content("grow", 1),
    )
    assert nobody == (None, None, None, None)
    assert store.kept_content("grow", 1) is None
    store.close()
    assert list(tmp_path.iterdir()) == []


def test_a_session_comes_back_equal(open_store: Open) -> None:
    stored = session(1)
    open_store().put(stored)
    assert open_store().get(stored.id) == stored
    assert open_store().newest.open_session_of(ANNA) == stored
    assert open_store().of_agent(ANNA) == list(open_store().every()) == [stored]


def test_a_session_is_kept_with_its_agent_under_the_local_year_of_its_start(
    open_store: Open, tmp_path: Path
) -> None:
    eve = datetime.fromisoformat("2026-12-31T23:30:00-01:00")
    store = open_store()
    store.put(session(1, start=eve))
    store.put(replace(session(1, start=eve), revision=9, ended_at=eve + timedelta(days=2)))
    assert [path.name for path in (tmp_path / "store" / "agents" / ANNA).iterdir()] == ["2026.jsonl"]


def test_a_save_is_one_append_and_one_sync_of_one_file(open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    store.put(session(1, revision=1))
    before = everything(tmp_path)
    with faulty() as disk:
        store.put(session(1, revision=2))
    assert [call for call in disk.log if call not in {"open", "mkdir"}] == ["write", "fsync"]
    after = everything(tmp_path)
    changed = [name for name in after if after[name] != before.get(name)]
    assert changed == [f"store/agents/{ANNA}/2026.jsonl"]
    grown = len(after[changed[0]]) - len(before[changed[0]])
    assert grown <= len(SESSIONS.encode(session(1, revision=2))) + 120


def test_a_save_does_not_grow_with_history(open_store: Open) -> None:
    store = open_store()

    def calls() -> list[str]:
        store.put(session(1, revision=2))
        with faulty() as disk:
            store.put(session(1, revision=3))
        return disk.log

    few = calls()
    store.append_many(ANNA, 2026, [session(n, status="final") for n in range(2, 300)])
    assert calls() == few


def test_the_newest_of_several_running_sessions_is_offered(open_store: Open) -> None:
    store = open_store()
    for number in (2, 1, 3):
        store.put(session(number, start=START + timedelta(hours=number)))
    store.put(session(4, start=START + timedelta(hours=9), status="draft"))
    running = open_store().newest.open_session_of(ANNA)
    assert running is not None
    assert running.id == identity(3)


def test_a_session_begun_before_new_year_still_runs(open_store: Open) -> None:
    store = open_store()
    store.put(session(1, start=START))
    store.put(session(2, start=START + timedelta(days=100), status="final"))
    running = open_store().newest.open_session_of(ANNA)
    assert running is not None
    assert running.id == identity(1)


def test_writing_on_a_read_only_disk_says_so(open_store: Open) -> None:
    store = open_store()
    with read_only():
        for attempt in (
            lambda: store.put(session(1)),
            lambda: store.team.put_lead(Lead(id="1")),
            lambda: store.lease(identity(1)),
            lambda: store.keep_content("grow", 1, "x = 1"),
        ):
            with pytest.raises(StoreReadOnly) as refused:
                attempt()
            assert (refused.value.code, refused.value.facts) == ("store_read_only", {})


def test_a_session_moves_with_its_agent(open_store: Open) -> None:
    store = open_store()
    store.put(session(1))
    store.put(session(2, start=START + timedelta(days=1), agent_id=BEN))
    moved = replace(session(1), agent_ids=(BEN,), revision=8)
    store.put(moved)
    assert store.of_agent(ANNA) == open_store().of_agent(ANNA) == []
    assert [one.id for one in open_store().of_agent(BEN)] == [identity(1), identity(2)]
    assert open_store().get(moved.id) == moved
    assert len(open_store().rows()) == 2
    assert open_store().team.moves() == {}


def test_a_session_that_another_window_moved_is_found_where_it_is(open_store: Open) -> None:
    store, other = open_store(), open_store()
    store.put(session(1))
    assert other.get(session(1).id) == session(1)
    moved = replace(session(1), agent_ids=(BEN,), revision=4)
    store.put(moved)
    assert other.get(moved.id) == moved
    other.put(replace(moved, revision=5))
    assert [found.revision for found in open_store().every()] == [5]


def test_a_move_cut_off_anywhere_shows_the_session_once(open_store: Open, tmp_path: Path) -> None:
    base = open_store()
    base.put(session(1))
    base.team.put_lead(Lead(id="lead"))
    moved = replace(session(1), agent_ids=(BEN,), revision=8)
    start = everything(tmp_path)
    cut_off = 0
    for last in range(1, 60):
        for name in everything(tmp_path):
            (tmp_path / name).unlink()
        for name, data in start.items():
            (tmp_path / name).write_bytes(data)
        store = open_store()
        assert store.get(moved.id) == session(1)
        try:
            with faulty(lambda number, _name, last=last: 5 if number >= last else 0):  # type: ignore[misc]
                store.put(moved)
        except StoreError:
            cut_off += 1
        fresh = open_store()
        assert [one.id for one in fresh.every()] == [row.id for row in fresh.rows()] == [moved.id]
        assert len(fresh.of_agent(ANNA)) + len(fresh.of_agent(BEN)) == 1
        fresh.team.put_lead(Lead(id="lead", name="x"))
        fresh.close()
        assert open_store().team.moves() == {}
        assert [one.id for one in open_store().every()] == [moved.id]
    assert 5 < cut_off < 59


@pytest.mark.parametrize(("start", "target"), [(ANNA, BEN), (BEN, ANNA)])
def test_a_walk_meets_a_session_once_that_moves_meanwhile(open_store: Open, start: str, target: str) -> None:
    store = open_store()
    for number in (1, 2):
        store.put(session(number, agent_id=ANNA))
        store.put(session(number + 10, agent_id=BEN))
    store.put(session(50, agent_id=start))
    reading = open_store()
    walk = reading.every()
    met = [next(walk) for _session in range(3 if start == ANNA else 2)]  # all of the first log, no other
    other = open_store()
    assert other.get(identity(50)) is not None
    other.put(replace(session(50, agent_id=start), agent_ids=(target,), revision=9))

    met += walk

    assert sorted(found.id for found in met) == [identity(number) for number in (1, 2, 11, 12, 50)]


def test_removing_after_a_move_that_was_cut_off_brings_nothing_back(open_store: Open) -> None:
    store = open_store()
    store.put(session(1))
    moved = replace(session(1), agent_ids=(BEN,), revision=8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Moves, "_end", _power_goes)
        with pytest.raises(RuntimeError):
            store.put(moved)

    open_store().remove(moved)

    assert list(open_store().every()) == []
    assert open_store().team.moves() == {}


def _power_goes(_moves: Moves, _session_id: str, _source: object) -> None:
    raise RuntimeError("the power goes")


def test_a_removed_session_is_gone(open_store: Open) -> None:
    store = open_store()
    store.put(session(1))
    store.put(session(2, start=START + timedelta(days=1), status="final"))
    store.remove(session(1))
    store.remove(session(3, agent_id=BEN))
    store.close()
    assert [row.id for row in open_store().rows()] == [identity(2)]
    assert open_store().get(identity(1)) is None


def test_what_was_said_in_a_removed_session_is_in_no_file(open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    store.put(session(1, text="canary-of-note"))
    store.put(session(1, revision=4, text="canary-of-note, corrected"))
    store.put(session(2, start=START + timedelta(days=1), text="another"))
    store.remove(session(1))
    assert [name for name, data in everything(tmp_path).items() if b"canary-of-note" in data] == []
    assert [one.id for one in open_store().every()] == [identity(2)]


def test_what_was_said_in_a_moved_session_leaves_the_old_agents_folder(
    open_store: Open, tmp_path: Path
) -> None:
    store = open_store()
    store.put(session(1, text="canary-of-note"))
    store.put(session(2, start=START + timedelta(days=1), text="another"))
    store.put(replace(session(1, text="canary-of-note"), agent_ids=(BEN,), revision=8))
    holding = [name for name, data in everything(tmp_path).items() if b"canary-of-note" in data]
    assert holding == [f"store/agents/{BEN}/2026.jsonl"]
    assert [one.id for one in open_store().of_agent(ANNA)] == [identity(2)]


def test_a_session_is_removed_although_its_log_cannot_be_rewritten(open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    store.put(session(1))
    with faulty(lambda _number, name: 5 if name == "replace" else 0):
        store.remove(session(1))
    assert list(open_store().every()) == []
    assert [path.name for path in (tmp_path / "store" / "agents" / ANNA).iterdir()] == ["2026.jsonl"]


def test_many_sessions_are_stored_in_one_commit(open_store: Open, tmp_path: Path) -> None:
    many = [session(n, start=START + timedelta(hours=n), status="final") for n in range(1, 60)]
    store = open_store()
    with faulty() as disk:
        store.append_many(ANNA, 2026, many)
    assert disk.log.count("write") == 2, "the header and the sessions"
    store.close()
    assert open_store().of_agent(ANNA) == many
    assert len(open_store().rows()) == 59
    assert (tmp_path / "store" / "agents" / ANNA / "2026.jsonl").read_bytes().count(b"\n") == 2
    with pytest.raises(StoreError, match="wrong_log"):
        store.append_many(BEN, 2026, many)


def test_every_holds_one_log_at_a_time(open_store: Open) -> None:
    store = open_store()
    for year in range(2020, 2027):
        start = START.replace(year=year)
        store.append_many(ANNA, year, [session(year, start=start, status="final")])
    sessions = open_store().every()
    assert next(sessions).started_at.year == 2020
    store.append_many(ANNA, 2026, [session(1, status="final")])
    assert [one.started_at.year for one in sessions] == [2021, 2022, 2023, 2024, 2025, 2026, 2026]


def test_a_damaged_log_stops_what_needs_it_and_nothing_else(open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    for number in range(1, 4):
        store.put(session(number, start=START + timedelta(days=number)))
    store.put(session(9, agent_id=BEN))
    log = tmp_path / "store" / "agents" / ANNA / "2026.jsonl"
    log.write_bytes(log.read_bytes().replace(b"2026-4711", b"2026-4712", 1))
    with pytest.raises(StoreCorrupt):
        open_store().of_agent(ANNA)
    with pytest.raises(StoreCorrupt):
        list(open_store().every())
    with pytest.raises(StoreCorrupt):
        open_store().put(session(4))
    assert open_store().newest.open_session_of(BEN) is not None


def test_the_torn_copy_goes_with_the_next_clean_close(open_store: Open, tmp_path: Path) -> None:
    open_store().put(session(1))
    log = tmp_path / "store" / "agents" / ANNA / "2026.jsonl"
    log.write_bytes(log.read_bytes() + b'{"n":2,"put":{"ses')
    store = open_store()
    store.put(session(1, revision=5))
    assert sum(log.log.recovered for log in store.shards.written().values()) == len(b'{"n":2,"put":{"ses')
    assert log.with_name("2026.jsonl.torn").exists()
    store.close()
    assert not log.with_name("2026.jsonl.torn").exists()


def test_closing_compacts_what_has_grown(open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    for revision in range(120):
        store.put(session(1, revision=revision, answered=30))
    log = tmp_path / "store" / "agents" / ANNA / "2026.jsonl"
    large = log.stat().st_size
    store.close()
    assert log.stat().st_size < large / 50
    assert open_store().get(identity(1)) == session(1, revision=119, answered=30)
    assert [path.name for path in log.parent.iterdir()] == ["2026.jsonl"]


class Reading(QuickFiles):
    """The real file system, with the number of bytes read from it."""

    def __init__(self) -> None:
        self.count = 0

    def read(self, descriptor: int, size: int) -> bytes:
        data = super().read(descriptor, size)
        self.count += len(data)
        return data


def test_what_a_save_reads_does_not_grow_with_what_is_stored(open_store: Open) -> None:
    store = open_store()
    read = []
    for number in range(1, 61):
        store.put(session(number))
        files = Reading()
        with disk.using_file_system(files):
            store.put(session(number, revision=9))
        read.append(files.count)
    assert max(read[1:]) <= read[0]
