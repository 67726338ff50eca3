"""Damage inside the last record that was saved: it is no write that was cut off, and nobody cuts it off."""

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
from coachtui.domain.erasure import without_agent
from coachtui.domain.errors import StoreCorrupt
from coachtui.domain.finding import Salvaged
from coachtui.store.erasure import Erasure
from coachtui.store.index_listing import listed
from coachtui.store.lock import StoreLock
from coachtui.store.log_codec import PlainCodec
from coachtui.store.log_storage import LogStorage
from coachtui.store.log_table import KeyedDB
from coachtui.store.protection import StoreProtection
from coachtui.store.salvage import salvage
from coachtui.store.verify import verify

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


@pytest.fixture(name="kind", params=["plain", "sealed"])
def _kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(name="make", scope="module")
def _make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Make a store once for each way in which its last record was written, and copy it for each test."""
    made: dict[tuple[str, Written | None], tuple[Store, str]] = {}

    def make(kind: str, written: Written | None, folder: Path) -> tuple[Store, str]:
        if (kind, written) not in made:
            store = furnished(tmp_path_factory.mktemp("made") / "store", kind)
            made[kind, written] = store, written(store) if written is not None else ""
        whole, name = made[kind, written]
        shutil.copytree(whole.root, folder / "store")
        protection = StoreProtection(folder / "store")
        if protection.state() != "off":
            protection.unlock(PASSPHRASE)
        return Store(folder / "store", protection), name

    return make


@pytest.fixture(name="store")
def _store(make: Make, kind: str, tmp_path: Path) -> Store:
    return make(kind, None, tmp_path)[0]


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
        lambda: opened(store.root, store.protection).open_session_of(ANNA),
        lambda: opened(store.root, store.protection).recent_rows(ANNA),
        lambda: opened(store.root, store.protection).rows(),
        lambda: list(opened(store.root, store.protection).every()),
        lambda: opened(store.root, store.protection).append_many(ANNA, 2026, [session(51)]),
    ]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("written", EVERYWHERE)
def test_attack_damage_in_the_last_record_is_told_never_cut_off_and_salvaged(
    make: Make, kind: str, written: Written, damage: Damage, tmp_path: Path
) -> None:
    store, name = make(kind, written, tmp_path)
    before = {each.id: each for each in opened(store.root, store.protection).every()}
    people = {each.id for each in opened(store.root, store.protection).team.agents()}
    data = hit(store.root / name, damage)
    told = {(f"store/{name}", "damaged_record")}
    assert store.findings() == told
    for act in use(store, name):
        assert refused(act) == "damaged_record"
    program = store.program() if name != TEAM else None
    if program is not None:
        assert refused(program.safekeeping.make) in REFUSALS
        if program.protection.state() == "off":
            refused(lambda: program.protection.encrypt(PASSPHRASE))
        else:
            refused(program.protection.decrypt)
            refused(lambda: program.protection.rekey(PASSPHRASE))
    assert store.findings() == told
    assert (store.root / name).read_bytes() == data
    (mended,) = store.mended()
    assert mended.file == name
    assert (store.root / mended.kept_as).read_bytes() == data
    assert len(mended.lost) == (0 if damage in MENDED_WHOLLY else 1)
    window = opened(store.root, store.protection)
    after = {each.id: each for each in window.every()}
    if damage in MENDED_WHOLLY:
        assert after == before
        assert {each.id for each in window.team.agents()} == people
    assert {each.agent_id for each in after.values()} <= {each.id for each in window.team.agents()}
    window.team.put_agents([Agent(id=identity(99), name="Dora")])
    window.put(session(50, start=START + timedelta(days=2), status="final"))
    window.close()
    assert store.findings() == set()


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize(
    "written", [imported, written_anew_with_another_protection, compacted, erased_somebody]
)
def test_attack_what_was_written_with_the_header_needs_no_index_to_be_known(
    make: Make, kind: str, written: Written, damage: Damage, tmp_path: Path
) -> None:
    store, name = make(kind, written, tmp_path)
    (store.root / "index.jsonl").unlink()
    data = hit(store.root / name, damage)
    assert store.findings() == {(f"store/{name}", "damaged_record")}
    for act in use(store, name):
        assert refused(act) == "damaged_record"
    assert (store.root / name).read_bytes() == data


@pytest.mark.parametrize("written", [imported, written_anew_with_another_protection, erased_somebody])
def test_attack_a_record_written_with_the_header_and_gone_is_missed_without_an_index(
    make: Make, kind: str, written: Written, tmp_path: Path
) -> None:
    store, name = make(kind, written, tmp_path)
    (store.root / "index.jsonl").unlink()
    path = store.root / name
    path.write_bytes(path.read_bytes().removesuffix(store.last(name)))
    assert store.findings() == {(f"store/{name}", "log_lost")}
    for act in use(store, name):
        assert refused(act) == "missing_record"
    assert [len(each.lost) for each in store.mended()] == [1]


def test_attack_two_line_feeds_hit_leave_no_header_that_was_cut_off(store: Store) -> None:
    name = imported(store)
    path = store.root / name
    path.write_bytes(path.read_bytes().replace(b"\n", b"x"))
    data = path.read_bytes()
    assert store.findings() == {(f"store/{name}", "bad_header")}
    assert {refused(act) for act in use(store, name)} == {"bad_header"}
    assert path.read_bytes() == data


def test_a_write_cut_off_after_what_was_saved_is_still_taken_for_one(store: Store) -> None:
    for name in (imported(store), whole_team(store)):
        with (store.root / name).open("ab") as log:
            log.write(b'{"n":99,"put":{"sess')
        assert store.findings() == {(f"store/{name}", "torn_tail")}
        window = opened(store.root, store.protection)
        window.put(session(50, start=START + timedelta(days=2)))
        window.team.put_agents([Agent(id=CARA, name="Cara")])
        window.close()
        assert store.findings() == set()


def test_a_write_cut_off_that_no_index_knows_is_taken_for_one_although_it_looks_whole(store: Store) -> None:
    """Its pages may have reached the disk in any order; it was not yet shown as saved."""
    name = imported(store)
    opened(store.root, store.protection).put(session(50, start=START + timedelta(days=2)))
    hit(store.root / name, two_bytes)
    assert store.findings() == {(f"store/{name}", "torn_tail")}
    opened(store.root, store.protection).put(session(51, start=START + timedelta(days=2)))
    assert store.findings() == set()


def test_what_another_window_writes_between_two_looks_is_no_damage(tmp_path: Path) -> None:
    """The index may know of a record that was half written when the log was read."""
    path = tmp_path / "a.jsonl"
    table = KeyedDB(path).keyed("t")
    table.put_encoded({"1": b"{}"})
    begun = path.read_bytes()
    table.put_encoded({"2": b"{}"})
    whole, end = path.read_bytes(), table.log.written_to
    path.write_bytes(whole[:-9])
    asked = []

    def noted() -> object:
        asked.append(path.write_bytes(whole))
        return end

    log = LogStorage(path, noted=noted)  # type: ignore[arg-type]
    assert set(log.documents("t")) == {"1", "2"}
    assert len(asked) == 1
    path.write_bytes(whole[:-9])
    with pytest.raises(StoreCorrupt, match="damaged_record"):
        LogStorage(path, noted=lambda: end)
    path.write_bytes(begun + b'{"n":2')
    assert set(LogStorage(path).documents("t")) == {"1"}


def test_a_log_of_an_earlier_version_is_read_and_gets_the_new_header_when_it_is_written_anew(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.jsonl"
    table = KeyedDB(path).keyed("t")
    table.put_encoded({"1": b"{}"})
    head, record = path.read_bytes().splitlines(keepends=True)
    header = PlainCodec().header(head[:-1])
    assert header is not None
    old = PlainCodec().encode(type(header)(format=1, generation="g", n=0, schema=1), "g")
    path.write_bytes(old + record)
    assert set(KeyedDB(path).keyed("t").encoded()) == {"1"}
    KeyedDB(path).log.compact(force=True)
    anew = PlainCodec().header(path.read_bytes().splitlines()[0])
    assert anew is not None
    assert (anew.n, anew.to) == (1, 2)


def test_an_agent_with_sessions_whose_record_is_lost_stands_in_the_list_again(store: Store) -> None:
    hit(store.root / TEAM, zeroed_end)
    store.mended()
    window = opened(store.root, store.protection)
    assert ANNA in {each.id for each in window.team.agents()}
    assert without_agent(session(1), ANNA) is None
    assert {each.agent_id for each in window.every()} <= {each.id for each in window.team.agents()}


def test_nothing_is_asked_of_the_index_while_the_end_verifies(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(root: Path, seals: object, name: str) -> object:
        asked.append(name)
        return listed(root, seals).ends.get(name)  # type: ignore[arg-type]

    for module in ("shards", "team_log"):
        monkeypatch.setattr(f"coachtui.store.{module}.noted_end", counted)
    window = opened(store.root, store.protection)
    for revision in range(4, 9):
        window.put(session(50, start=START + timedelta(days=2), revision=revision))
    window.team.put_agents([Agent(id=CARA, name="Cara")])
    window.close()
    assert asked == []
    with (store.root / ANNAS).open("ab") as log:
        log.write(b'{"n":99,"pu')
    opened(store.root, store.protection).put(session(51, start=START + timedelta(days=2)))
    assert asked == [ANNAS]
