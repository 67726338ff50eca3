"""On a narrow screen the team gives way to the names, and no head runs into the next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.pilot.team_stage import line_with, program_in, put_agents, put_session, screen_lines, settled

from coachtui.i18n import LANGUAGES, _, use_language
from coachtui.ui.app import CoachApp

pytestmark = pytest.mark.pilot
NAMES = (
    "Maria van den Broek-Jansen",
    "Maria van der Meer-Willemsen",
    "欧阳慕容上官诸葛司马令狐",
)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_attack_r6_team_names_are_told_beside_a_long_team(tmp_path: Path, language: str) -> None:
    use_language(language)
    program = program_in(tmp_path)
    agents = put_agents(program, *NAMES, team="Klantenservice Utrecht 1")
    put_agents(program, "Bo Ek", team="Klantenservice Utrecht 2")
    put_session(program, agents[0], 30, "draft")
    put_session(program, agents[1], 40, "live")
    program.team.put_agents([replace(agents[1], alias="")])
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for name in NAMES:
            start = name[:15] if name.isascii() else name[:7]
            assert line_with(app, start), start
        assert line_with(app, f"{_('Agent')} ↓ ")
        heads = line_with(app, f"{_('Agent')} ↓ ")
        assert f" {_('Last session')}" in heads
        assert f" {_('This month')} " in heads
        assert all(cell_len(line) <= 80 for line in screen_lines(app))
