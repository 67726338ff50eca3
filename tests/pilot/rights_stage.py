"""Two agents, what was captured with them, and the page of one of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from tests.pilot.team_stage import (
    NOW,
    program_in,
    put_agents,
    put_session,
    settled,
)
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram
from coachtui.domain.agent import Agent
from coachtui.domain.contact import Contact
from coachtui.domain.evaluation import Answer, Evaluation, Rater
from coachtui.domain.note import Link, Note
from coachtui.domain.session import Session
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.app import CoachApp

CANARY = "CANARY-4711"


def two_agents(folder: Path) -> tuple[LocalProgram, Agent, Agent]:
    program = program_in(folder)
    anna, bo = put_agents(program, "Anna Berg", "Bosse Ek")
    return program, anna, bo


def noted(program: LocalProgram, agent: Agent, text: str, days_ago: int = 1) -> Session:
    note = Note(id=program.ids.new(), at=NOW, text=text)
    return put_session(program, agent, days_ago, notes=(note,))


def group_of(program: LocalProgram, first: Agent, second: Agent) -> Session:
    """A session of two, each with a contact, an evaluation and a note in it; kept with the first."""
    one = put_session(program, first, 3)
    contact = Contact(id=program.ids.new())
    theirs = replace(one.evaluations[0], id=program.ids.new(), agent_id=second.id, contact_id=contact.id)
    notes = (
        Note(id=program.ids.new(), at=NOW, text="first heard", contact_id=one.contacts[0].id),
        Note(id=program.ids.new(), at=NOW, text=f"second heard {first.name}", contact_id=contact.id),
    )
    group = replace(
        one,
        kind="group",
        agent_ids=(first.id, second.id),
        contacts=(*one.contacts, contact),
        evaluations=(*one.evaluations, theirs),
        notes=notes,
    )
    program.sessions.put(group)
    return group


def with_private(program: LocalProgram, session: Session) -> Session:
    """A session whose agent filled in the stress form too, with a note about it."""
    form = program.content.form("stress")
    item = next(form.items())
    own = Evaluation(
        id=program.ids.new(),
        contact_id=session.contacts[0].id,
        agent_id=session.agent_id,
        rater=Rater(role="agent", id=session.agent_id),
        form=form.ref,
        answers={item.id: Answer(value=4, at=NOW)},
    )
    about = Note(id=program.ids.new(), at=NOW, text=f"{CANARY} alone", link=Link(form=form.id, item=item.id))
    changed = replace(session, evaluations=(*session.evaluations, own), notes=(*session.notes, about))
    program.sessions.put(changed)
    return changed


@asynccontextmanager
async def on_the_page(
    program: LocalProgram, size: tuple[int, int] = (120, 36), *, down: int = 0
) -> AsyncIterator[tuple[CoachApp, Pilot[int]]]:
    """The page of the first agent in the list, or of one further down."""
    app = CoachApp(program, None)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press(*["down"] * down, "enter")
        await settled(pilot)
        assert isinstance(app.screen, AgentScreen)
        yield app, pilot


def bytes_under(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
