"""The mouse does what one would expect, and never answers (newcomer 30)."""

from __future__ import annotations

from pathlib import Path

from tests.pilot.live_stage import PHASES, PHONE, Stage, listening
from tests.pilot.team_stage import program_in, put_agents, settled
from textual.widget import Widget

from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.live.checklist_rows import ChecklistRows
from coachtui.ui.live.notes import NoteRows
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.screens.help import HelpScreen
from coachtui.ui.widgets.clicks import span_at


def text_of(widget: Widget, line: int) -> str:
    return widget.render_line(line).text


async def click(stage: Stage, selector: str, on: str, *, line: int = 0, times: int = 1) -> None:
    """Click on a text within a line of a widget."""
    widget = stage.app.screen.query_one(selector)
    left = text_of(widget, line).index(on)
    await stage.pilot.click(selector, offset=(left, line), times=times)
    await stage.press()


async def test_newcomer_30_a_key_in_the_footer_is_pressed_by_a_click(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await click(stage, "#footer", "Ctrl+R")
        assert stage.open_session.session.running_contact is not None
        await click(stage, "#footer", "Mark")
        assert len(stage.open_session.session.marks) == 1
        await click(stage, "#footer", "Undo")
        assert list(stage.open_session.session.marks) == []
        await click(stage, "#footer", "Help")
        assert isinstance(stage.app.screen, HelpScreen)


async def test_newcomer_30_the_blank_of_the_footer_is_no_key(tmp_path: Path) -> None:
    async with listening(tmp_path, (200, 60)) as stage:
        before = stage.open_session.session
        footer = text_of(stage.app.screen.query_one("#footer"), 0)
        blank = footer.index("    ") + 1
        await stage.pilot.click("#footer", offset=(blank, 0))
        await stage.press()
        assert isinstance(stage.app.screen, LiveScreen)
        assert stage.open_session.session == before


async def test_newcomer_30_tabs_heads_and_models_are_switched_by_a_click(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await click(stage, "#form-tabs", "Conversation")
        assert stage.open_session.session.place.form_id == PHASES
        await click(stage, "#form-tabs", "Phone")
        assert stage.open_session.session.place.form_id == PHONE
        await click(stage, "#model-tabs", "CLEAR")
        model = stage.open_session.session.model
        assert model is not None
        assert model.id == "clear"
        await click(stage, "#model-tabs", "L", line=1)
        assert stage.open_session.session.place.step == stage.open_session.whole_model("clear").steps[1].id
        await click(stage, "#pane-notes > PaneHead", "Notes")
        assert isinstance(stage.app.focused, NoteRows)
        await click(stage, "#pane-checklist > PaneHead", "Checklist")
        assert isinstance(stage.app.focused, ChecklistRows)


async def test_newcomer_30_no_click_answers_a_row(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        for y in range(0, stage.rows.size.height, 3):
            for x in range(0, stage.rows.size.width, 9):
                await stage.pilot.click(ChecklistRows, offset=(x, y))
        await stage.press()
        assert stage.open_session.session.evaluations == ()
        await stage.pilot.click(ChecklistRows, offset=(3, 1), times=2)
        await stage.press()
        assert stage.screen.work.writes_note  # what enter does there
        assert stage.open_session.session.evaluations == ()


async def test_newcomer_30_a_double_click_opens_an_agent(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    _anna, bo = put_agents(program, "Anna Berg", "Bo Dahl")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.click("TeamRows", offset=(4, 1))
        await settled(pilot)
        assert not isinstance(app.screen, AgentScreen)
        await pilot.click("TeamRows", offset=(4, 1), times=2)
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        assert app.screen.agent_id == bo.id


def test_a_cell_belongs_to_a_span_in_wide_characters_too() -> None:
    line = ((" F1", "key"), (" 帮助 ", "muted"))
    assert [span_at(line, x) for x in (0, 2, 3, 8, 9)] == [0, 0, 1, 1, None]
