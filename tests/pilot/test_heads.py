"""In a head line a name never runs into what stands beside it, whatever its length."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.pilot.live_stage import listening
from tests.pilot.sitting_down import INGRID, take_seat
from tests.pilot.team_stage import NOW, program_in, put_agents, settled

from coachtui.domain.agent import Lead
from coachtui.ui.app import CoachApp
from coachtui.ui.live.header_bar import HeaderBar
from coachtui.ui.team.head import TeamHead
from coachtui.ui.widgets.caption import Caption

pytestmark = pytest.mark.pilot
WIDTH = 80
NAMES = [*("M" * size for size in range(1, WIDTH + 5)), *("欧" * size for size in range(1, WIDTH // 2 + 5))]


async def test_attack_no_name_runs_into_the_call_of_a_second_contact(tmp_path: Path) -> None:
    seat = take_seat(tmp_path, agents=(replace(INGRID, alias=""),))
    async with listening(seat, size=(WIDTH, 24)) as stage:
        await stage.press("ctrl+r", "1", "ctrl+r", "ctrl+r")
        header, view = stage.screen.query_one(HeaderBar), stage.screen.work.view
        for name in NAMES:
            header._view = replace(view, agent=replace(view.agent, name=name))
            first = "".join(text for text, _tone in header.compose_lines(WIDTH, 2)[0])
            assert cell_len(first) == WIDTH
            assert " Contact 2" in first


def test_attack_no_name_runs_into_the_note_of_a_caption() -> None:
    caption = Caption("")
    for name in NAMES:
        for mark in ("", "Nord"):
            caption.show(name, "saved", mark)
            (line,) = caption.compose_lines(WIDTH, 1)
            text = "".join(part for part, _tone in line)
            assert cell_len(text) == WIDTH
            assert text.endswith(" saved ")
            assert not mark or " (Nord) " in text


async def test_attack_no_name_runs_into_the_month_of_the_team(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna Berg")
    program.team.put_lead(Lead(id=program.ids.new(), name="Kari"))
    app = CoachApp(program, None)
    async with app.run_test(size=(WIDTH, 24)) as pilot:
        await settled(pilot)
        head = app.screen.query_one(TeamHead)
        for name in NAMES:
            head.name_lead(name)
            first = "".join(text for text, _tone in head.compose_lines(WIDTH, 2)[0])
            assert cell_len(first) == WIDTH
            assert f" November {NOW.year}" in first
