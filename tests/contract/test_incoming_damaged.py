"""Records on their way whose end is damaged: half an import is told or ended, and never just half."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.contract.protected import PASSPHRASE, furnish, opened
from tests.contract.sessions import ANNA, BEN, START, session

from coachtui.domain.agent import Agent
from coachtui.domain.errors import StoreCorrupt, StoreError, StoreFull
from coachtui.services.words.sentences import sentence
from coachtui.store.keeping.checks.salvage import salvage
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.keeping.unfinished_work import finish_unfinished
from coachtui.store.log.lock import StoreLock
from coachtui.store.records import incoming
from coachtui.store.records.incoming import IncomingRecords
from coachtui.store.records.session_store import LogSessionStore

CARA = "0190cccc-0000-7000-8000-00000000000c"
COMING = [session(40), session(41, agent_id=BEN), session(42, agent_id=CARA)]
IDS = {each.id for each in COMING}

Hit = Callable[[bytes], bytes]


class Waiting(NamedTuple):
    """A store into which a file was being taken, cut off."""

    root: Path
    protection: StoreProtection

    @property
    def path(self) -> Path:
        return self.root / incoming.NAME

    def store(self) -> LogSessionStore:
        return opened(self.root, self.protection)

    def came(self) -> set[str]:
        return {each.id for each in self.store().every()} & IDS

    def findings(self) -> set[str]:
        found = verify(self.root, seals=self.protection.seals()).findings
        return {each.code for each in found if each.file.endswith(incoming.NAME)}


def taken_in(store: LogSessionStore) -> None:
    IncomingRecords(store).take_in(
        lead=None,
        agents=[Agent(id=CARA, name="Cara")],
        packs=[],
        sessions=COMING,
        size=10_000,
        is_unchanged=lambda: True,
    )


@pytest.fixture(name="waiting", params=["open", "sealed"])
def _waiting(tmp_path: Path, request: pytest.FixtureRequest) -> Waiting:
    root = tmp_path / "store"
    furnish(root)
    protection = StoreProtection(root)
    if request.param == "sealed":
        protection.encrypt(PASSPHRASE)
    return Waiting(root, protection)


def cut_off(waiting: Waiting, monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
    """Take the file in, and stop when so many logs have got their sessions."""
    put: list[str] = []
    append_many = LogSessionStore.append_many

    def some(self: LogSessionStore, agent_id: str, year: int, sessions: Any) -> None:
        if len(put) == after:
            raise StoreFull("disk_full")
        put.append(agent_id)
        append_many(self, agent_id, year, sessions)

    with monkeypatch.context() as patch:
        patch.setattr(LogSessionStore, "append_many", some)
        with pytest.raises(StoreError, match="import_unfinished"):
            taken_in(waiting.store())
    assert len(waiting.came()) == after


def begun_again(waiting: Waiting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on with it and stop at once: what is in place waits no longer, and where the rest ends is known."""
    with monkeypatch.context() as patch:
        patch.setattr(LogSessionStore, "append_many", _full)
        assert finish_unfinished(waiting.store()) is not None


def unsettled(waiting: Waiting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write down what is to come, all of it, and stop before anything is put in its place."""

    def killed(_self: IncomingRecords) -> None:
        if _self.waiting:
            raise StoreFull("disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(IncomingRecords, "finish", killed)
        with pytest.raises(StoreFull):
            taken_in(waiting.store())
    assert waiting.path.exists()


def cut_by(count: int) -> Hit:
    return lambda data: data[:-count]


def last_line_cut(data: bytes) -> bytes:
    return data[: data.rfind(b"\n", 0, -1) + 1]


def last_line_cut_within(data: bytes) -> bytes:
    return data[: data.rfind(b"\n", 0, -1) + 4]


def only_header(data: bytes) -> bytes:
    return data[: data.find(b"\n") + 1]


def emptied(_data: bytes) -> bytes:
    return b""


def half_a_header(data: bytes) -> bytes:
    return data[:9]


def changed_at(back: int) -> Hit:
    def hit(data: bytes) -> bytes:
        changed = bytearray(data)
        changed[-back] ^= 4
        return bytes(changed)

    return hit


def zeroed_end(data: bytes) -> bytes:
    return data[:-60] + bytes(60)


def zeroed_middle(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(9) + data[middle + 9 :]


HITS: list[Any] = [
    *(pytest.param(cut_by(count), id=f"cut by {count}") for count in (1, 2, 3, 14, 15, 60, 400)),
    *(pytest.param(changed_at(back), id=f"altered {back} from the end") for back in (1, 2, 5, 12, 20, 40)),
    *(last_line_cut, last_line_cut_within, only_header, emptied, half_a_header, zeroed_end, zeroed_middle),
]


@pytest.mark.parametrize("hit", HITS)
def test_half_an_import_whose_records_are_damaged_is_told_and_stays_to_be_mended(
    waiting: Waiting, monkeypatch: pytest.MonkeyPatch, hit: Hit
) -> None:
    cut_off(waiting, monkeypatch, after=1)
    begun_again(waiting, monkeypatch)
    waiting.path.write_bytes(hit(waiting.path.read_bytes()))
    left = waiting.path.read_bytes()

    for _start in range(2):
        told = finish_unfinished(waiting.store())
        assert told is not None
        assert told.code == "import_unfinished"
        assert incoming.NAME in sentence(told)
        assert waiting.path.read_bytes() == left
    assert waiting.findings(), "the check says nothing of half an import"
    with pytest.raises(StoreError, match="import_unfinished"):
        taken_in(waiting.store())

    mended, after = salvage(
        waiting.root, waiting.protection.seals(), StoreLock(waiting.root / ".lock"), START
    )
    assert [each.file for each in mended] == [incoming.NAME]
    assert after.findings == ()
    assert finish_unfinished(waiting.store()) is None
    taken_in(waiting.store())
    assert waiting.came() == IDS


@pytest.mark.parametrize("hit", HITS)
def test_half_an_import_damaged_where_it_was_cut_off_is_told_or_ended(
    waiting: Waiting, monkeypatch: pytest.MonkeyPatch, hit: Hit
) -> None:
    cut_off(waiting, monkeypatch, after=1)
    waiting.path.write_bytes(hit(waiting.path.read_bytes()))
    told = finish_unfinished(waiting.store())
    assert waiting.path.exists() if told is not None else waiting.came() == IDS


@pytest.mark.parametrize("after", [0, 1, 2])
def test_half_an_import_is_ended_at_the_next_start_and_once_only(
    waiting: Waiting, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    cut_off(waiting, monkeypatch, after=after)
    assert finish_unfinished(waiting.store()) is None
    assert waiting.came() == IDS
    assert not waiting.path.exists()
    logs = {path: path.read_bytes() for path in waiting.root.rglob("20*.jsonl")}
    assert finish_unfinished(waiting.store()) is None
    assert {path: path.read_bytes() for path in waiting.root.rglob("20*.jsonl")} == logs


def test_what_is_done_while_an_import_cannot_be_ended_stays_done(
    waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(waiting, monkeypatch, after=1)
    store = waiting.store()
    (came,) = waiting.came()
    store.team.put_agents([Agent(id=CARA, name="Cara Renamed")])
    store.remove(next(each for each in store.every() if each.id == came))
    assert finish_unfinished(store) is None
    store = waiting.store()
    assert {agent.name for agent in store.team.agents() if agent.id == CARA} == {"Cara Renamed"}
    assert waiting.came() == IDS - {came}


def test_a_session_deleted_while_its_other_version_waits_stays_deleted(
    waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in COMING:
        waiting.store().put(replace(each, revision=each.revision + 1))
    with monkeypatch.context() as patch:
        patch.setattr(LogSessionStore, "append_many", _full)
        with pytest.raises(StoreError, match="import_unfinished"):
            taken_in(waiting.store())
    gone = next(each for each in waiting.store().every() if each.id == COMING[2].id)
    waiting.store().remove(gone)
    assert finish_unfinished(waiting.store()) is None
    assert waiting.came() == IDS - {gone.id}
    assert {each.revision for each in waiting.store().every() if each.id in IDS} == {COMING[0].revision}


def _full(*_told: object) -> None:
    raise StoreFull("disk_full")


@pytest.mark.parametrize("hit", HITS)
def test_damage_before_anything_is_in_its_place_leaves_all_or_nothing(
    waiting: Waiting, monkeypatch: pytest.MonkeyPatch, hit: Hit
) -> None:
    unsettled(waiting, monkeypatch)
    waiting.path.write_bytes(hit(waiting.path.read_bytes()))
    told = finish_unfinished(waiting.store())
    assert waiting.came() in (set(), IDS)
    assert (told is not None) == waiting.path.exists(), "what is not taken in and stays is told"


def test_an_agent_is_erased_beside_records_on_their_way_that_are_damaged(
    waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(waiting, monkeypatch, after=1)
    begun_again(waiting, monkeypatch)
    waiting.path.write_bytes(zeroed_end(waiting.path.read_bytes()))
    with pytest.raises(StoreCorrupt):
        IncomingRecords(waiting.store())._log()
    IncomingRecords(waiting.store()).forget(ANNA)
    assert not waiting.path.exists()
