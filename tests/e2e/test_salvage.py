"""``coachtui check --salvage`` as a lead meets it: told what is lost, what is kept, and what to do."""

from __future__ import annotations

from pathlib import Path

from tests.contract.sessions import ANNA, START, identity, session
from tests.e2e.cli_process import Computer

from coachtui.domain.agent import Agent, Lead
from coachtui.store.records.session_store import LogSessionStore


def furnished(computer: Computer) -> Path:
    """A store with five sessions of one agent, saved one after the other; return the log they are in."""
    store = LogSessionStore(computer.data / "store", lambda: START)
    store.team.put_lead(Lead(id=identity(1), name="Lea Lead"))
    store.team.put_agents([Agent(id=ANNA, name="Anna Berg")])
    for number in range(1, 6):
        store.put(session(number, status="final"))
    store.close()
    return store.shards.path(store.shards.years(ANNA)[0])


def test_a_damaged_log_is_told_mended_and_kept(computer: Computer) -> None:
    log = furnished(computer)
    before = computer.done("export").json["sessions"]
    lines = log.read_bytes().splitlines(keepends=True)
    hit = bytearray(lines[1])
    hit[len(hit) // 2 : len(hit) // 2 + 3] = bytes(3)
    log.write_bytes(b"".join([lines[0], bytes(hit), *lines[2:]]))

    checked = computer.run("check")
    assert (checked.code, "damaged" in checked.err) == (1, True)
    assert "“coachtui check --salvage” keeps what is damaged and saves the rest." in checked.err
    exported = computer.run("export")
    assert (exported.code, "“coachtui check --salvage” saves the rest." in exported.err) == (4, True)

    mended = computer.run("check", "--salvage")
    assert mended.code == 1
    assert "lost: 1" in mended.err
    assert "is kept as" in mended.err
    assert "compare with the newest backup" in mended.err
    checked = computer.done("check")
    assert "problems: 0.\n" in checked.err
    assert "delete it when it is not needed" in checked.err
    after = computer.done("export").json["sessions"]
    assert len(after) == 4
    assert [session for session in after if session not in before] == []
    kept = list(log.parent.glob("*.damaged-*"))
    assert [path.read_bytes() for path in kept] == [b"".join([lines[0], bytes(hit), *lines[2:]])]


def test_a_sound_store_is_only_read(computer: Computer) -> None:
    furnished(computer)
    before = {path: path.read_bytes() for path in computer.data.rglob("*") if path.is_file()}
    checked = computer.done("check", "--salvage")
    assert "problems: 0" in checked.err
    assert {path: path.read_bytes() for path in computer.data.rglob("*") if path.is_file()} == before
