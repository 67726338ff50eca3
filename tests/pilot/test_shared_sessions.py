"""In a session of several agents, an agent's page, count and reading have what is that agent's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.contract.sessions import START, evaluation, session
from tests.fakes.people import FakeClock
from tests.pilot.team_stage import program_in, put_agents, screen_lines, settled

from coachtui.bootstrap import LocalProgram
from coachtui.domain.evaluation import Answer, Evaluation
from coachtui.domain.form import FormRef
from coachtui.services.roster import Roster
from coachtui.ui.app import CoachApp

pytestmark = pytest.mark.pilot


def shared(folder: Path) -> LocalProgram:
    """Two agents in one session: the first did everything right, the other nothing."""
    program = program_in(folder)
    first, second = put_agents(program, "Anna Berg", "Bo Lund")
    form = program.content.form("phone-technique")
    ref = FormRef(id=form.id, version=form.version)
    whole = session(10, agent_id=first.id, status="final", start=START)
    bos = session(20, agent_id=second.id, status="final", start=START)

    def filled(number: int, agent_id: str, contact_id: str, *, best: bool) -> Evaluation:
        answers = {
            item.id: Answer(value=(max if best else min)(v.value for v in item.answer_type.values), at=START)
            for item in form.items()
        }
        made = replace(evaluation(number, ref, 1, START, agent_id), contact_id=contact_id, status="final")
        return replace(made, answers=answers)

    program.sessions.put(
        replace(
            whole,
            agent_ids=(first.id, second.id),
            contacts=(*whole.contacts, *bos.contacts),
            forms=(ref,),
            notes=(),
            evaluations=(
                filled(30, first.id, whole.contacts[0].id, best=True),
                filled(31, second.id, bos.contacts[0].id, best=False),
            ),
        )
    )
    return program


async def test_attack_no_result_of_another_stands_on_the_page_of_an_agent(tmp_path: Path) -> None:
    program = shared(tmp_path)
    first = program.team.agents()[0]
    app = CoachApp(program, None, first.id)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        page = "\n".join(screen_lines(app))
        assert "100.0" in page
        assert "critical breach" not in page
        await pilot.press("enter")
        await settled(pilot)
        assert "critical breach" not in "\n".join(screen_lines(app))


def test_attack_an_evaluation_counts_for_the_agent_it_is_of(tmp_path: Path) -> None:
    program = shared(tmp_path)
    roster = Roster(
        program.team, program.sessions, program.settings, FakeClock(START.isoformat()), program.ids
    )
    assert [row.evaluated for row in roster.rows()] == [1, 1]
    (row,) = program.sessions.rows()
    assert [len(row.evaluated_for(each.id)) for each in program.team.agents()] == [1, 1]
