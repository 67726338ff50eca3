"""What people do to a store, each told when it is acknowledged, and what the store must say then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import msgspec
from tests.contract.kinds import goal, journal_entry
from tests.contract.sessions import ANNA, BEN, START, session
from tests.fakes.people import FakeClock

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.errors import WrongPassphrase
from coachtui.domain.incoming import PackCopy
from coachtui.domain.kinds import RECORD_KINDS
from coachtui.domain.record import AgentRecord
from coachtui.domain.session import Session
from coachtui.services.erasing import Erasing
from coachtui.store.keeping.backups.store_backups import StoreBackups
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.keeping.swap import finish_swap
from coachtui.store.keeping.unfinished_work import finish_unfinished
from coachtui.store.log.lock import StoreLock
from coachtui.store.log.log_codec import SCHEMA
from coachtui.store.protection.resealing import logs_of
from coachtui.store.records.erasure import Erasure
from coachtui.store.records.incoming import IncomingRecords
from coachtui.store.records.session_store import LogSessionStore

SECRETS = ("four words are better", "after the leak")
CEM = "0190cccc-0000-7000-8000-00000000000c"
DAY = date(2026, 11, 26)

Facts = tuple[tuple[Session, ...], tuple[Agent, ...], str, tuple[AgentRecord, ...]]
Scenario = Callable[["Laptop"], Iterator[None]]


@dataclass(slots=True)
class Laptop:
    """A store with what is needed to use it; every ``yield`` of a scenario is an acknowledgement."""

    folder: Path
    now: Callable[[], datetime] = lambda: START
    protection: StoreProtection = field(init=False)
    store: LogSessionStore = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    @property
    def root(self) -> Path:
        return self.folder / "store"

    def wall_time(self) -> datetime:
        """Return what the clock says, right or wrong."""
        return self.now()

    def open(self) -> None:
        """Open the store as the program does at its start, whatever a loss of power left."""
        finish_swap(self.root)
        self.protection = unlocked(self.root)
        self.store = LogSessionStore(
            self.root,
            self.wall_time,
            self.protection.seals(),
            lambda: self.backups(self.store.lock).make_before_upgrade(),
        )
        finish_unfinished(self.store)

    def backups(self, lock: StoreLock | None = None) -> StoreBackups:
        return StoreBackups(
            self.root,
            self.protection.seals,
            self.wall_time,
            version="0",
            folders=(self.folder / "backups",),
            lock=lock,
        )

    def facts(self) -> Facts:
        """Return all that the store says."""
        return facts_of(self.store)


def unlocked(root: Path) -> StoreProtection:
    """Return the protection of a store, opened with whichever secret it has."""
    protection = StoreProtection(root)
    for secret in SECRETS:
        if protection.state() == "locked":
            try:
                protection.unlock(secret)
            except WrongPassphrase:
                continue
    return protection


def facts_of(store: LogSessionStore) -> Facts:
    """Return all that a store says."""
    lead = store.team.lead()
    sessions = sorted(store.every(), key=lambda found: found.id)
    records = tuple(record for kind in RECORD_KINDS for record in store.records.every(kind))
    return tuple(sessions), tuple(store.team.agents()), lead.name if lead is not None else "", records


def furnished(laptop: Laptop) -> None:
    """Fill a store as months of use would, in small."""
    store = laptop.store
    store.team.put_lead(Lead(id="lead", name="Lead"))
    store.team.put_agents([Agent(id=ANNA, name="Anna"), Agent(id=BEN, name="Ben")])
    for number in range(1, 4):
        store.put(session(number, status="final"))
    store.put(session(10, agent_id=BEN, status="final"))
    store.records.put_many([goal(70, ANNA, "for Anna"), journal_entry(71, BEN, "of Ben")])
    store.close()
    laptop.open()


def first_start(laptop: Laptop) -> Iterator[None]:
    laptop.store.team.put_lead(Lead(id="lead", name="New"))
    yield
    laptop.store.team.put_agents([Agent(id="0190dddd", name="First")])
    yield


def answers(laptop: Laptop) -> Iterator[None]:
    for revision in range(1, 6):
        laptop.store.put(session(20, answered=revision, revision=revision))
        yield


def long_notes(laptop: Laptop) -> Iterator[None]:
    for revision in range(1, 4):
        laptop.store.put(session(21, text="word " * 300 * revision, revision=revision))
        yield


def finishing(laptop: Laptop) -> Iterator[None]:
    laptop.store.put(session(22))
    yield
    laptop.store.put(session(22, status="final", revision=9))
    yield


def closing(laptop: Laptop) -> Iterator[None]:
    laptop.store.put(session(23))
    yield
    laptop.store.close()
    yield


def compacting(laptop: Laptop) -> Iterator[None]:
    table = laptop.store.shards.writing(laptop.store.shards.years(ANNA)[0])
    laptop.store.put(session(1, text="again", status="final", revision=8))
    yield
    table.log.compact(force=True)
    yield


def moving(laptop: Laptop) -> Iterator[None]:
    live = session(24)
    laptop.store.put(live)
    yield
    laptop.store.put(replace(live, agent_ids=(BEN,), revision=4))
    yield


def removing(laptop: Laptop) -> Iterator[None]:
    laptop.store.remove(session(2, status="final"))
    yield


def keeping_records(laptop: Laptop) -> Iterator[None]:
    records = laptop.store.records
    records.put(goal(72, BEN, "a first one"))
    yield
    records.put(replace(goal(70, ANNA, "for Anna, in other words"), revision=4))
    yield
    records.put_many([goal(73, ANNA, "one"), journal_entry(74, ANNA, "two")])
    yield
    records.remove(journal_entry(71, BEN, "of Ben"))
    yield


def mending_a_torn_tail(laptop: Laptop) -> Iterator[None]:
    laptop.store.put(session(25))
    yield
    laptop.store.put(session(26))
    yield


def making_the_index_anew(laptop: Laptop) -> Iterator[None]:
    laptop.store.put(session(27))
    yield
    laptop.store.rows()
    laptop.store.close()
    yield


def another_year(laptop: Laptop) -> Iterator[None]:
    laptop.store.put(session(28, start=START.replace(year=2027)))
    yield
    laptop.store.put(session(29, agent_id=BEN, start=START.replace(year=2025), status="draft"))
    yield


def keeping_content(laptop: Laptop) -> Iterator[None]:
    laptop.store.keep_content("phone-technique", 1, "id = 'phone-technique'\n")
    yield


def two_windows(laptop: Laptop) -> Iterator[None]:
    other = LogSessionStore(laptop.root, lambda: START, laptop.protection.seals())
    for revision in range(1, 4):
        laptop.store.put(session(30, revision=revision))
        yield
        other.put(session(31, revision=revision))
        yield


def many_at_once(laptop: Laptop) -> Iterator[None]:
    laptop.store.append_many(ANNA, START.year, [session(number) for number in range(40, 44)])
    yield


def erasing(laptop: Laptop) -> Iterator[None]:
    Erasure(laptop.store).erase(ANNA, DAY)
    yield


def erasing_from_backups(laptop: Laptop) -> Iterator[None]:
    laptop.backups().daily.make()
    yield
    erase(laptop, ANNA)
    yield


def erase(laptop: Laptop, agent_id: str) -> None:
    """Erase an agent as the program does, from the backups too."""
    agent = next(agent for agent in laptop.store.team.agents() if agent.id == agent_id)
    Erasing(Erasure(laptop.store), laptop.backups().erasing, FakeClock(START.isoformat())).erase(agent)


def encrypting(laptop: Laptop) -> Iterator[None]:
    laptop.protection.encrypt(SECRETS[0])
    yield


def backing_up(laptop: Laptop) -> Iterator[None]:
    laptop.backups().daily.make()
    yield


def restoring(laptop: Laptop) -> Iterator[None]:
    file = laptop.backups().daily.make()
    yield
    laptop.store.put(session(50))
    yield
    laptop.backups().restoring.restore(file, SECRETS[0])
    laptop.open()
    yield


def migrating(laptop: Laptop) -> Iterator[None]:
    laptop.store.put(session(1, text="after the update", status="final", revision=9))
    yield
    laptop.store.team.put_agents([Agent(id=BEN, name="Ben, renamed")])
    yield


def made_older(root: Path) -> None:
    """Turn the header of every log of a store into that of an earlier schema."""
    seals = unlocked(root).seals()
    for log in logs_of(root):
        codec = seals.codec(log.relative_to(root).as_posix())
        first, feed, rest = log.read_bytes().partition(b"\n")
        header = codec.header(first)
        assert header is not None
        older = codec.encode(msgspec.structs.replace(header, schema=SCHEMA - 1), header.generation)
        log.write_bytes(older.removesuffix(b"\n") + feed + rest)


def importing(laptop: Laptop) -> Iterator[None]:
    incoming = IncomingRecords(laptop.store)
    incoming.take_in(
        lead=Lead(id="other", name="Other"),
        agents=[Agent(id=CEM, name="Cem"), Agent(id=BEN, name="Ben, renamed")],
        packs=[PackCopy(kind="form", id="phone-technique", version=1, text="id = 'phone-technique'\n")],
        sessions=[
            session(1, text="from the file", status="final"),
            session(10, agent_id=ANNA, status="final"),
            session(60, agent_id=CEM),
            session(61, agent_id=CEM, start=START.replace(year=2025)),
            session(62, agent_id=BEN),
        ],
        records=[goal(70, ANNA, "from the file"), goal(75, CEM, "a new one")],
        size=10_000,
        is_unchanged=lambda: True,
    )
    yield


def sealed(scenario: Scenario) -> Scenario:
    """Return a scenario on a store that has a passphrase already."""

    def on_sealed(laptop: Laptop) -> Iterator[None]:
        yield from scenario(laptop)

    on_sealed.__name__ = f"sealed {scenario.__name__}"
    return on_sealed


def decrypting(laptop: Laptop) -> Iterator[None]:
    laptop.protection.decrypt()
    yield


def another_passphrase(laptop: Laptop) -> Iterator[None]:
    laptop.protection.change_passphrase(SECRETS[1])
    yield


def rekeying(laptop: Laptop) -> Iterator[None]:
    laptop.protection.rekey(SECRETS[1])
    yield


PLAIN: tuple[Scenario, ...] = (
    first_start,
    answers,
    long_notes,
    finishing,
    closing,
    compacting,
    moving,
    removing,
    keeping_records,
    mending_a_torn_tail,
    making_the_index_anew,
    another_year,
    keeping_content,
    two_windows,
    many_at_once,
    erasing,
    erasing_from_backups,
    encrypting,
    backing_up,
    restoring,
    importing,
    migrating,
)

SEALED: tuple[Scenario, ...] = tuple(
    map(
        sealed,
        (
            answers,
            finishing,
            moving,
            keeping_records,
            erasing,
            decrypting,
            another_passphrase,
            rekeying,
            restoring,
            importing,
            migrating,
        ),
    )
)


def prepared(folder: Path, scenario: Scenario) -> Laptop:
    """Return a laptop on which a scenario can be played."""
    laptop = Laptop(folder)
    furnished(laptop)
    if scenario.__name__.startswith("sealed "):
        laptop.protection.encrypt(SECRETS[0])
        laptop.open()
    if "migrating" in scenario.__name__:
        laptop.store.close()
        made_older(laptop.root)
        laptop.open()
    if "torn_tail" in scenario.__name__:
        log = laptop.store.shards.path(laptop.store.shards.years(ANNA)[0])
        log.write_bytes(log.read_bytes() + b'{"n":99,"put":{"sess')
        laptop.open()
    if "index" in scenario.__name__:
        (laptop.root / "index.jsonl").unlink()
        laptop.open()
    return laptop
