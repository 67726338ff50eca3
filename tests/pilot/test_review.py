"""The closing review: what is missing, and the ways to close; asserted on what the store holds."""

from __future__ import annotations

from pathlib import Path

from tests.pilot.sitting_down import (
    BO,
    INGRID,
    answer,
    finish,
    keys_pause,
    shown,
    take_seat,
    the_open_session,
    told,
)

from coachtui.domain.live import commands as c
from coachtui.domain.note import Draft, Link
from coachtui.ui.live.checklist import ChecklistPane
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.review.rows import ReviewRows
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.team.screen import TeamScreen

SIZE = (120, 36)


async def test_finish_with_open_rows_goes_to_the_first_of_them(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        open_session = the_open_session(app)
        phone, phases = open_session.forms
        answer(open_session, phone, 24)
        answer(open_session, phases, 1)
        await pilot.press("f8")
        keys_pause(app)
        await pilot.press("down", "down", "f8")
        assert isinstance(app.screen, ReviewScreen)
        assert told(app) == "22 rows still need an answer."
        await pilot.press("enter")
        assert isinstance(app.screen, LiveScreen)
        missing = list(phone.items())[24]
        rows = app.screen.query_one(ChecklistPane).rows
        assert rows.item == missing
        assert rows.has_focus
        keys_pause(app)
        await pilot.press("2")
        open_session.flush()
        (stored,) = seat.stored()
        assert stored.status == "live"
        assert [e.answers[missing.id].value for e in stored.evaluations if missing.id in e.answers] == [2]
        open_session.leave()


async def test_enter_goes_to_another_contact_and_form(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        open_session = the_open_session(app)
        phone, phases = open_session.forms
        answer(open_session, phases, 3)
        open_session.desk.conduct(c.NextContact(contact_id=open_session.new_id()))
        answer(open_session, phone)
        await pilot.press("f8", "enter")
        session = open_session.session
        assert session.place.contact_id == session.contacts[0].id
        assert session.place.form_id == phases.id
        assert isinstance(app.screen, LiveScreen)
        assert app.screen.query_one(ChecklistPane).rows.item == list(phases.items())[3]
        open_session.leave()


async def test_a_finished_session_is_final_on_disk_with_its_drafts_as_notes(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        open_session = the_open_session(app)
        answer(open_session, open_session.forms[0])
        contact = open_session.session.shown_contact.id
        for text in ("half a sen", "another"):
            draft = Draft(at=seat.clock.now(), text=text, contact_id=contact)
            open_session.desk.conduct(c.KeepDraft(draft=draft))
            if text == "half a sen":
                open_session.desk.conduct(c.AddNote(note_id=open_session.new_id(), draft=draft))
        await pilot.press("f8")
        assert "another" in shown(app)
        await finish(app, pilot)
        assert isinstance(app.screen, TeamScreen)
        assert told(app) == "Session closed and saved. Ctrl+Z reopens it."
        assert app.work.open_session is None
        assert len(app.screen_stack) == 1
    (stored,) = seat.stored()
    assert stored.status == "final"
    assert [note.text for note in stored.notes] == ["half a sen", "another"]
    assert stored.drafts == ()
    assert [e.status for e in stored.evaluations] == ["final"]


async def test_the_call_goes_on_while_the_review_is_open(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+r")
        seat.clock.pass_(65)
        await pilot.press("f8")
        assert "Call 01:05" in shown(app)
        seat.clock.pass_(5)
        await pilot.pause(1.2)
        assert "Call 01:10" in shown(app)
        await pilot.press("escape")
        assert isinstance(app.screen, LiveScreen)
        open_session = the_open_session(app)
        assert open_session.session.running_contact is not None
        open_session.leave()


async def test_a_running_call_is_asked_about_before_it_is_finished(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        answer(the_open_session(app), the_open_session(app).forms[0])
        await pilot.press("ctrl+r")
        seat.clock.pass_(18)
        await pilot.press("f8")
        keys_pause(app)
        await pilot.press("f8")
        assert told(app) == "The call is still running; press again to end it and finish."
        await pilot.press("f8", "f8")
        assert the_open_session(app).session.running_contact is not None, "a key held down repeats"
        seat.clock.pass_(1)
        await finish(app, pilot)
        assert told(app) == "Session closed and saved. Ctrl+Z reopens it."
    (stored,) = seat.stored()
    assert (stored.status, stored.contacts[0].duration_s) == ("final", 19.0)


async def test_keeping_a_draft_says_that_the_call_ended(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+r")
        seat.clock.pass_(18)
        await pilot.press("1", "f8", "2")
        assert told(app) == "The call is still running; press again to end it and keep a draft."
        assert the_open_session(app).session.running_contact is not None
        seat.clock.pass_(2)
        await pilot.press("2")
        await pilot.pause()
        assert told(app) == "Call ended after 00:20. Kept as a draft; continue it on the agent's page."
    (stored,) = seat.stored()
    assert stored.status == "draft"


async def test_the_next_contact_says_that_the_call_ended(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+r")
        seat.clock.pass_(18)
        await pilot.press("1", "f8", "3")
        assert told(app) == "Call ended after 00:18. Contact 2 of 2."
        the_open_session(app).leave()


async def test_a_note_from_a_step_of_the_model_says_so(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        open_session = the_open_session(app)
        answer(open_session, open_session.forms[0])
        goal = open_session.whole_model("grow").steps[0]
        link = Link(model="grow", step=goal.id)
        draft = Draft(at=seat.clock.now(), text="Wants fewer callbacks.", link=link)
        open_session.desk.conduct(c.KeepDraft(draft=draft))
        open_session.desk.conduct(c.AddNote(note_id=open_session.new_id(), draft=draft))
        await pilot.press("f8")
        app.screen.query_one(ReviewRows).scroll_end(animate=False, immediate=True)
        await pilot.pause()
        assert "[GROW · Goal" in shown(app)
        open_session.leave()


async def test_keep_as_draft(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        answer(the_open_session(app), the_open_session(app).forms[0], 5)
        await pilot.press("f8", "2")
        await pilot.pause()
        assert isinstance(app.screen, TeamScreen)
    (stored,) = seat.stored()
    assert stored.status == "draft"
    assert len(stored.evaluations[0].answers) == 5


async def test_next_contact_goes_back_to_an_untouched_checklist(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        open_session = the_open_session(app)
        answer(open_session, open_session.forms[0], 2)
        await pilot.press("f8", "3")
        assert isinstance(app.screen, LiveScreen)
        assert told(app) == "Contact 2 of 2"
        keys_pause(app)
        await pilot.press("1")
        second = open_session.session.contacts[1]
        assert open_session.session.evaluation(second.id, open_session.forms[0].id) is not None
        open_session.leave()


async def test_rest_na_leaves_only_what_must_be_judged(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        open_session = the_open_session(app)
        form = open_session.forms[0]
        answer(open_session, form, 1)
        await pilot.press("f8", "5")
        answers = open_session.session.evaluations[0].answers
        open_items = list(form.items())[1:]
        assert {item.id for item in open_items if item.na} == set(answers) - {next(form.items()).id}
        assert all(answers[item.id].na for item in open_items if item.na)
        keys_pause(app)
        await pilot.press("5")
        assert told(app) == "No open row may be n/a."
        open_session.leave()


async def test_an_empty_session_vanishes(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f8")
        await finish(app, pilot)
        assert isinstance(app.screen, TeamScreen)
        assert told(app) == "Nothing was captured, so no session is kept."
    assert seat.stored() == []


async def test_discard_asks_once_and_no_is_where_the_cursor_is(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        open_session = the_open_session(app)
        answer(open_session, open_session.forms[0], 2)
        assert open_session.flush()
        assert len(seat.stored()) == 1
        await pilot.press("f8", "9")
        keys_pause(app)
        await pilot.press("enter")
        assert isinstance(app.screen, ReviewScreen)
        await pilot.press("9", "escape")
        assert isinstance(app.screen, ReviewScreen)
        assert len(seat.stored()) == 1
        await pilot.press("9")
        keys_pause(app)
        await pilot.press("1")
        await pilot.pause()
        assert isinstance(app.screen, TeamScreen)
        assert app.work.open_session is None
    assert seat.stored() == []


async def test_a_session_moves_to_the_right_agent_with_its_file(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        open_session = the_open_session(app)
        answer(open_session, open_session.forms[0], 2)
        assert open_session.flush()
        await pilot.press("f8", "6", "e", "k", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        assert open_session.agent == BO
        assert "Bo Ek" in shown(app)
        assert open_session.flush()
        sessions = seat.program.sessions
        assert sessions.of_agent(INGRID.id) == []
        (moved,) = sessions.of_agent(BO.id)
        assert {e.agent_id for e in moved.evaluations} == {BO.id}
        await pilot.press("escape", "space", "space", "1")
        assert open_session.flush()
        (stored,) = seat.stored()
        assert stored.agent_ids == (BO.id,)
        assert len(stored.evaluations[0].answers) == 3
        open_session.leave()


async def test_a_final_session_can_be_read_and_nothing_else(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        open_session = the_open_session(app)
        answer(open_session, open_session.forms[0])
        open_session.desk.conduct(c.Finish())
        assert open_session.flush()
        await pilot.press("f8")
        for key in ("f8", "2", "3", "5", "6", "9", "enter", "right"):
            keys_pause(app)
            await pilot.press(key)
            assert told(app) == "This session is final and can only be read.", key
        assert isinstance(app.screen, ReviewScreen)
        (stored,) = seat.stored()
        assert stored == open_session.session
        open_session.leave()
