"""Writing in the closing review: reference, channel, name, export."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.pilot.sitting_down import INGRID, Seat, answer, finish, shown, take_seat, the_open_session, told
from textual.pilot import Pilot

from coachtui.bootstrap import open_program
from coachtui.domain.agent import Agent
from coachtui.domain.errors import Refused
from coachtui.services.session_file import NAME_LENGTH, chosen_folder, session_file_name
from coachtui.settings.user_files import UserFiles
from coachtui.ui.app import CoachApp
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.team.screen import TeamScreen

SIZE = (80, 24)


async def typed(pilot: Pilot[int], text: str) -> None:
    await pilot.press(*("space" if letter == " " else letter for letter in text))


async def to_review(seat: Seat, app: CoachApp, pilot: Pilot[int]) -> None:
    """Open the review of a session whose first form is complete: the cursor is on the reference."""
    del seat
    answer(the_open_session(app), the_open_session(app).forms[0])
    await pilot.press("f8")


async def test_a_reference_is_kept_as_it_is_typed_and_digits_are_text(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        await to_review(seat, app, pilot)
        await pilot.press("enter")
        await typed(pilot, "2026 4711")
        assert isinstance(app.screen, ReviewScreen)
        open_session = the_open_session(app)
        assert open_session.flush()
        assert seat.stored()[0].contacts[0].reference == "2026 4711"
        await pilot.press("enter")
        assert "2026 4711" in shown(app)
        open_session.desk.undo()
        assert open_session.session.contacts[0].reference == ""
        assert len(open_session.session.evaluations) == 1
        open_session.leave()


async def test_escape_gives_a_reference_up(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        await to_review(seat, app, pilot)
        await pilot.press("enter", "4", "7", "enter", "enter", "1", "escape")
        assert isinstance(app.screen, ReviewScreen)
        open_session = the_open_session(app)
        assert open_session.session.contacts[0].reference == "47"
        open_session.leave()


async def test_finishing_while_a_reference_is_written_keeps_it(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        await to_review(seat, app, pilot)
        await pilot.press("enter", "4", "7")
        await finish(app, pilot)
        assert isinstance(app.screen, TeamScreen)
    (stored,) = seat.stored()
    assert (stored.status, stored.contacts[0].reference) == ("final", "47")


async def test_the_channel_goes_round_with_right_and_left(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        await to_review(seat, app, pilot)
        await pilot.press("down")
        seen = []
        for key in ("right", "right", "right", "right", "right", "left", "left"):
            await pilot.press(key)
            seen.append(the_open_session(app).session.contacts[0].channel)
        assert seen == ["phone", "chat", "email", "other", None, "other", "email"]
        assert the_open_session(app).flush()
        assert seat.stored()[0].contacts[0].channel == "email"
        the_open_session(app).leave()


async def test_the_lead_is_asked_for_a_name_once(tmp_path: Path) -> None:
    seat = take_seat(tmp_path, lead="")
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        before = seat.program.team.lead()
        await to_review(seat, app, pilot)
        await pilot.press("enter")
        await typed(pilot, "Kari Nordmann")
        await pilot.press("enter")
        lead = open_program(data_dir=str(tmp_path), config_dir=str(tmp_path)).team.lead()
        assert lead is not None
        assert before is not None
        assert (lead.id, lead.name) == (before.id, "Kari Nordmann")
        await pilot.press("escape", "f8")
        assert "Your name" not in shown(app)
        the_open_session(app).leave()


async def test_the_first_export_asks_for_the_folder_and_the_next_does_not(tmp_path: Path) -> None:
    seat = take_seat(tmp_path / "store")
    app = seat.app()
    wanted = tmp_path / "exports"
    async with app.run_test(size=SIZE) as pilot:
        await to_review(seat, app, pilot)
        await pilot.press("4")
        assert "Enter Write" in shown(app)
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.edit_line.input.value == str(seat.program.files.documents())
        await pilot.press("ctrl+u")
        await typed(pilot, str(wanted))
        await pilot.press("enter")
        (first,) = wanted.iterdir()
        assert first.name == "2026-03-16-ingrid.json"
        assert str(first) in told(app)
        await pilot.press("4")
        assert len(list(wanted.iterdir())) == 2
        the_open_session(app).leave()
    document = json.loads(first.read_text("utf-8"))
    assert document["schema"] == "coachtui-export"
    (session,) = document["sessions"]
    assert session["agent_ids"] == [INGRID.id]
    assert document["evaluations"][0]["score"] == 100.0
    assert [form["id"] for form in document["content"]] == ["phone-technique", "conversation-phases"]
    assert 'export_folder = "' in (tmp_path / "store" / "config.toml").read_text("utf-8")


async def test_a_folder_that_cannot_be_written_is_asked_for_again(tmp_path: Path) -> None:
    seat = take_seat(tmp_path / "store")
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        await to_review(seat, app, pilot)
        await pilot.press("4", "ctrl+u")
        await typed(pilot, str(blocked))
        await pilot.press("enter")
        assert told(app).startswith("The folder ")
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.edit_line.input.value == str(blocked)
        await pilot.press("ctrl+u")
        await typed(pilot, str(tmp_path / "out"))
        await pilot.press("enter")
        assert len(list((tmp_path / "out").iterdir())) == 1
        the_open_session(app).leave()


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("Ingrid", "2026-03-16-ingrid.json"),
        ("../../etc/passwd", "2026-03-16-etc-passwd.json"),
        ("CON", "2026-03-16-con.json"),
        ("-rf /", "2026-03-16-rf.json"),
        ("小王", "2026-03-16-小王.json"),
        ("", "2026-03-16-ingrid-strøm.json"),
        ("***", "2026-03-16-ingrid-strøm.json"),
    ],
)
async def test_file_names(alias: str, name: str, tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE):
        session = the_open_session(app).session
        agent = Agent(id=INGRID.id, name="Ingrid Strøm", alias=alias)
        assert session_file_name(session, agent) == name
        nameless = Agent(id=INGRID.id, name="***")
        assert session_file_name(session, nameless) == "2026-03-16-00000000000a.json"
        long = session_file_name(session, Agent(id=INGRID.id, name="x", alias="ab " * 100))
        assert len(long) <= NAME_LENGTH
        assert re.fullmatch(r"[0-9a-z-]+[0-9a-z]\.json", long)
        the_open_session(app).leave()


def test_folders_as_people_write_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    files = UserFiles()
    assert chosen_folder("  ", files) == tmp_path / "Documents" / "coachtui"
    assert chosen_folder("~/calls", files) == tmp_path / "calls"
    assert chosen_folder("~", files) == tmp_path
    assert chosen_folder("calls", files) == tmp_path / "Documents" / "calls"
    assert chosen_folder(str(tmp_path / "a b"), files) == tmp_path / "a b"
    with pytest.raises(Refused, match="no_such_home"):
        chosen_folder("~nosuchuser/calls", files)
