"""What a window has open: each state it can be in, and what leads from one into the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.domain.agent import Agent
from coachtui.domain.errors import Refused, StoreBusy
from coachtui.domain.live import commands as c
from coachtui.domain.session import Session
from coachtui.services.desks.statement_writing import StatementWriting
from coachtui.ui.work_in_hand import WorkInHand

INGRID = Agent(id="0190aaaa-0000-7000-8000-00000000000a", name="Ingrid Solberg")
BO = Agent(id="0190bbbb-0000-7000-8000-00000000000b", name="Bo Ek")


@pytest.fixture
def program(tmp_path: Path) -> LocalProgram:
    program = open_program(data_dir=str(tmp_path), config_dir=str(tmp_path))
    program.team.put_agents((INGRID, BO))
    return program


@pytest.fixture
def work(program: LocalProgram) -> WorkInHand:
    return WorkInHand(program)


def free(program: LocalProgram, session: Session) -> bool:
    """Whether no window has a session: it can be claimed."""
    program.sessions.lease(session.id).release()
    return True


def written(work: WorkInHand, agent: Agent = INGRID) -> Session:
    """Begin a session in which there is something, so that it stays when it is left."""
    open_session = work.begin_session(agent)
    open_session.desk.conduct(c.StartCall(contact_id=open_session.new_id()))
    assert open_session.flush()
    return open_session.session


def made_final(work: WorkInHand) -> Session:
    """Make a session final, and return it as it was before."""
    written(work)
    open_session = work.open_session
    assert open_session is not None
    open_session.desk.conduct(c.EndCall())
    for form in open_session.forms:
        for item in form.items():
            target = c.Target(
                contact_id=open_session.session.shown_contact.id,
                form_id=form.id,
                item_id=item.id,
                evaluation_id=open_session.new_id(),
            )
            open_session.desk.conduct(c.AnswerItem(target=target, value=item.answer_type.values[0].value))
    before = open_session.session
    open_session.desk.conduct(c.Finish())
    work.note_finished(before)
    return before


def statement(program: LocalProgram, session: Session) -> StatementWriting:
    return program.correcting.write_statement(INGRID, session.id, lambda _state: None)


def draft(work: WorkInHand) -> Session:
    """Leave a session as a draft, about which something can be said."""
    written(work)
    open_session = work.open_session
    assert open_session is not None
    open_session.desk.conduct(c.EndCall())
    open_session.desk.conduct(c.KeepAsDraft())
    work.leave_all()
    return open_session.session


def test_nothing_is_open_at_first(work: WorkInHand) -> None:
    assert (work.open_session, work.statement, work.finished, work.agent_id) == (None, None, None, "")
    assert work.all_open() == []
    assert work.unsaved() is None
    assert not work.in_call


@pytest.mark.parametrize("name", ["open_session", "statement", "finished", "agent_id"])
def test_nobody_sets_it_from_outside(work: WorkInHand, name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(work, name, None)


def test_a_session_is_open_until_it_is_left(work: WorkInHand, program: LocalProgram) -> None:
    session = written(work)
    assert work.open_session is not None
    assert work.all_open() == [work.open_session]
    assert work.in_call
    assert work.agent_id == INGRID.id
    work.leave_all()
    assert work.open_session is None
    assert work.agent_id == INGRID.id
    assert free(program, session)


def test_a_session_opened_over_another_one_lets_that_one_go(work: WorkInHand, program: LocalProgram) -> None:
    first = written(work)
    second = written(work, BO)
    assert work.open_session is not None
    assert work.open_session.session == second
    assert free(program, first)
    work.leave_all()


def test_a_session_that_does_not_open_changes_nothing(work: WorkInHand, program: LocalProgram) -> None:
    session = draft(work)
    work.turn_to(BO)
    lease = program.sessions.lease(session.id)
    with pytest.raises(StoreBusy):
        work.resume_session(INGRID, session)
    lease.release()
    with pytest.raises(Refused):
        work.reopen_finished()
    assert work.open_session is None
    assert work.agent_id == BO.id


def test_what_was_finished_can_be_taken_back_once(work: WorkInHand) -> None:
    before = made_final(work)
    work.leave_all()
    assert work.finished is not None
    again = work.reopen_finished()
    assert again.session.status == before.status == "live"
    assert work.finished is None
    assert work.open_session is again
    work.leave_all()


def test_what_was_finished_is_so_for_good_once_another_agent_is_looked_at(
    work: WorkInHand,
) -> None:
    made_final(work)
    work.leave_all()
    work.turn_to(INGRID)
    assert work.finished is not None
    work.turn_to(BO)
    assert work.finished is None


def test_only_the_session_that_is_open_and_final_is_noted(work: WorkInHand) -> None:
    session = written(work)
    with pytest.raises(ValueError, match=session.id):
        work.note_finished(session)
    work.leave_all()
    with pytest.raises(ValueError, match=session.id):
        work.note_finished(session)
    assert work.finished is None


def test_a_session_thrown_away_is_gone(work: WorkInHand, program: LocalProgram) -> None:
    session = written(work)
    work.discard_session()
    assert work.open_session is None
    assert work.agent_id == INGRID.id
    assert program.sessions.get(session.id) is None
    work.discard_session()
    assert work.open_session is None


def test_a_statement_is_open_until_it_is_left(work: WorkInHand, program: LocalProgram) -> None:
    session = draft(work)
    writing = statement(program, session)
    work.begin_statement(writing)
    assert work.statement is writing
    assert work.all_open() == [writing]
    work.leave_statement()
    assert work.statement is None
    assert free(program, session)


def test_all_that_is_open_is_left_together(work: WorkInHand, program: LocalProgram) -> None:
    about = draft(work)
    work.begin_statement(statement(program, about))
    running = written(work, BO)
    work.leave_all()
    assert work.all_open() == []
    assert free(program, about)
    assert free(program, running)


def test_a_statement_begun_over_another_one_lets_that_one_go(work: WorkInHand, program: LocalProgram) -> None:
    first, second = draft(work), draft(work)
    work.begin_statement(statement(program, first))
    work.begin_statement(statement(program, second))
    assert work.statement is not None
    assert work.statement.session.id == second.id
    assert free(program, first)
    work.leave_statement()
