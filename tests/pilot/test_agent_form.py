"""Adding, changing and seeing off agents by keyboard; what is typed is stored as it was meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.pilot.team_stage import line_with, program_in, put_agents, settled, type_text, with_clock
from textual.events import Paste

from coachtui.domain.agent import Agent
from coachtui.i18n import use_language
from coachtui.ui.agent.form import AgentFormScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.team.screen import TeamScreen
from coachtui.ui.widgets.bars import MessageLine

pytestmark = pytest.mark.pilot


def stored(folder: Path) -> list[Agent]:
    """The agents on disk, by name."""
    return sorted(program_in(folder).team.agents(), key=lambda agent: agent.name)


async def test_an_agent_is_added_with_every_field(tmp_path: Path) -> None:
    app = CoachApp(program_in(tmp_path), None)
    put_agents(program_in(tmp_path), "Zoe")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+n")
        for text in ("Anna  Berg", "Annie", "North", "2024-08-01", "svenska", "Ask about the new routing."):
            await type_text(pilot, text)
            await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert app.screen.rows.current_summary is not None
        assert app.screen.rows.current_summary.agent.name == "Anna Berg"
    anna = stored(tmp_path)[0]
    assert (anna.name, anna.alias, anna.team) == ("Anna Berg", "Annie", "North")
    assert anna.start_date == date(2024, 8, 1)
    assert (anna.language, anna.remember) == ("sv", "Ask about the new routing.")
    assert anna.status == "active"


async def test_fields_are_changed_and_emptied(tmp_path: Path) -> None:
    put_agents(program_in(tmp_path), "Anna Berg", alias="Annie", start_date=date(2024, 8, 1), language="sv")
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f2", "ctrl+u")
        await type_text(pilot, "王小明")
        await pilot.press(
            "down", "ctrl+u", "down", "up", "down", "down", "ctrl+u", "down", "ctrl+u", "ctrl+s"
        )
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
    (agent,) = stored(tmp_path)
    assert (agent.name, agent.alias, agent.start_date, agent.language) == ("王小明", "", None, None)


@pytest.mark.parametrize("keys", [("f2",), ("enter", "f2")], ids=["team", "agent"])
async def test_what_another_window_changed_meanwhile_stays(tmp_path: Path, keys: tuple[str, ...]) -> None:
    (anna,) = put_agents(program_in(tmp_path), "Anna Berg", alias="Annie")
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key in keys[:-1]:
            await pilot.press(key)
            await settled(pilot)
        program_in(tmp_path).team.put_agents([replace(anna, name="Anna Ek")])
        await pilot.press(keys[-1])
        await settled(pilot)
        assert line_with(app, "Anna Ek")
        program_in(tmp_path).team.put_agents([replace(anna, name="Anna Dahl")])
        await pilot.press("down", "ctrl+u", "A", "ctrl+s")
        await settled(pilot)
    assert [(agent.name, agent.alias) for agent in stored(tmp_path)] == [("Anna Dahl", "A")]


async def test_escape_changes_nothing(tmp_path: Path) -> None:
    before = put_agents(program_in(tmp_path), "Anna Berg")
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f2", "x", "y", "escape")
        await pilot.press("ctrl+n", "x", "escape")
        assert isinstance(app.screen, TeamScreen)
        assert line_with(app, DROPPED)
    assert stored(tmp_path) == before


async def test_who_has_left_is_hidden_and_comes_back(tmp_path: Path) -> None:
    put_agents(program_in(tmp_path), "Anna Berg", "Bo Dahl")
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f2", *["down"] * 6, "space", "enter")
        await settled(pilot)
        assert [agent.status for agent in stored(tmp_path)] == ["left", "active"]
        assert line_with(app, "1 agent ")
        assert not line_with(app, "Anna Berg  ")
        await pilot.press("ctrl+t", "end", "f2", *["down"] * 6, "right", "ctrl+s")
        await settled(pilot)
        assert line_with(app, "2 agents")
    assert [agent.status for agent in stored(tmp_path)] == ["active", "active"]


async def test_a_namesake_is_added_only_when_it_is_said_twice(tmp_path: Path) -> None:
    put_agents(program_in(tmp_path), "Anna Berg")
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+n")
        await type_text(pilot, "ANNA berg")
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, AgentFormScreen)
        assert line_with(app, "That name is in that team already")
        assert len(stored(tmp_path)) == 1
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
    assert [agent.name for agent in stored(tmp_path)] == ["ANNA berg", "Anna Berg"]


@pytest.mark.parametrize("tag", ["en", "sv", "nb", "nl", "zh-Hans"])
async def test_attack_3_a_namesake_keeps_the_keys_on_the_name_and_all_of_the_warning_is_read(
    tmp_path: Path, tag: str
) -> None:
    put_agents(program_in(tmp_path), "Anna Berg")
    use_language(tag)
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+n")
        await type_text(pilot, "Anna Berg")
        await pilot.press("ctrl+s")
        await settled(pilot)
        told = app.screen.query_one(MessageLine).text
        assert "Ctrl+S" in told
        assert line_with(app, told)
        await type_text(pilot, "sen")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
    assert [(agent.name, agent.remember) for agent in stored(tmp_path)] == [
        ("Anna Berg", ""),
        ("Anna Bergsen", ""),
    ]


@pytest.mark.parametrize(
    ("place", "typed", "told"),
    [
        (0, "", "A name is needed."),
        (0, "   ", "A name is needed."),
        (3, "2026-02-30", "There is no such day."),
        (3, "16 Nov", "Write the date as 16 Nov 2026 or YYYY-MM-DD."),
        (3, "0206-03-01", "YYYY-MM-DD"),
        (3, "soon", "YYYY-MM-DD"),
        (4, "!!", "write the language as its tag"),
    ],
)
async def test_nonsense_is_refused_in_words_and_nothing_is_stored(
    tmp_path: Path, place: int, typed: str, told: str
) -> None:
    app = CoachApp(program_in(tmp_path), None)
    put_agents(program_in(tmp_path), "Zoe")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+n")
        if place:
            await type_text(pilot, "Anna")
        await pilot.press(*["down"] * place)
        await type_text(pilot, typed)
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, AgentFormScreen)
        assert line_with(app, told) or line_with(app, told.capitalize())
        await pilot.press("x")
        assert app.screen.query_one(MessageLine).text == ""
    assert [agent.name for agent in stored(tmp_path)] == ["Zoe"]


@pytest.mark.parametrize(
    ("language", "typed"),
    [("nb", "31.03.2026"), ("nl", "31-03-2026"), ("zh-Hans", "2026年3月31日"), ("en", "31 mar 2026")],
)
async def test_a_date_may_have_the_shape_of_the_language(tmp_path: Path, language: str, typed: str) -> None:
    put_agents(program_in(tmp_path), "Anna Berg")
    use_language(language)
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f2", "down", "down", "down")
        await type_text(pilot, typed)
        await pilot.press("ctrl+s")
        await settled(pilot)
    assert stored(tmp_path)[0].start_date == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("pasted", "name"),
    [
        ("[b]Anna[/b] [@click=app.quit]x[/]", "[b]Anna[/b] [@click=app.quit]x[/]"),
        ("Anna\x1b]0;owned\x07\u202e Berg", "Anna]0;owned Berg"),
        ("Anna\nBerg\n", "Anna Berg"),
        ("👩‍💻 Zoe\u0301", "👩‍💻 Zoé"),
    ],
)
async def test_a_strange_name_is_kept_as_harmless_text(tmp_path: Path, pasted: str, name: str) -> None:
    put_agents(program_in(tmp_path), "zz")
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+n")
        app.post_message(Paste(pasted))
        await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
    assert name in [agent.name for agent in stored(tmp_path)]


@pytest.mark.parametrize("length", [300, 10_000])
async def test_a_name_that_is_too_long_is_refused_not_cut(tmp_path: Path, length: int) -> None:
    put_agents(program_in(tmp_path), "zz")
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+n")
        app.post_message(Paste("a" * length))
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, AgentFormScreen)
        assert (
            line_with(app, "characters are too many")
            or line_with(app, "That is too long")
            or line_with(app, "A name is needed.")
        )
    assert [agent.name for agent in stored(tmp_path)] == ["zz"]


DROPPED = "What you typed was dropped; nothing was changed."
NOT_SAVED = "What you typed here is not saved: Ctrl+S saves it, Ctrl+Q again drops it."


@pytest.mark.parametrize("key", ["f2", "ctrl+n"])
@pytest.mark.parametrize(("typed", "said"), [("x", DROPPED), ("", "Nothing was changed.")])
async def test_attack_esc_says_that_what_was_typed_is_dropped(
    tmp_path: Path, key: str, typed: str, said: str
) -> None:
    put_agents(program_in(tmp_path), "Anna Berg")
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(key, *typed, "escape")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert app.screen.query_one(MessageLine).text == said
    assert [agent.name for agent in stored(tmp_path)] == ["Anna Berg"]


@pytest.mark.parametrize("over", [(), ("f1",), ("ctrl+p",)])
async def test_attack_quitting_a_form_with_something_typed_takes_a_second_press(
    tmp_path: Path, over: tuple[str, ...]
) -> None:
    put_agents(program_in(tmp_path), "Anna Berg")
    program = program_in(tmp_path)
    clock = with_clock(program)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f2", "x", *over, "ctrl+q", "ctrl+q")
        assert app.screen.query_one(MessageLine).text == NOT_SAVED
        assert app.is_running
        assert app.return_value is None
        clock.seconds += 1
        await pilot.press("ctrl+q")
    assert app.return_value == 0


async def test_quitting_a_form_as_it_was_asks_nothing(tmp_path: Path) -> None:
    put_agents(program_in(tmp_path), "Anna Berg")
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f2", "x", "backspace", "ctrl+q")
    assert app.return_value == 0
