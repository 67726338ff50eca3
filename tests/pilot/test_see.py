"""Everything about an agent is seen together; what belongs to the agent alone is on no screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.pilot.rights_stage import (
    CANARY,
    group_of,
    noted,
    on_the_page,
    two_agents,
    with_private,
)
from tests.pilot.team_stage import (
    line_with,
    program_in,
    put_session,
    screen_lines,
    settled,
    statement_saved,
)
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram
from coachtui.domain.agent import Agent
from coachtui.domain.session import Session
from coachtui.i18n import use_language
from coachtui.services.own_record import OwnRecordView
from coachtui.services.words.records import words
from coachtui.ui.agent.record_rows import RecordRows
from coachtui.ui.agent.screen import AgentScreen
from coachtui.ui.agent.see import SeeScreen
from coachtui.ui.app import CoachApp
from coachtui.ui.reading.screen import SessionReading
from coachtui.ui.review.screen import ReviewScreen

pytestmark = pytest.mark.pilot


async def all_of(app: CoachApp, pilot: Pilot[int]) -> str:
    """Everything that can be scrolled to, page by page."""
    seen = [*screen_lines(app)]
    for _page in range(60):
        before = app.screen.query_one(RecordRows).scroll_offset.y
        await pilot.press("pagedown")
        seen += screen_lines(app)
        if app.screen.query_one(RecordRows).scroll_offset.y == before:
            break
    return "\n".join(seen)


async def test_nothing_private_is_on_the_screens_of_the_lead(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    stored = with_private(program, put_session(program, anna, 1))
    async with on_the_page(program, (120, 100)) as (app, pilot):
        assert "note" not in line_with(app, "15 Nov 2026")
        seen = screen_lines(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, SessionReading)
        seen += screen_lines(app)
        await pilot.press("escape", "f3")
        await settled(pilot)
        assert isinstance(app.screen, SeeScreen)
        seen += screen_lines(app)
    text = "\n".join(seen)
    assert "Phone technique" in text
    assert CANARY not in text
    assert "Stress" not in text
    assert program_in(tmp_path).sessions.get(stored.id) == stored


async def test_the_closing_review_counts_nothing_private(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    stored = with_private(program, put_session(program, anna, 1, "draft"))
    async with on_the_page(program, (120, 60)) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f8")
        await settled(pilot)
        assert isinstance(app.screen, ReviewScreen)
        text = "\n".join(screen_lines(app))
        assert app.work.open_session is not None
        app.work.open_session.leave()
    assert "Phone technique" in text
    assert CANARY not in text
    assert "Notes" not in text
    assert program_in(tmp_path).sessions.get(stored.id) == stored


async def test_a_correction_shows_nothing_private_and_the_timeline_has_the_new_score(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    stored = with_private(program, put_session(program, anna, 1))
    async with on_the_page(program, (120, 100)) as (app, pilot):
        assert "Phone technique listening form 100.0" in line_with(app, "Phone technique")
        await pilot.press("enter")
        await settled(pilot)
        reading = app.screen
        assert isinstance(reading, SessionReading)
        await pilot.press("f3", "I", "space", *"say", "space", *"so", "enter")
        await statement_saved(app, pilot)
        text = "\n".join(screen_lines(app))
        assert "I say so" in text
        assert CANARY not in text
        evaluation = stored.evaluations[0]
        item = next(iter(program.content.form("phone-technique").items()))
        program.correcting.answer(stored.id, evaluation.id, item, 0, "Heard again")
        await pilot.press("escape")
        await settled(pilot)
        assert "Phone technique listening form 100.0" not in line_with(app, "Phone technique")
    kept = program_in(tmp_path).sessions.get(stored.id)
    assert kept is not None
    assert [each.id for each in kept.evaluations] == [each.id for each in stored.evaluations]
    assert [each.id for each in kept.notes] == [each.id for each in stored.notes]


async def test_everything_about_the_agent_is_seen_and_nobody_else(tmp_path: Path) -> None:
    program, anna, bo = two_agents(tmp_path)
    program.team.put_agents([replace(anna, remember="Likes short answers")])
    noted(program, anna, "[b]Calm[/b], calmer than Bosse", 20)
    noted(program, anna, "newest of all")
    group_of(program, bo, anna)
    noted(program, bo, CANARY)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f3")
        await settled(pilot)
        text = await all_of(app, pilot)
        await pilot.press("escape")
        assert isinstance(app.screen, AgentScreen)
    for part in ("Anna Berg", "Likes short answers", "[b]Calm[/b], calmer than […]", "second heard […]"):
        assert part in text
    assert text.index("15 Nov 2026") < text.index("13 Nov 2026") < text.index("27 Oct 2026")
    for of_others in ("Bosse", "Ek", CANARY, "first heard"):
        assert of_others not in text


async def test_years_of_sessions_open_at_once_and_are_made_as_they_are_read(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    first = noted(program, anna, "a note", 0)
    many = [
        replace(first, id=program.ids.new(), started_at=first.started_at - timedelta(hours=number))
        for number in range(1, 500)
    ]
    program.sessions.append_many(anna.id, 2026, many)
    async with on_the_page(program, (80, 24)) as (app, pilot):
        await pilot.press("f3")
        rows = app.screen.query_one(RecordRows)
        await settled(pilot)
        assert line_with(app, "━━ 16 Nov 2026 10:00")
        made = rows.row_count()
        assert made < 200
        await pilot.press("pagedown", "pagedown", "pagedown")
        assert made < rows.row_count() < 400
        await pilot.press("end")
        for _turn in range(600):
            await pilot.pause(0.02)
            if rows.scroll_offset.y == rows.row_count() - rows.size.height:
                break
        assert rows.row_count() > 20_000
        await pilot.press("home")
        assert rows.scroll_offset.y == 0


async def test_another_language_and_another_width_keep_the_place(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    for days_ago in range(1, 6):
        noted(program, anna, "a note " * 30, days_ago)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f3")
        await settled(pilot)
        rows = app.screen.query_one(RecordRows)
        await pilot.press("pagedown", "pagedown", "pagedown")
        place = rows.place
        assert place > 20
        use_language("sv")
        app.places.relabel()
        await settled(pilot)
        assert rows.place == place
        await pilot.resize_terminal(70, 30)
        await settled(pilot)
        assert rows.place == place


async def test_c4_what_may_be_a_name_is_hidden_until_the_lead_shows_it(tmp_path: Path) -> None:
    program, anna, bo = two_agents(tmp_path)
    program.team.put_agents([replace(bo, name="Bo al-Amin")])
    noted(program, anna, "al-Amin was late, Bo cried, and they live and bo here")
    async with on_the_page(program, (120, 90)) as (app, pilot):
        await pilot.press("f3")
        await settled(pilot)
        assert line_with(app, "[…] was late, […] cried, and they live and […] here")
        assert line_with(app, "Enter shows them")
        await pilot.press("enter")
        await settled(pilot)
        assert line_with(app, "[…] was late, Bo cried, and they live and bo here")
        await pilot.press("enter")
        await settled(pilot)
        assert line_with(app, "[…] was late, […] cried")


def corrected(program: LocalProgram, agent: Agent) -> Session:
    """A final session with a star, an answer and a note that were corrected, and a breach."""
    session = noted(program, agent, "Heard it wrong", 1)
    phone, *others = session.evaluations
    form = program.content.form("phone-technique")
    critical = next(item for item in form.items() if item.critical)
    first = next(form.items())
    answers = {
        **phone.answers,
        first.id: replace(phone.answers[first.id], star=True),
        critical.id: replace(phone.answers[critical.id], value=0),
    }
    program.sessions.put(replace(session, evaluations=(replace(phone, answers=answers), *others)))
    item = list(form.items())[1]
    program.correcting.answer(session.id, phone.id, item, 0, "Heard again")
    return program.correcting.note(session.id, session.notes[0].id, "Heard it right", "A sticky note")


def below(lines: list[str], text: str) -> str:
    """The line below the first one that holds a text."""
    return lines[next(place for place, line in enumerate(lines) if text in line) + 1]


@pytest.mark.parametrize("page", ["see", "reading"])
async def test_newcomer_21_both_pages_show_colours_stars_and_the_old_beside_the_new(
    tmp_path: Path, page: str
) -> None:
    program, anna, _bo = two_agents(tmp_path)
    corrected(program, anna)
    item = words(list(program.content.form("phone-technique").items())[1].label)
    async with on_the_page(program, (120, 120)) as (app, pilot):
        await pilot.press("f3" if page == "see" else "enter")
        await settled(pilot)
        lines = screen_lines(app)
        assert line_with(app, "★")
        assert "○" in line_with(app, item) or "✗" in line_with(app, item)
        assert "until 16 Nov 2026 10:00. Why: Heard again" in below(lines, item)
        assert "“Heard it wrong” until 16 Nov 2026 10:00. Why: A sticky note" in below(
            lines, "Heard it right"
        )
        strips = app.screen._compositor.render_strips()
        breach = next(strip for strip in strips if "✗ Breach" in "".join(s.text for s in strip))
        assert len({str(segment.style) for segment in breach}) > 2


async def test_newcomer_21_see_together_shows_what_the_read_view_shows(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    corrected(program, anna)
    async with on_the_page(program, (120, 120)) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        read = [line.strip() for line in screen_lines(app)]
        await pilot.press("escape", "f3")
        await settled(pilot)
        seen = [line.strip() for line in screen_lines(app)]
    start = next(place for place, line in enumerate(read) if line.startswith("Contact 1 of 1"))
    body = [line for line in read[start:-2] if line]
    assert len(body) > 60
    assert [line for line in body if line not in seen] == []


async def test_newcomer_21_a_key_goes_from_session_to_session(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    for days_ago in range(1, 9):
        noted(program, anna, f"note {days_ago}", days_ago)
    async with on_the_page(program, (80, 24)) as (app, pilot):
        await pilot.press("f3")
        await settled(pilot)
        assert line_with(app, "→ Next session")
        tops = []
        for key in ("right", "right", "right", "left", "left"):
            await pilot.press(key)
            tops.append(screen_lines(app)[1].split("━━ ")[-1].split(" 10:00")[0])
        assert tops == ["15 Nov 2026", "14 Nov 2026", "13 Nov 2026", "14 Nov 2026", "15 Nov 2026"]
        await pilot.press("end")
        for _turn in range(200):
            await pilot.pause(0.02)
        await pilot.press("left")
        assert "8 Nov 2026" in screen_lines(app)[1]


async def test_newcomer_21_a_breach_is_said_once_in_the_text_too(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    corrected(program, anna)
    source = OwnRecordView(anna, program.sessions, program.team, program.content)
    text = b"".join(program.text_export.text_document(source, anna)).decode()
    assert "✗ Breach\n" in text
    assert "Breach (Breach)" not in text
    assert "  - Corrected: “Fully” until 16 Nov 2026 10:00. Why: Heard again" in text or (
        "  - Corrected: “Yes” until 16 Nov 2026 10:00. Why: Heard again" in text
    )


@pytest.mark.parametrize("over", [(), ("f1",)])
@pytest.mark.parametrize("wanted", ["retention", "delete old", "protect", "passphrase", "export", "backup"])
async def test_attack_l2_seen_together_nothing_of_others_is_offered(
    tmp_path: Path, over: tuple[str, ...], wanted: str
) -> None:
    program, anna, bo = two_agents(tmp_path)
    put_session(program, anna, 1)
    put_session(program, bo, 400)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f3")
        await settled(pilot)
        await pilot.press(*over, "ctrl+p", *wanted, "enter")
        await settled(pilot)
        assert not line_with(app, "Retention")
        assert not line_with(app, "coachtui ")
        assert not line_with(app, bo.name)
        assert any(isinstance(screen, SeeScreen) for screen in app.screen_stack)
        stack = [type(screen).__name__ for screen in app.screen_stack]
        assert set(stack) <= {"AgentScreen", "SeeScreen", "HelpScreen", "PaletteScreen", "PrivacyScreen"}


async def test_attack_l2_seen_together_languages_and_its_own_keys_are_offered(tmp_path: Path) -> None:
    program, anna, _bo = two_agents(tmp_path)
    put_session(program, anna, 1)
    async with on_the_page(program) as (app, pilot):
        await pilot.press("f3")
        await settled(pilot)
        await pilot.press("ctrl+p", *"svenska")
        assert line_with(app, "Svenska")
        await pilot.press("escape", "escape", "ctrl+p", *"retention")
        assert line_with(app, "Sessions past the retention period"), "the lead has left it"
