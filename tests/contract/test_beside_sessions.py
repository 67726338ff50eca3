"""What a store keeps beside sessions: people, leases, copies of forms; and names that may be files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.contract.conftest import Open
from tests.contract.sessions import ANNA, BEN, identity, session

from coachtui.domain.agent import Agent, Lead
from coachtui.domain.errors import StoreBusy, StoreError


def test_agents_keep_the_order_of_their_creation(open_store: Open) -> None:
    store = open_store()
    store.team.put_agents(
        [Agent(id=BEN, name="Ben"), Agent(id=ANNA, name="Anna", start_date=date(2024, 2, 29))]
    )
    store.team.put_agents([Agent(id=BEN, name="Ben", status="left")])
    store.team.put_lead(Lead(id=identity(1), name="李明"))
    agents = open_store().team.agents()
    assert [(agent.id, agent.status) for agent in agents] == [(BEN, "left"), (ANNA, "active")]
    assert agents[1].start_date == date(2024, 2, 29)
    assert open_store().team.lead() == Lead(id=identity(1), name="李明")


def test_a_lease_keeps_other_windows_out_until_released(open_store: Open, tmp_path: Path) -> None:
    lease = open_store().lease(identity(1))
    with pytest.raises(StoreBusy) as caught:
        open_store().lease(identity(1))
    assert caught.value.code == "session_open_elsewhere"
    open_store().lease(identity(2)).release()
    lease.release()
    lease.release()
    open_store().lease(identity(1)).release()
    assert list((tmp_path / "store" / "leases").iterdir()) == []


def test_copies_of_forms_are_written_once(open_store: Open, tmp_path: Path) -> None:
    store = open_store()
    store.keep_content("phone-technique", 1, 'id = "phone-technique" # å')
    store.keep_content("phone-technique", 1, "something else")
    assert open_store().kept_content("phone-technique", 1) == 'id = "phone-technique" # å'
    assert [path.name for path in (tmp_path / "store" / "content").iterdir()] == ["phone-technique@1.toml"]


@pytest.mark.parametrize("name", ["../../etc", "", ".", "a/b", "a\\b", "x" * 65, "-rf", "CON:"])
def test_an_id_that_names_another_place_is_refused(open_store: Open, tmp_path: Path, name: str) -> None:
    store = open_store()
    for attempt in (
        lambda: store.put(session(1, agent_id=name)),
        lambda: store.put(replace(session(1), id=name)),
        lambda: store.lease(name),
        lambda: store.keep_content(name, 1, ""),
        lambda: store.team.put_agents([Agent(id=name, name="x")]),
        lambda: store.of_agent(name),
    ):
        with pytest.raises(StoreError, match="bad_id"):
            attempt()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
