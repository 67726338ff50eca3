"""Stores of earlier schemas, kept as files since then: read as they were, backed up, brought up."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.contract.sessions import ANNA, BEN, START, identity, session

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.errors import StoreFull, StoreNewer
from coachtui.domain.session import Session
from coachtui.store.keeping.backups import store_backups as backup
from coachtui.store.keeping.backups.backup_maker import BackupMaker
from coachtui.store.keeping.backups.store_backups import StoreBackups
from coachtui.store.keeping.checks import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.log import log_codec, log_storage
from coachtui.store.log.log_codec import SCHEMA
from coachtui.store.protection import resealing
from coachtui.store.protection.resealing import logs_of
from coachtui.store.records import documents
from coachtui.store.records.session_store import LogSessionStore

FIXTURES = Path(__file__).parent / "fixtures"
SCHEMAS = sorted(int(path.name.removeprefix("schema-")) for path in FIXTURES.glob("schema-*"))
PASSPHRASE = "four words are better"
LEAD = Lead(id=identity(1), name="Lea Lead")
AGENTS = [
    Agent(id=ANNA, name="Anna Åkesson", alias="Anna", start_date=date(2024, 2, 29), language="sv"),
    Agent(id=BEN, name="王小明", team="Red", status="left", remember="Ask about Friday"),
]


def as_then(found: Session) -> Session:
    """Return a session as it was made when these stores were kept: with the last phase of its call open."""
    (call,) = found.contacts
    last = replace(call.phases[-1], until_s=None)
    return replace(found, contacts=(replace(call, phases=(*call.phases[:-1], last)),))


SESSIONS = [
    as_then(session(1)),
    as_then(session(2, status="final")),
    as_then(session(3, agent_id=BEN, start=START.replace(year=2025), status="draft")),
]
HEADERS = msgspec.json.Decoder(dict[str, Any])


def placed(folder: Path, schema: int, kind: str) -> Path:
    """Return a copy of a store of that schema."""
    shutil.copytree(FIXTURES / f"schema-{schema}" / kind, folder)
    return folder / "store"


def opened(root: Path) -> LogSessionStore:
    protection = StoreProtection(root)
    if protection.state() == "locked":
        protection.unlock(PASSPHRASE)

    def backup_first() -> None:
        backups_of(root, protection, store).make_before_upgrade()

    store = LogSessionStore(root, lambda: START, protection.seals(), backup_first)
    return store


def backups_of(root: Path, protection: StoreProtection, store: LogSessionStore) -> StoreBackups:
    folder = root.parent / "backups"
    return StoreBackups(
        root, protection.seals, lambda: START, version="0", folders=(folder,), lock=store.lock
    )


def in_order(store: LogSessionStore) -> list[Session]:
    return sorted(store.every(), key=lambda found: found.id)


def schema_of(log: Path) -> int:
    return int(HEADERS.decode(log.read_bytes().split(b"\n")[0])["schema"])


@pytest.fixture
def next_schema(monkeypatch: pytest.MonkeyPatch) -> int:
    """Make the program one of the next schema, which has everything under other names."""
    new = SCHEMA + 1
    for module in (log_codec, log_storage, documents, verify, resealing, backup):
        monkeypatch.setattr(module, "SCHEMA", new)
    monkeypatch.setattr(documents, "_PREFIX", b'{"schema":%d,' % new)
    monkeypatch.setattr(documents, "UPCASTS", {**documents.UPCASTS, SCHEMA: _renamed})
    return new


def _renamed(document: dict[str, Any]) -> dict[str, Any]:
    """Stand for what a next version may do to its documents."""
    return {**document, "method": "live+"} if "contacts" in document else document


def test_there_is_a_store_of_every_schema() -> None:
    assert list(range(1, SCHEMA + 1)) == SCHEMAS


@pytest.mark.parametrize("kind", ["plain", "sealed"])
@pytest.mark.parametrize("schema", SCHEMAS)
def test_an_earlier_store_reads_as_it_was_written(schema: int, kind: str, tmp_path: Path) -> None:
    root = placed(tmp_path / "laptop", schema, kind)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    store = opened(root)
    assert store.team.lead() == LEAD
    assert store.team.agents() == AGENTS
    assert in_order(store) == SESSIONS
    store.close()
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert not (tmp_path / "laptop" / "backups").exists()


@pytest.mark.parametrize("kind", ["plain", "sealed"])
@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_first_write_is_preceded_by_a_backup(
    schema: int, kind: str, tmp_path: Path, next_schema: int
) -> None:
    root = placed(tmp_path / "laptop", schema, kind)
    store = opened(root)
    old = {log: log.read_bytes() for log in logs_of(root)}
    store.put(session(1, text="after the update"))
    store.put(session(2, text="after the update"))

    kept = tmp_path / "laptop" / "backups" / f"coachtui-before-schema-{next_schema}.zip"
    assert kept.exists()
    anna, ben = (store.shards.path(store.shards.years(agent)[0]) for agent in (ANNA, BEN))
    assert schema_of(anna) == next_schema
    assert ben.read_bytes() == old[ben]
    assert [found.method for found in in_order(opened(root))] == ["live", "live", "live+"]

    protection = StoreProtection(root)
    if kind == "sealed":
        protection.unlock(PASSPHRASE)
    backups_of(root, protection, store).restoring.restore(kept, PASSPHRASE)
    assert {log: log.read_bytes() for log in logs_of(root) if log in old} == old


@pytest.mark.parametrize("schema", SCHEMAS)
def test_without_the_backup_nothing_is_written(
    schema: int, tmp_path: Path, next_schema: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert next_schema > schema
    root = placed(tmp_path / "laptop", schema, "plain")
    store = opened(root)
    before = {log: log.read_bytes() for log in logs_of(root)}

    def no_room(_self: BackupMaker, _file: Path) -> Path:
        raise StoreFull("disk_full")

    monkeypatch.setattr(BackupMaker, "make", no_room)
    writes: list[Callable[[], None]] = [
        lambda: store.put(session(1, text="after the update")),
        lambda: store.team.put_lead(Lead(id="x", name="Somebody")),
    ]
    for write in writes:
        with pytest.raises(StoreFull):
            write()
    assert {log: log.read_bytes() for log in logs_of(root)} == before


def test_this_version_reads_a_newer_store_and_never_writes_it(tmp_path: Path, next_schema: int) -> None:
    root = placed(tmp_path / "laptop", SCHEMAS[-1], "plain")
    store = opened(root)
    store.put(session(1, text="after the update"))
    with pytest.MonkeyPatch.context() as back:
        for module in (log_codec, log_storage, documents, verify, resealing, backup):
            back.setattr(module, "SCHEMA", next_schema - 1)
        older = opened(root)
        newest = {log: log.read_bytes() for log in logs_of(root)}
        with pytest.raises(StoreNewer):
            older.put(session(2, text="from the old version"))
        assert older.team.agents() == AGENTS
        assert [found.id for found in older.of_agent(BEN)] == [identity(3)]
        assert {log: log.read_bytes() for log in logs_of(root)} == newest
