"""An agent who is erased leaves no byte behind, however the way there is cut off."""

from __future__ import annotations

import errno
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.contract.faulty_disk import faulty
from tests.contract.sessions import ANNA, BEN, START, evaluation, identity, session

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.errors import StoreBusy, StoreCorrupt, StoreError
from coachtui.domain.form import FormRef
from coachtui.domain.note import Draft
from coachtui.domain.privacy.erasure import erase_plan
from coachtui.domain.session import Session
from coachtui.store.keeping.checks.verify import verify
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.protection.seals import PlainSeals
from coachtui.store.records.erasure import Erasure, erase_from
from coachtui.store.records.session_store import LogSessionStore
from coachtui.store.records.shards import key_of

CANARY = "CANARY-4711"
DAY = date(2026, 11, 26)
WRITTEN = FormRef(id="written", version=1)
CLEO = "0190cccc-0000-7000-8000-00000000000c"


def opened(root: Path) -> LogSessionStore:
    return LogSessionStore(root, lambda: START)


def together(number: int, first: str, second: str) -> Session:
    """A group session: a contact and a note of each, and a note of nobody's contact."""
    whole = session(number, agent_id=first, status="final", text=f"{CANARY} of {first}")
    other = session(number + 1, agent_id=second, status="final", text=f"rest of {second}")
    texts = {ANNA: f"{CANARY} heard", BEN: "Ben heard", CLEO: "Cleo heard"}
    return replace(
        whole,
        agent_ids=(first, second),
        contacts=(*whole.contacts, *other.contacts),
        evaluations=(
            evaluation(number, WRITTEN, 3, START, first),
            evaluation(number + 1, WRITTEN, 3, START, second),
        ),
        notes=(
            replace(whole.notes[0], text=texts[first]),
            replace(other.notes[0], text=texts[second]),
            replace(whole.notes[0], id=identity(9900 + number), contact_id=None, text="for all"),
        ),
        steps=(),
        drafts=(),
        marks=(*whole.marks, *other.marks),
    )


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "store"
    store = opened(root)
    store.team.put_lead(Lead(id="lead", name="Lead"))
    agents = [Agent(id=ANNA, name=f"{CANARY} Anna", alias=CANARY), Agent(id=BEN, name="Ben")]
    store.team.put_agents([*agents, Agent(id=CLEO, name="Cleo")])
    store.team.put_agents([replace(agents[0], remember=CANARY)])
    for number in range(1, 4):
        store.put(session(number, text=CANARY, status="final"))
    store.put(session(4, text=CANARY, start=START.replace(year=2025)))
    store.put(session(10, agent_id=BEN, text="stays", status="final"))
    store.put(together(20, ANNA, BEN))
    store.put(together(30, BEN, ANNA))
    store.close()
    for torn in (root / "team.jsonl", root / "index.jsonl", root / "agents" / BEN / "2026.jsonl"):
        torn.with_name(torn.name + ".torn").write_text(f"{CANARY} torn\n")
    (root / "team.jsonl.damaged-20261101").write_text(CANARY)
    (root / "leases").mkdir(exist_ok=True)
    (root / "leases" / f"{session(1).id}.lock").touch()
    return root


def traces(folder: Path) -> list[str]:
    """Names and contents of files that tell of Anna, but for the line about the erasing."""
    ids = [session(number).id for number in range(2, 5)]
    found = []
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        data = path.read_bytes() if path.is_file() and path.name != "erased.jsonl" else b""
        found += [f"{name}: {word}" for word in (CANARY, ANNA, *ids) if word in name or word.encode() in data]
    return found


def check_gone(root: Path) -> None:
    store = opened(root)
    assert traces(root) == []
    assert opened(root).erased.ids() == {ANNA}
    assert store.of_agent(ANNA) == []
    assert [agent.id for agent in store.team.agents()] == [BEN, CLEO]
    assert [found.agent_ids for found in sorted(store.every(), key=lambda s: s.id)] == [(BEN,)] * 3
    assert sorted(row.id for row in store.rows()) == sorted(found.id for found in store.every())
    assert verify(root).findings == ()


def test_no_byte_is_left_and_the_others_keep_theirs(root: Path) -> None:
    kept = opened(root).get(session(10).id)
    assert traces(root) != []
    Erasure(opened(root)).erase(ANNA, DAY)
    check_gone(root)
    store = opened(root)
    assert store.get(session(10).id) == kept
    for number, heard in ((20, "Ben heard"), (30, "Ben heard")):
        shared = store.get(session(number).id)
        assert shared is not None
        assert [note.text for note in shared.notes] == [heard, "for all"]
        assert [e.agent_id for e in shared.evaluations] == [BEN]
        assert len(shared.contacts) == len(shared.marks) == 1


def test_what_stays_is_a_random_id_and_a_day(root: Path) -> None:
    Erasure(opened(root)).erase(ANNA, DAY)
    lines = [json.loads(line) for line in (root / "erased.jsonl").read_text().splitlines()]
    assert [line["put"]["erased"] for line in lines[1:]] == [{ANNA: {"on": "2026-11-26", "done": True}}]


def test_the_plan_counts_what_goes(root: Path) -> None:
    plan = erase_plan(Erasure(opened(root)).sessions_of(ANNA), ANNA, ("stick.zip",))
    assert (plan.sessions, plan.shared, plan.evaluations, plan.notes) == (
        4,
        2,
        6,
        6 + 4,
    )  # each whole session has an unfinished note
    assert plan.out_of_reach == ("stick.zip",)


def test_attack_5_the_plan_counts_unfinished_notes_and_no_change_of_a_note_twice() -> None:
    whole = session(1, agent_id=ANNA)
    note = whole.notes[0]
    unfinished = tuple(Draft(at=START, text=text, id=text) for text in ("one", "two", " "))
    whole = replace(whole, notes=(note,), drafts=(*unfinished, Draft(at=START, text="x", note_id=note.id)))
    assert erase_plan([whole], ANNA).notes == 3
    shared = replace(whole, agent_ids=(ANNA, BEN), evaluations=(evaluation(1, WRITTEN, 3, START, ANNA),))
    about = replace(unfinished[0], contact_id=shared.evaluations[0].contact_id)
    shared = replace(shared, notes=(), drafts=(about, unfinished[1]))
    assert erase_plan([shared], ANNA).notes == 1


def test_the_same_store_goes_on_and_takes_nothing_more_about_the_agent(root: Path) -> None:
    store = opened(root)
    store.of_agent(ANNA)
    store.rows()
    Erasure(store).erase(ANNA, DAY)
    assert store.of_agent(ANNA) == []
    assert len(store.rows()) == 3
    with pytest.raises(StoreError, match="agent_erased"):
        store.put(session(50))
    with pytest.raises(StoreError, match="agent_erased"):
        store.team.put_agents([Agent(id=ANNA, name="again")])
    store.put(session(51, agent_id=BEN))
    store.close()
    check_trace_free = traces(root)
    assert check_trace_free == []


def test_a_window_that_knew_the_agent_cannot_bring_them_back(root: Path) -> None:
    window = opened(root)
    window.put(session(1, text=CANARY, status="final", revision=9))
    Erasure(opened(root)).erase(ANNA, DAY)
    with pytest.raises(StoreError):
        window.put(session(1, text=CANARY, status="final", revision=10))
    assert traces(root) == []


def test_attack_r6_4_a_window_with_the_log_in_memory_knows_that_its_agent_was_erased(root: Path) -> None:
    window = opened(root)
    window.put(session(1, text=CANARY, status="final", revision=9))
    Erasure(opened(root)).erase(ANNA, DAY)
    with pytest.raises(StoreError, match="agent_erased"):
        window.put(session(1, text=CANARY, status="final", revision=10))
    assert window.get(session(1).id) is None
    assert traces(root) == []


def test_attack_r6_4_a_log_that_vanished_of_nobody_erased_is_damage(root: Path) -> None:
    window = opened(root)
    window.put(session(1, status="final", revision=9))
    window.shards.path(key_of(session(1))).unlink()
    with pytest.raises(StoreCorrupt, match="file_vanished"):
        window.put(session(1, status="final", revision=10))
    with pytest.raises(StoreCorrupt, match="file_vanished"):
        window.get(session(1).id)


def test_a_session_open_in_a_window_stands_in_the_way(root: Path) -> None:
    lease = opened(root).lease(session(2).id)
    before = traces(root)
    with pytest.raises(StoreBusy, match="session_open_elsewhere"):
        Erasure(opened(root)).erase(ANNA, DAY)
    assert traces(root) == before
    assert opened(root).erased.ids() == set()
    lease.release()
    Erasure(opened(root)).erase(ANNA, DAY)
    check_gone(root)


def test_erasing_twice_or_someone_unknown_does_no_harm(root: Path) -> None:
    erase_from(root, PlainSeals(), ANNA, lambda: START)
    erase_from(root, PlainSeals(), ANNA, lambda: START)
    check_gone(root)
    before = sorted(found.id for found in opened(root).every())
    erase_from(root, PlainSeals(), CLEO.replace("c", "d"), lambda: START)
    assert sorted(found.id for found in opened(root).every()) == before


def test_whatever_call_fails_the_next_opening_ends_it(root: Path, tmp_path: Path) -> None:
    image = tmp_path / "image"
    shutil.copytree(root, image)
    failing = calls = 1
    while failing <= calls:
        shutil.rmtree(root)
        shutil.copytree(image, root)

        def fails(number: int, _call: str, failing: int = failing) -> int:
            return errno.EIO if number >= failing else 0

        with faulty(fails) as disk:
            try:
                Erasure(opened(root)).erase(ANNA, DAY)
            except StoreError:
                calls = failing + 1
            else:
                calls = disk.calls
        begun = bool(opened(root).erased.ids())
        Erasure(opened(root)).finish()
        if begun:
            check_gone(root)
        else:
            assert len(list(opened(root).every())) == 7, f"call {failing}"
            assert opened(root).team.agents()[0].id == ANNA
        failing += 1
    assert failing > 30


def test_in_a_protected_store_it_is_the_same(root: Path) -> None:
    for leftover in root.glob("*.damaged-*"):
        leftover.unlink()
    protection = StoreProtection(root)
    protection.encrypt("four words are better")
    store = LogSessionStore(root, lambda: START, protection.seals())
    Erasure(store).erase(ANNA, DAY)
    assert traces(root) == []
    fresh = LogSessionStore(root, lambda: START, protection.seals())
    assert [agent.id for agent in fresh.team.agents()] == [BEN, CLEO]
    assert len(list(fresh.every())) == 3


def test_rows_read_before_an_erase_are_not_written_after_it(tmp_path: Path) -> None:
    root = tmp_path / "store"
    store = opened(root)
    store.append_many(BEN, 2026, [together(1, BEN, ANNA)])
    store.close()
    (root / "index.jsonl").unlink()
    other_window = opened(root)
    assert [row.agent_ids for row in other_window.rows()] == [(BEN, ANNA)]
    Erasure(opened(root)).erase(ANNA, DAY)
    other_window.put(session(9, agent_id=CLEO, status="final"))
    other_window.close()
    assert ANNA.encode() not in (root / "index.jsonl").read_bytes()
    assert [row.agent_ids for row in opened(root).rows()] == [(BEN,), (CLEO,)]
