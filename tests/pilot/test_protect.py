"""A passphrase from the first start and later from the actions: set, written down, changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.pilot.team_stage import line_with, program_in, put_agents, screen_lines, settled, type_text
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram
from coachtui.domain.errors import StoreError, StoreLocked, WrongPassphrase
from coachtui.domain.recovery_key import parse_recovery_key
from coachtui.i18n import use_language
from coachtui.services.listening_request import LiveRequest
from coachtui.ui.app import CoachApp
from coachtui.ui.first_start.screen import FirstStartScreen
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.protection.screen import ProtectScreen
from coachtui.ui.team.screen import TeamScreen
from coachtui.ui.widgets.masked_line import MaskedLine

pytestmark = pytest.mark.pilot

PASSPHRASE = "korrekt 马 battery"
ANOTHER = "another one entirely"
KEY = re.compile(r"(?:[0-9A-Z]{4}-){8}[0-9A-Z]{4}")


async def worked(app: CoachApp, pilot: Pilot[int]) -> None:
    """Wait until the work on the thread is done and shown."""
    await app.workers.wait_for_complete()
    await settled(pilot)


def key_shown(app: CoachApp) -> str:
    found = KEY.findall("\n".join(screen_lines(app)))
    assert len(found) == 1
    key: str = found[0]
    return key


async def write_down(pilot: Pilot[int], recovery: str) -> None:
    """Show that the key was read, as the page asks."""
    await type_text(pilot, recovery[:4].lower())
    await pilot.press("enter")
    await settled(pilot)


async def to_protect(app: CoachApp, pilot: Pilot[int], lead: str = "Kari") -> None:
    await pilot.press("enter")
    await type_text(pilot, lead)
    await pilot.press("enter")
    assert line_with(app, "3 of 4")
    assert line_with(app, "Protect the data with a passphrase?")


def opens_with(folder: Path, secret: str) -> LocalProgram:
    """The program as it starts anew, with the store open."""
    program = program_in(folder)
    assert program.protection.state() == "locked"
    with pytest.raises(StoreLocked):
        _ = program.sessions
    program.protection.unlock(secret)
    return program


async def test_from_the_first_start(tmp_path: Path) -> None:
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_protect(app, pilot)
        for line in (PASSPHRASE, PASSPHRASE):
            await type_text(pilot, line)
            assert not line_with(app, "korrekt")
            await pilot.press("enter")
        await worked(app, pilot)
        recovery = key_shown(app)
        assert line_with(app, "keep it apart from the laptop")
        await pilot.press("escape")
        assert line_with(app, "Write the recovery key down first")
        assert key_shown(app) == recovery
        await write_down(pilot, recovery)
        assert line_with(app, "4 of 4")
        await type_text(pilot, "Anna")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, TeamScreen)
        assert line_with(app, "Anna")
        assert not line_with(app, "not protected")
        await pilot.press("ctrl+r", "1")
        assert app.work.open_session is not None
        app.work.open_session.leave()
    assert parse_recovery_key(recovery) is not None
    for secret in (PASSPHRASE, recovery):
        again = opens_with(tmp_path, secret)
        lead = again.team.lead()
        assert lead is not None
        assert (lead.name, [agent.name for agent in again.team.agents()]) == ("Kari", ["Anna"])
        (session,) = again.sessions.every()
        assert len(session.evaluations) == 1
    kept = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert [path for path in kept if b"Kari" in path.read_bytes() or b"Anna" in path.read_bytes()] == []


async def test_with_nothing_stored_at_all(tmp_path: Path) -> None:
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_protect(app, pilot, "")
        await type_text(pilot, PASSPHRASE)
        await pilot.press("down")
        await type_text(pilot, PASSPHRASE)
        await pilot.press("enter")
        await worked(app, pilot)
        recovery = key_shown(app)
        await write_down(pilot, recovery)
        await pilot.press("escape")
        assert line_with(app, "3 of 4")
        assert line_with(app, "The data are protected by a passphrase.")
        assert recovery not in "\n".join(screen_lines(app)), "the key is shown once"
        await pilot.press("enter")
        assert line_with(app, "4 of 4")
    opens_with(tmp_path, PASSPHRASE)


async def test_not_now(tmp_path: Path) -> None:
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_protect(app, pilot)
        await pilot.press("enter")
        assert line_with(app, "Type a passphrase, or go down with ↓.")
        await pilot.press("down", "up", "down", "enter")
        assert line_with(app, "4 of 4")
    assert program_in(tmp_path).protection.state() == "off"


@pytest.mark.parametrize(
    ("lines", "told"), [(("seven77", "seven77"), "at least 8"), (("eight888", "eight889"), "differ")]
)
async def test_what_does_not_do_is_typed_again(tmp_path: Path, lines: tuple[str, str], told: str) -> None:
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_protect(app, pilot)
        for line in lines:
            await type_text(pilot, line)
            await pilot.press("enter")
        await worked(app, pilot)
        assert line_with(app, told)
        assert [line.value for line in app.screen.query(MaskedLine)] == ["", ""]
        assert program_in(tmp_path).protection.state() == "off"
        for _time in range(2):
            await type_text(pilot, "eight888")
            await pilot.press("enter")
        await worked(app, pilot)
        key_shown(app)
    opens_with(tmp_path, "eight888")


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nl", "zh-Hans"])
async def test_the_step_fits_a_small_window(tmp_path: Path, language: str) -> None:
    use_language(language)
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.press("enter", "enter")
        card = app.screen.query_one("#start-card").region
        assert (card.y >= 0, card.bottom <= 14) == (True, True), card
        for line in (PASSPHRASE, PASSPHRASE):
            await type_text(pilot, line)
            await pilot.press("enter")
        await worked(app, pilot)
        key_shown(app)


async def act(pilot: Pilot[int], name: str) -> None:
    await pilot.press("ctrl+p")
    await type_text(pilot, name)
    await pilot.press("enter")
    await settled(pilot)


async def test_set_and_changed_from_the_actions(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna")
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert line_with(app, "Data are not protected by a passphrase; disk encryption is recommended.")
        await act(pilot, "protect with")
        assert isinstance(app.screen, ProtectScreen)
        for line in (PASSPHRASE, PASSPHRASE):
            await type_text(pilot, line)
            await pilot.press("enter")
        await worked(app, pilot)
        recovery = key_shown(app)
        await pilot.press("escape")
        assert key_shown(app) == recovery
        await write_down(pilot, recovery)
        assert isinstance(app.screen, TeamScreen)
        assert line_with(app, "Anna")
        await act(pilot, "change passphrase")
        for line in ("not the one", ANOTHER, ANOTHER):
            await type_text(pilot, line)
            await pilot.press("enter")
        await worked(app, pilot)
        assert line_with(app, "neither the passphrase nor the recovery key")
        assert [line.value for line in app.screen.query(MaskedLine)] == ["", "", ""]
        for line in (PASSPHRASE, ANOTHER, ANOTHER):
            await type_text(pilot, line)
            await pilot.press("enter")
        await worked(app, pilot)
        assert isinstance(app.screen, TeamScreen)
        assert line_with(app, "The new passphrase is valid from now on")
    with pytest.raises(WrongPassphrase):
        opens_with(tmp_path, PASSPHRASE)
    assert [agent.name for agent in opens_with(tmp_path, ANOTHER).team.agents()] == ["Anna"]
    opens_with(tmp_path, recovery)


async def test_escape_changes_nothing(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna")
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await act(pilot, "protect with")
        await type_text(pilot, PASSPHRASE)
        await pilot.press("escape")
        assert isinstance(app.screen, TeamScreen)
    assert program_in(tmp_path).protection.state() == "off"


async def test_refused_while_a_session_is_open(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    (agent,) = put_agents(program, "Anna")
    app = CoachApp(program, LiveRequest(agent_id=agent.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await act(pilot, "protect with")
        assert isinstance(app.screen, LiveScreen)
        assert line_with(app, "Close the session first")
        assert app.work.open_session is not None
        app.work.open_session.leave()


async def test_the_key_is_shown_though_the_backup_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna")

    def full(_self: object) -> tuple[str, ...]:
        raise StoreError("cannot_write", folder="/stick")

    monkeypatch.setattr(type(program.safekeeping.protection), "renew", full)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await act(pilot, "protect with")
        for line in (PASSPHRASE, PASSPHRASE):
            await type_text(pilot, line)
            await pilot.press("enter")
        await worked(app, pilot)
        assert line_with(app, "The backups still have the old protection")
        assert parse_recovery_key(key_shown(app)) is not None
    opens_with(tmp_path, PASSPHRASE)


async def test_the_first_start_goes_on_where_protection_was_set(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    program.protection.encrypt(PASSPHRASE)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        assert isinstance(app.screen, FirstStartScreen)
        await pilot.press("enter", "enter")
        assert line_with(app, "The data are protected by a passphrase.")
        await pilot.press("enter")
        assert line_with(app, "4 of 4")


async def test_a5_what_becomes_of_backups_is_said_before_the_passphrase_is_set(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna")
    program.safekeeping.daily.make()
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await act(pilot, "protect with")
        await worked(app, pilot)
        assert line_with(app, "Daily backups to be replaced by one with the new protection: 1.")


async def test_newcomer_25_the_key_stays_until_its_first_group_is_typed(tmp_path: Path) -> None:
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_protect(app, pilot)
        for line in (PASSPHRASE, PASSPHRASE):
            await type_text(pilot, line)
            await pilot.press("enter")
        await pilot.press("enter", "enter")  # the same key, held a moment too long
        await worked(app, pilot)
        recovery = key_shown(app)
        footer = screen_lines(app)[-1]
        assert "Enter Continue" in footer
        assert "Next field" not in footer
        assert "Save" not in footer
        for typed in ("", recovery[:3], "UUUU", recovery[5:9] if recovery[5:9] != recovery[:4] else "VVVV"):
            await type_text(pilot, typed)
            await pilot.press("enter")
            assert key_shown(app) == recovery
            assert line_with(app, "That is not its first group")
        await write_down(pilot, recovery)
        assert line_with(app, "4 of 4")


async def test_newcomer_27_down_leads_to_not_now_and_a_short_passphrase_is_told_at_once(
    tmp_path: Path,
) -> None:
    app = CoachApp(program_in(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_protect(app, pilot)
        assert not line_with(app, "Repeat the passphrase")
        for key in ("enter", "down"):
            await type_text(pilot, "short")
            await pilot.press(key)
            assert line_with(app, "at least 8")
            assert not line_with(app, "Repeat the passphrase")
        await pilot.press("down", "enter")
        assert line_with(app, "4 of 4")
        await type_text(pilot, "Anna")
        await pilot.press("enter")
        await settled(pilot)
        assert line_with(app, "Anna")
    assert program_in(tmp_path).protection.state() == "off"


async def test_newcomer_27_a_short_new_passphrase_is_told_before_it_is_typed_twice(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    put_agents(program, "Anna")
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await act(pilot, "protect with")
        await type_text(pilot, "short")
        await pilot.press("enter")
        assert line_with(app, "at least 8")
        assert [line.value for line in app.screen.query(MaskedLine)] == ["", ""]
        assert app.focused is app.screen.query(MaskedLine).first()
