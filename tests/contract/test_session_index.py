"""The index over all logs: quick, derived, and never missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.contract.conftest import Open
from tests.contract.faulty_disk import everything, read_only
from tests.contract.sessions import ANNA, BEN, START, identity, session

from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreError
from coachtui.domain.listing import session_row
from coachtui.domain.rhythm import UNCOUNTED_FORMS
from coachtui.domain.session import Session
from coachtui.store.records.documents import SESSIONS


def test_a_running_session_is_found_without_the_index(open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    store.append_many(ANNA, 2026, [session(n, status="final") for n in range(1, 20)])
    store.close()
    open_store().put(session(50, start=START + timedelta(days=1)))
    found = open_store()
    (tmp_path / "store" / "index.jsonl").write_bytes(b"not an index")
    running = found.newest.open_session_of(ANNA)
    assert running is not None
    assert running.id == identity(50)
    assert found.newest.open_session_of(BEN) is None


def test_rows_say_what_the_sessions_say_in_order_of_start(open_store: Open) -> None:
    sessions = [
        session(3, start=START + timedelta(days=400), agent_id=BEN),
        session(1, status="final"),
        session(2, start=START + timedelta(days=1), status="draft", agent_id=BEN),
    ]
    store = open_store()
    for one in sessions:
        store.put(one)
    wanted = [session_row(one, UNCOUNTED_FORMS) for one in sorted(sessions, key=lambda one: one.started_at)]
    assert store.rows() == wanted
    store.close()
    assert open_store().rows() == wanted
    assert wanted[0].evaluated == (date(2026, 11, 16),)


def test_forms_that_do_not_count_towards_the_month_are_no_evaluated_contact(open_store: Open) -> None:
    base = session(1, status="final")
    form = replace(base.evaluations[0].form, id="stress")
    open_store().put(replace(base, evaluations=(replace(base.evaluations[0], form=form),)))
    assert open_store().rows()[0].evaluated == ()


def test_the_index_is_read_and_logs_are_left_alone_when_nothing_changed(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store()
    for agent_id in (ANNA, BEN):
        store.append_many(
            agent_id, 2026, [session(n, agent_id=agent_id, status="final") for n in range(1, 9)]
        )
    store.close()
    wanted = open_store().rows()
    decoded: list[bytes] = []
    real = SESSIONS.decode

    def counted(document: bytes) -> Session:
        decoded.append(document)
        return real(document)

    monkeypatch.setattr(SESSIONS, "decode", counted)
    assert open_store().rows() == wanted
    assert decoded == []
    open_store().put(session(77, agent_id=BEN))
    decoded.clear()
    assert len(open_store().rows()) == len(wanted) + 1
    assert len(decoded) == 9, "only the log that changed is read again"


@pytest.mark.parametrize(
    "harm", [b"", b"rubbish", b'{"coachtui":1,"gen":"x","n":0,"schema":1,"crc":"00000000"}\n', None]
)
def test_a_damaged_or_missing_index_loses_nothing(
    open_store: Open, tmp_path: Path, harm: bytes | None
) -> None:
    store = open_store()
    store.append_many(ANNA, 2026, [session(n, status="final") for n in range(1, 6)])
    store.close()
    wanted = open_store().rows()
    index = tmp_path / "store" / "index.jsonl"
    if harm is None:
        index.unlink()
    else:
        index.write_bytes(harm)
    mended = open_store()
    assert mended.rows() == wanted
    mended.put(session(9, start=START + timedelta(days=5), status="final"))
    mended.close()
    assert len(open_store().rows()) == 6
    assert index.read_bytes().startswith(b'{"coachtui":1')


def test_an_index_with_a_damaged_row_is_derived_again(open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    for year in (2025, 2026):
        start = START.replace(year=year)
        store.append_many(ANNA, year, [session(year + n, start=start, status="final") for n in range(3)])
        store.close()
    wanted = open_store().rows()
    index = tmp_path / "store" / "index.jsonl"
    data = bytearray(index.read_bytes())
    data[200] ^= 1
    index.write_bytes(data)
    assert open_store().rows() == wanted


def test_sizes_that_differ_from_the_index_are_noticed_after_a_kill(open_store: Open) -> None:
    store = open_store()
    store.put(session(1, status="final"))
    store.close()
    killed = open_store()
    killed.put(session(2, start=START + timedelta(days=1)))
    assert [row.status for row in open_store().rows()] == ["final", "live"]


def test_a_log_rewritten_to_a_length_it_had_before_is_read_again(open_store: Open, tmp_path: Path) -> None:
    store, other = open_store(), open_store()
    six = session(6)
    store.put(six)
    log = tmp_path / "store" / "agents" / ANNA / "2026.jsonl"
    length = log.stat().st_size
    assert [row.id for row in other.rows()] == [six.id]
    store.put(session(3))
    store.put(replace(six, agent_ids=(BEN,), revision=4))
    assert log.stat().st_size == length
    assert {row.id for row in other.rows()} == {six.id, session(3).id}


def test_the_index_is_brought_up_when_a_session_is_no_longer_live(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store()
    store.put(session(1, revision=1))
    store.put(session(1, revision=2, status="final"))
    monkeypatch.setattr(SESSIONS, "decode", lambda _data: pytest.fail("a log was read again"))
    assert [row.status for row in open_store().rows()] == ["final"]


def test_a_full_disk_for_the_index_does_not_make_a_save_fail(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store()
    store.put(session(1))

    def fails(*_args: object) -> None:
        raise StoreError("disk_full")

    monkeypatch.setattr(store.index, "_write", fails)
    store.put(session(1, revision=4, status="final"))
    assert [row.status for row in open_store().rows()] == ["final"]


def test_reading_works_on_a_read_only_disk_with_a_stale_index_and_a_torn_log(
    open_store: Open, tmp_path: Path
) -> None:
    store = open_store()
    store.team.put_agents([Agent(id=ANNA, name="Anna Åkesson")])
    store.put(session(1, status="final"))
    store.close()
    store.put(session(2, start=START + timedelta(days=1)))
    log = tmp_path / "store" / "agents" / ANNA / "2026.jsonl"
    log.write_bytes(log.read_bytes() + b'{"n":99,"pu')
    (tmp_path / "store" / ".lock").unlink()
    before = everything(tmp_path)
    with read_only() as disk:
        reader = open_store()
        assert [row.id for row in reader.rows()] == [identity(1), identity(2)]
        assert [one.id for one in reader.every()] == [identity(1), identity(2)]
        assert [agent.name for agent in reader.team.agents()] == ["Anna Åkesson"]
        assert reader.newest.open_session_of(ANNA) == session(2, start=START + timedelta(days=1))
        reader.close()
    assert disk.calls == 0
    assert everything(tmp_path) == before


def test_an_agents_newest_rows_are_those_of_the_index_and_never_read_it(
    open_store: Open, tmp_path: Path
) -> None:
    store = open_store()
    kept = [session(number, start=START + timedelta(days=number)) for number in range(1, 4)]
    for entry in kept:
        store.put(replace(entry, status="final"))
    store.close()
    whole = open_store().rows()
    index = tmp_path / "store" / "index.jsonl"
    index.unlink()
    assert open_store().newest.rows_of(ANNA) == whole
    assert open_store().newest.rows_of(BEN) == []
    assert not index.exists()
