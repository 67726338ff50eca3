"""Damage inside the last record that was saved: it is no write that was cut off, and nobody cuts it off."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from tests.contract.damaged_ends import (
    ANNAS,
    CARA,
    DAMAGES,
    EVERYWHERE,
    MENDED_WHOLLY,
    REFUSALS,
    TEAM,
    Damage,
    Make,
    Store,
    Written,
    compacted,
    erased_somebody,
    furnished,
    hit,
    imported,
    refused,
    two_bytes,
    use,
    whole_team,
    written_anew_with_another_protection,
)
from tests.contract.protected import PASSPHRASE, opened
from tests.contract.sessions import ANNA, BEN, START, identity, session

from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreCorrupt
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.log.log_codec import PlainCodec
from coachtui.store.log.log_storage import LogStorage
from coachtui.store.log.log_table import KeyedDB
from coachtui.store.records.index_listing import listed


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
        assert refused(program.safekeeping.daily.make) in REFUSALS
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


def test_a_team_that_was_one_record_is_begun_anew_by_one_salvage(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", StoreProtection(tmp_path / "store"))
    window = opened(store.root)
    window.team.put_agents([Agent(id=ANNA, name="Anna"), Agent(id=BEN, name="Ben")])
    window.put(session(1))
    window.close()
    data = hit(store.root / TEAM, two_bytes)
    assert store.findings() == {(f"store/{TEAM}", "damaged_record")}
    (mended,) = store.mended()
    assert (mended.lost, mended.documents) == ((1,), 1)
    assert (store.root / mended.kept_as).read_bytes() == data
    assert [each.id for each in opened(store.root).team.agents()] == [ANNA]


def test_nothing_is_asked_of_the_index_while_the_end_verifies(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counted(root: Path, seals: object, name: str) -> object:
        asked.append(name)
        return listed(root, seals).ends.get(name)  # type: ignore[arg-type]

    for module in ("shards", "team_log"):
        monkeypatch.setattr(f"coachtui.store.records.{module}.noted_end", counted)
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
