"""The team screen: names at once, numbers after them, letters filter, one key listens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from rich.cells import cell_len
from tests.pilot.team_stage import (
    NOW,
    line_with,
    program_in,
    put_agents,
    put_session,
    screen_lines,
    settled,
    type_text,
)
from textual.events import Key

from coachtui.domain.errors import CoachError, StoreCorrupt
from coachtui.domain.listing import RecordRow, SessionRow
from coachtui.i18n import LANGUAGES, _, use_language
from coachtui.services.listening_request import LiveRequest
from coachtui.services.team_count import TeamCount, count_team
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.reading.screen import SessionReading
from coachtui.ui.team import counting
from coachtui.ui.team.rows import TeamRows
from coachtui.ui.team.screen import TeamScreen
from coachtui.ui.widgets.lines import Line
from coachtui.ui.words.sessions import near_day

pytestmark = pytest.mark.pilot


async def test_each_agent_shows_the_month_the_last_session_and_what_is_open(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    done, behind, busy = put_agents(program, "Anna Berg", "Bo Dahl", "Cid Ek")
    for days_ago in (1, 2, 3, 4):
        put_session(program, done, days_ago)
    put_session(program, behind, 30)
    put_session(program, busy, 0, "live")
    put_session(program, busy, 5, "draft")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert "●●●● 4/4" in line_with(app, "Anna Berg")
        assert "✓ on target" in line_with(app, "Anna Berg")
        assert "yesterday" in line_with(app, "Anna Berg")
        assert "○○○○ 0/4" in line_with(app, "Bo Dahl")
        assert "▾ behind" in line_with(app, "Bo Dahl")
        assert "● running since 10:00" in line_with(app, "Cid Ek")
        assert "✎ draft" in line_with(app, "Cid Ek")
        assert "Team of Kari" in line_with(app, "November 2026")
        assert "4 of 12 evaluations" in line_with(app, "3 agents")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_attack_a_session_that_runs_for_long_leaves_the_word_beside_the_mark(
    language: str, tmp_path: Path
) -> None:
    program = program_in(tmp_path)
    use_language(language)
    behind, busy = put_agents(program, "Bo Dahl", "Cid Ek-Gustavsson")
    put_session(program, behind, 30)
    put_session(program, busy, 30, "live")
    put_session(program, busy, 40, "draft")
    put_session(program, busy, 41, "draft")
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert f"▾ {_('behind')}" in line_with(app, "Bo Dahl")
        line = line_with(app, "Cid Ek-Gustavsson")
        assert near_day(date(2026, 10, 17), NOW.date()) in line
        assert "×2" in line


async def test_names_are_shown_before_the_sessions_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    put_session(program, agent)
    asked: list[str] = []
    rows = program.sessions.every_row

    def counting() -> tuple[list[SessionRow], list[RecordRow], Mapping[str, CoachError]]:
        asked.append(line_with(app, "Anna Berg"))
        return rows()

    def never(_agent_id: str) -> list[object]:
        raise AssertionError

    monkeypatch.setattr(program.sessions, "every_row", counting)
    monkeypatch.setattr(program.sessions, "of_agent", never)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("down", "up")
        assert len(asked) == 1
        assert "Anna Berg" in asked[0]
        assert "1/4" not in asked[0]
        assert "1/4" in line_with(app, "Anna Berg")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bjor", ["Björn Åkesson"]),
        ("Ｂｊöｒｎ", ["Björn Åkesson"]),
        ("åk b", ["Björn Åkesson"]),
        ("esson", ["Björn Åkesson"]),
        ("明", ["王小明"]),
        ("n", ["Noor Bjerke 2"]),
        ("b", ["Björn Åkesson", "Noor Bjerke 2"]),
        ("night", ["Noor Bjerke 2"]),
        ("2", ["Noor Bjerke 2"]),
        ("zz", []),
    ],
)
async def test_letters_filter_in_any_script(tmp_path: Path, typed: str, found: list[str]) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Björn Åkesson", "王小明")
    put_agents(program, "Noor Bjerke 2", team="Nights")
    names = ["Björn Åkesson", "王小明", "Noor Bjerke 2"]
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await type_text(pilot, typed)
        assert [name for name in names if line_with(app, name)] == found
        await pilot.press(*["backspace"] * len(typed))
        assert [name for name in names if line_with(app, name)] == names
        await type_text(pilot, typed)
        await pilot.press("escape")
        assert [name for name in names if line_with(app, name)] == names


async def test_one_key_listens_to_the_agent_that_the_filter_found(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    wanted = put_agents(program, "Anna Berg", "Bo Dahl", "Cid Ek")[1]
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await type_text(pilot, "dahl")
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        await pilot.press("1")
        await pilot.pause()
        assert app.work.open_session is not None
        app.work.open_session.leave()
    stored = program_in(tmp_path).sessions.of_agent(wanted.id)
    assert [len(session.evaluations) for session in stored] == [1]


async def test_a_running_session_is_gone_on_with(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    running = put_session(program, agent, 0, "live")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert app.work.open_session is not None
        assert app.work.open_session.session.id == running.id
        app.work.open_session.leave()
    assert [s.id for s in program_in(tmp_path).sessions.every()] == [running.id]


async def test_who_is_asked_for_when_a_session_was_asked_for(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    app = CoachApp(program, LiveRequest(form_ids=("conversation-phases",), model_id="grow"))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert line_with(app, "Choose whom to listen to")
        await pilot.press("enter")
        await settled(pilot)
        assert app.work.open_session is not None
        assert app.work.open_session.session.agent_id == agent.id
        assert [form.id for form in app.work.open_session.session.forms] == ["conversation-phases"]
        assert app.work.open_session.session.model is not None
        assert app.work.open_session.session.model.id == "grow"
        app.work.open_session.leave()


async def test_a_session_open_in_another_window_is_read_here(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    running = put_session(program, agent, 0, "live")
    lease = program_in(tmp_path).sessions.lease(running.id)
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+r")
        assert isinstance(app.screen, TeamScreen)
        assert line_with(app, "Open in another window; Enter opens the page where it can be read.")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("ctrl+r")
        assert line_with(app, "open in another window; press Enter in the list to read it.")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, SessionReading)
        assert line_with(app, "open in another window; here it can only be read.")
        await pilot.press("escape")
        assert isinstance(app.screen, AgentScreen)
        assert app.work.open_session is None
    lease.release()
    assert program_in(tmp_path).sessions.get(running.id) == running


async def test_a_damaged_log_leaves_the_names_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna Berg")

    def damaged() -> list[SessionRow]:
        raise StoreCorrupt("damaged_record", file="2026.jsonl", record=7)

    monkeypatch.setattr(program.sessions, "every_row", damaged)
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert line_with(app, "Anna Berg")
        assert line_with(app, "damaged at record 7")


async def test_what_is_ignored_in_the_settings_is_said_at_start(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna Berg")
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "config.toml").write_text(
        'language = "en"\ncolour = "red"\nsound = true\n', encoding="utf-8"
    )
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert line_with(
            app, "Ignored in config.toml: colour, sound. The reason is shown when the program ends."
        )


WRONG = 'language = "xx"\ntheme = "pink"\nretention_months = 0\nhold_limit_s = "long"\n'


@pytest.mark.parametrize("live", [False, True])
async def test_newcomer_every_value_that_cannot_be_is_named_at_start(tmp_path: Path, live: bool) -> None:
    program = program_in(tmp_path)
    (agent,) = put_agents(program, "Anna Berg")
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "config.toml").write_text(WRONG, encoding="utf-8")
    (tmp_path / "config" / "keys.toml").write_text('"live.note" = ["ctrl+r"]\n', encoding="utf-8")
    app = CoachApp(program, LiveRequest(agent_id=agent.id) if live else None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        line = line_with(app, "Ignored in config.toml")
        assert "language, theme, retention_months, hold_limit_s." in line
        assert "Ignored in keys.toml: live.note." in line
        if app.work.open_session is not None:
            app.work.open_session.leave()


async def test_an_own_key_that_clashes_is_said_at_start_and_ignored(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna Berg")
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "keys.toml").write_text('"live.note" = ["ctrl+r"]\n', encoding="utf-8")
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert line_with(app, "In keys.toml ctrl+r of live.note clashes with live.call and is ignored.")
        assert app.first_key("live.note") == "ctrl+n"


async def test_an_empty_team_says_what_to_do(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna Berg", status="left")
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert line_with(app, "Ctrl+N adds an agent")
        await pilot.press("enter", "ctrl+r", "f2")
        assert isinstance(app.screen, TeamScreen)
        await pilot.press("ctrl+t")
        assert "left" in line_with(app, "Anna Berg")
        await pilot.press("ctrl+r")
        assert isinstance(app.screen, TeamScreen)
        assert line_with(app, "F2 brings them back")
    assert list(program_in(tmp_path).sessions.every()) == []


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 36), (200, 60)])
async def test_long_and_wide_names_keep_the_columns_in_line(tmp_path: Path, size: tuple[int, int]) -> None:
    program = program_in(tmp_path)
    put_agents(program, "W" * 200, "王小明" * 12, "[b]x[/b] [/]", "Zoë\u0301 👩‍💻", team="North")
    put_agents(program, "Åse", team="East")
    app = CoachApp(program, None)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        lines = [line for line in screen_lines(app) if "0/4" in line]
        assert len(lines) == 5
        assert len({cell_len(line[: line.index("○○○○")]) for line in lines}) == 1
        assert line_with(app, "[b]x[/b]")


async def test_five_hundred_agents_are_filtered_and_opened(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_agents(program, *(f"Agent {number:03}" for number in range(500)))
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("end")
        assert line_with(app, "Agent 499")
        await type_text(pilot, "250")
        assert line_with(app, "1 match")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert app.screen.rows.current_summary is not None
        assert app.screen.rows.current_summary.agent.name == "Agent 250"
        assert line_with(app, "1 match")


@pytest.mark.parametrize(("language", "day"), [("sv", "2026-10-17"), ("zh-Hans", "2026年10月17日")])
async def test_another_language_is_spoken_on_the_spot(tmp_path: Path, language: str, day: str) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    put_session(program, agent, 30)
    app = CoachApp(program, None)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert "17 Oct 2026" in line_with(app, "Anna Berg")
        app.switch_language(language)
        await pilot.pause()
        assert day in line_with(app, "Anna Berg")
    assert program_in(tmp_path).settings.get("language") == language


async def test_moving_draws_only_the_two_rows_that_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_in(tmp_path)
    put_agents(program, *(f"Anna {letter}" for letter in "abcdefgh"))
    drawn: list[int] = []
    lines = TeamRows.row_lines

    def counted(self: TeamRows, row: int, width: int) -> list[Line]:
        drawn.append(row)
        return lines(self, row, width)

    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        monkeypatch.setattr(TeamRows, "row_lines", counted)
        await pilot.press("down")
        assert sorted(drawn) == [0, 1]


async def test_attack_what_is_typed_behind_ctrl_r_waits_with_it_for_the_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine the digits filtered the team, and the session never began."""
    program = program_in(tmp_path)
    put_agents(program, "Anna Berg", "Bo Dahl")
    go_on = Event()

    def late(*parts: Any) -> TeamCount:
        assert go_on.wait(30)
        return count_team(*parts)

    monkeypatch.setattr(counting, "count_team", late)
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        for key in (Key("ctrl+r", None), Key("1", "1"), Key("0", "0")):
            app.post_message(key)
        await pilot.pause()
        assert isinstance(app.screen, TeamScreen)
        go_on.set()
        await settled(pilot)
        await pilot.pause(0.3)
        assert isinstance(app.screen, LiveScreen)
        open_session = app.work.open_session
        assert open_session is not None
        assert [a.value for a in open_session.session.evaluations[0].answers.values()] == [1, 0]
        open_session.leave()
