"""A fault of the program's own on a thread is said on the screen that waits for it (code survey F4)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.sitting_down import shown
from tests.pilot.team_stage import program_in, put_agents, put_session
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram
from coachtui.ui.app import CoachApp

NOTE = "Kim Lund was late again"

FAULTS = {
    "team": ("coachtui.ui.team.counting.count_team", ()),
    "agent": ("coachtui.store.records.session_store.LogSessionStore.of_agent", ("enter",)),
    "see together": ("coachtui.ui.agent.see.OwnRecordView", ("enter", "f3")),
    "own export": ("coachtui.ui.agent.rights.own_record", ("enter", "f4")),
    "count before erasing": ("coachtui.services.erasing.Erasing.plan", ("enter", "ctrl+x")),
    "what was agreed": ("coachtui.ui.live.whose_session.last_agreement", ("ctrl+r",)),
    "retention": (
        "coachtui.services.retention.Retention.due",
        ("ctrl+p", *"retention", "enter"),
    ),
}
"""What fails, by the place that waits for it, and the keys that lead there."""


def broken(*_arguments: object, **_named: object) -> object:
    raise RuntimeError(NOTE)


async def settle(app: CoachApp, pilot: Pilot[int]) -> None:
    await app.workers.wait_for_complete()
    await pilot.pause()


@pytest.fixture
def program(tmp_path: Path) -> LocalProgram:
    program = program_in(tmp_path)
    (agent,) = put_agents(program, "Kim Lund")
    put_session(program, agent)
    return program


@pytest.mark.parametrize("place", FAULTS)
async def test_f4_a_fault_on_a_thread_is_said_and_noted(
    place: str, program: LocalProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, keys = FAULTS[place]
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        if place == "team":
            await settle(app, pilot)
            monkeypatch.setattr(target, broken)
            app.screen.counting.begin()  # type: ignore[attr-defined]
        else:
            await pilot.press(*keys[:-1])
            await settle(app, pilot)
            monkeypatch.setattr(target, broken)
            await pilot.press(keys[-1])
        await pilot.pause()
        await settle(app, pilot)
        assert "inside the program (RuntimeError)" in shown(app)
    (log,) = program.folders.logs.iterdir()
    assert NOTE not in log.read_text("utf-8")
