"""The agent screen and reading a session: timeline newest first, lazily scored, everything readable."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.pilot.team_stage import NOW, line_with, program_in, put_agents, put_session, screen_lines, settled

from coachtui.domain.contact import Contact, Hold, PhaseStretch
from coachtui.domain.note import Link, Mark, Note
from coachtui.domain.session import ModelRef, Session, StepRecord
from coachtui.i18n import use_language
from coachtui.services.results import Result, Results
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.reading.screen import SessionReading
from coachtui.ui.team.screen import TeamScreen

pytestmark = pytest.mark.pilot


async def test_sessions_stand_newest_first_with_scores_and_breaches(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    put_session(program, agent, 20)
    newest = put_session(program, agent, 1)
    form, _other = newest.evaluations
    critical = next(
        item.id for item in program.content.form("phone-technique").items() if item.critical is not None
    )
    answers = {**form.answers, critical: replace(form.answers[critical], value=0)}
    program.sessions.put(
        replace(newest, evaluations=(replace(form, answers=answers), *newest.evaluations[1:]))
    )
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        text = "\n".join(screen_lines(app))
        assert text.index("15 Nov 2026") < text.index("27 Oct 2026")
        assert "100.0" in line_with(app, "✗ 1 critical breach")
        assert "✓ final" in line_with(app, "15 Nov 2026")


async def test_counts_are_joined_as_the_language_joins_them(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "王小明")[0]
    note = Note(id=program.ids.new(), at=NOW, text="x", call_s=None)
    put_session(program, agent, 1, notes=(note,))
    use_language("zh-Hans")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "，" in line_with(app, "2026年11月15日")


async def test_a_final_session_is_read_and_left_as_it_is(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    final = put_session(program, agent, 1)
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 60)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, SessionReading)
        assert "100.0" in line_with(app, "Phone technique listening form")
        await pilot.press("1", "backspace", "a", "end", "home", "pagedown", "up")
        await pilot.press("escape")
        assert isinstance(app.screen, AgentScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
    assert program_in(tmp_path).sessions.get(final.id) == final


async def test_everything_in_a_session_can_be_read(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    plain = put_session(program, agent, 1)
    item = next(program.content.form("phone-technique").items())
    contact = Contact(
        id=plain.contacts[0].id,
        reference="CASE-17",
        channel="phone",
        started_at=plain.started_at,
        duration_s=300.0,
        phases=(
            PhaseStretch(phase="contact", at_s=0, until_s=75),
            PhaseStretch(phase="mapping", at_s=75, until_s=300),
        ),
        holds=(Hold(at_s=100, until_s=230),),
    )
    note = Note(
        id=program.ids.new(),
        at=NOW,
        text="[b]Calm[/b] from the start",
        call_s=134.0,
        contact_id=contact.id,
        tag="strength",
        link=Link(form="phone-technique", item=item.id),
    )
    grow = ModelRef(id="grow", version=program.content.model("grow").version)
    step = program.content.model("grow").steps[0]
    record = StepRecord(
        model="grow", step=step.id, seconds=61, fields={step.fields[0].id: "Shorter calls"}, done=True
    )
    first = plain.evaluations[0]
    starred = {**first.answers, item.id: replace(first.answers[item.id], star=True)}
    program.sessions.put(
        replace(
            plain,
            contacts=(contact,),
            notes=(note,),
            marks=(Mark(id=program.ids.new(), at=NOW + timedelta(seconds=5), call_s=139.0),),
            evaluations=(replace(first, answers=starred), *plain.evaluations[1:]),
            models=(grow,),
            steps=(record,),
        )
    )
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 120)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "phone" in line_with(app, "CASE-17")
        assert "05:00" in line_with(app, "Call:")
        assert "25%" in line_with(app, "01:15")
        assert "‼ 1 hold: 02:10" in line_with(app, "hold")
        assert "★" in line_with(app, item.label["en"])
        assert "✚ Strength" in line_with(app, f"[{item.label['en']}]")
        assert line_with(app, "[b]Calm[/b] from the start")
        assert line_with(app, "Moment marked")
        assert line_with(app, "Shorter calls")


@pytest.mark.parametrize("status", ["draft", "live"])
async def test_what_is_not_final_is_gone_on_with(tmp_path: Path, status: str) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    session = put_session(program, agent, 0, "draft" if status == "draft" else "live")
    app = CoachApp(program, None)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        assert app.work.open_session is not None
        assert app.work.open_session.session.id == session.id
        app.work.open_session.leave()


async def test_only_sessions_in_view_are_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    first = put_session(program, agent, 0)
    many = [
        replace(first, id=program.ids.new(), started_at=first.started_at - timedelta(hours=number))
        for number in range(1, 200)
    ]
    program.sessions.append_many(agent.id, 2026, many)
    scored: list[str] = []
    of = Results._scored

    def counted(self: Results, session: Session) -> tuple[Result, ...]:
        scored.append(session.id)
        return of(self, session)

    monkeypatch.setattr(Results, "_scored", counted)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert line_with(app, "200 sessions")
        assert 0 < len(scored) <= 12
        await pilot.press("end")
        assert len(scored) <= 24


async def test_an_agent_without_sessions_says_how_to_begin(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    agent = put_agents(program, "Anna Berg")[0]
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter", "x", "7")
        assert line_with(app, "press Ctrl+R to listen to the first call")
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        assert app.work.open_session is not None
        app.work.open_session.leave()
    assert program_in(tmp_path).sessions.of_agent(agent.id) == []
