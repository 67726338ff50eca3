"""A small team with stored sessions, and what the screen shows of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent, Lead
from coachtui.domain.evaluation import Answer, Evaluation, Rater
from coachtui.domain.form import Form
from coachtui.domain.live.offered_content import CORE_FORMS
from coachtui.domain.session import Session, SessionStatus
from coachtui.i18n import language
from coachtui.services.listening import new_session
from coachtui.services.preferences import LANGUAGE
from coachtui.ui.app import CoachApp

NOW = datetime.fromisoformat("2026-11-16T10:00:00+01:00")
"""The 16th of November 2026: eleven of 21 working days have gone by (the brief's C4.3)."""


class StillClock:
    """A clock that stands at ``NOW``."""

    def now(self) -> datetime:
        return NOW

    def tick(self) -> float:
        return 0.0

    def asleep_s(self) -> float | None:
        return None


class GoingClock(StillClock):
    """The same with seconds that are counted by the test."""

    seconds = 0.0

    def tick(self) -> float:
        return self.seconds


def with_clock(program: LocalProgram) -> GoingClock:
    """Give a program a clock whose seconds the test counts."""
    clock = GoingClock()
    vars(program)["clock"] = clock
    return clock


def program_in(folder: Path) -> LocalProgram:
    """The program on folders of its own, at ``NOW``."""
    program = open_program(data_dir=str(folder / "data"), config_dir=str(folder / "config"))
    vars(program)["clock"] = StillClock()
    return program


def put_agents(program: LocalProgram, *names: str, **details: Any) -> list[Agent]:
    """Store agents and return them; the questions of the first start count as answered."""
    if program.settings.get(LANGUAGE) is None:
        program.settings.put(LANGUAGE, language())
    agents = [Agent(id=program.ids.new(), name=name, **details) for name in names]
    program.team.put_agents(agents)
    return agents


def put_session(
    program: LocalProgram, agent: Agent, days_ago: int = 0, status: SessionStatus = "final", **changes: Any
) -> Session:
    """Store a session with one contact on both core forms, every answer the best there is."""
    lead = program.team.lead() or Lead(id=program.ids.new(), name="Kari")
    program.team.put_lead(lead)
    forms = tuple(program.content.form(form_id) for form_id in CORE_FORMS)
    began = NOW - timedelta(days=days_ago)
    session = new_session(agent, lead, forms, None, began=began, ids=program.ids)
    evaluations = tuple(_evaluated(program, session, form, status) for form in forms)
    session = replace(session, status=status, evaluations=evaluations, **changes)
    program.sessions.put(session)
    return session


def _evaluated(program: LocalProgram, session: Session, form: Form, status: SessionStatus) -> Evaluation:
    answers = {
        item.id: Answer(value=max(value.value for value in item.answer_type.values), at=session.started_at)
        for item in form.items()
    }
    return Evaluation(
        id=program.ids.new(),
        contact_id=session.contacts[0].id,
        agent_id=session.agent_id,
        rater=Rater(role="lead", id=session.lead_id),
        form=form.ref,
        status="final" if status == "final" else "draft",
        answers=answers,
    )


def screen_lines(app: App[Any]) -> list[str]:
    """What stands on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def line_with(app: CoachApp, text: str) -> str:
    """The first line of the screen that holds a text; empty where none does."""
    return next((line for line in screen_lines(app) if text in line), "")


async def settled(pilot: Pilot[int]) -> None:
    """Wait until what was asked of the store in the background is shown."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def statement_saved(app: CoachApp, pilot: Pilot[int]) -> None:
    """Wait until what an agent says is on disk and the session is let go."""
    for _ in range(200):
        if app.work.statement is None:
            return
        app.work.statement.flush()
        await pilot.pause(0.01)
    raise AssertionError("the statement is not saved")


async def type_text(pilot: Pilot[int], text: str) -> None:
    """Type a text letter by letter."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))
