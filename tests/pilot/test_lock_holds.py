"""What a lock would lose keeps the data hidden only, and quitting asks for a second press (R4, R11, R89)."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tests.pilot.team_stage import (
    NOW,
    GoingClock,
    line_with,
    program_in,
    put_agents,
    put_session,
    settled,
    statement_saved,
    type_text,
    with_clock,
)
from tests.pilot.test_correcting import to_reading
from tests.pilot.test_protect import PASSPHRASE, act, key_shown, to_protect, worked, write_down
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram
from coachtui.domain.note import Note
from coachtui.services import protecting
from coachtui.services.listening_request import LiveRequest
from coachtui.services.protecting import ProtectionResult
from coachtui.ui.app import CoachApp
from coachtui.ui.first_start.screen import FirstStartScreen
from coachtui.ui.protection.privacy import PrivacyScreen
from coachtui.ui.protection.recovery_key import RecoveryKeyScreen
from coachtui.ui.reading.screen import SessionReading
from coachtui.ui.review.screen import ReviewScreen

pytestmark = pytest.mark.pilot

NO_KEY_YET = "Not locked: the recovery key is still to be written down."
LOCK_AFTER_S = 5 * 60


async def hidden_by_key(_app: CoachApp, pilot: Pilot[int], clock: GoingClock) -> None:
    clock.seconds += 1
    await pilot.press("f12")


async def hidden_by_itself(app: CoachApp, pilot: Pilot[int], clock: GoingClock) -> None:
    """As after minutes without a key: hidden first, to be locked later."""
    for _minutes in range(2):
        clock.seconds += LOCK_AFTER_S - 1
        app.lock._look_around()
        await pilot.pause()


Way = Callable[[CoachApp, Pilot[int], GoingClock], Awaitable[None]]
Begin = Callable[[CoachApp, Pilot[int]], Awaitable[None]]
WAYS = [hidden_by_key, hidden_by_itself]


def goes_on(app: CoachApp) -> bool:
    return app.lock.come_back is None and app.return_value is None


def what_is_shown(app: CoachApp) -> str:
    strips = app.screen._compositor.render_strips()
    return " ".join(" ".join("".join(segment.text for segment in strip) for strip in strips).split())


async def to_key(app: CoachApp, pilot: Pilot[int], *, first_start: bool) -> str:
    """Set a passphrase and return the recovery key that is shown."""
    if first_start:
        await to_protect(app, pilot)
    else:
        await settled(pilot)
        await act(pilot, "protect with")
    for line in (PASSPHRASE, PASSPHRASE):
        await type_text(pilot, line)
        await pilot.press("enter")
    await worked(app, pilot)
    return key_shown(app)


def stage(folder: Path, *, first_start: bool) -> tuple[LocalProgram, GoingClock]:
    program = program_in(folder)
    if not first_start:
        put_agents(program, "Anna Berg")
    return program, with_clock(program)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("first_start", [True, False])
async def test_attack_r6_lock_the_recovery_key_page_is_hidden_and_stays(
    tmp_path: Path, way: Way, first_start: bool
) -> None:
    program, clock = stage(tmp_path, first_start=first_start)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        recovery = await to_key(app, pilot, first_start=first_start)
        await way(app, pilot, clock)
        assert goes_on(app)
        assert isinstance(app.screen, PrivacyScreen)
        assert NO_KEY_YET in what_is_shown(app)
        assert recovery[:4] not in what_is_shown(app)
        await pilot.press("x")
        assert isinstance(app.screen, RecoveryKeyScreen)
        assert key_shown(app) == recovery
        await write_down(pilot, recovery)
        clock.seconds += 1
        await pilot.press("f12")
    assert app.lock.come_back is not None, "once it is written down the data are locked"


@pytest.mark.parametrize("first_start", [True, False])
async def test_attack_r6_lock_quitting_before_the_key_is_written_down_takes_a_second_press(
    tmp_path: Path, first_start: bool
) -> None:
    program, clock = stage(tmp_path, first_start=first_start)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        recovery = await to_key(app, pilot, first_start=first_start)
        await pilot.press("ctrl+q")
        assert goes_on(app)
        assert "Recovery key not written down yet" in what_is_shown(app)
        assert key_shown(app) == recovery
        clock.seconds += 1
        await pilot.press("ctrl+q")
    assert app.return_value == 0
    assert app.lock.recovery_unconfirmed


UNCONFIRMED = "Recovery key not written down? “coachtui recovery-key” makes a new one."


@pytest.mark.parametrize("first_start", [True, False])
async def test_a_kill_on_the_page_of_the_recovery_key_is_told_at_the_next_start(
    tmp_path: Path, first_start: bool
) -> None:
    program, _clock = stage(tmp_path, first_start=first_start)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        recovery = await to_key(app, pilot, first_start=first_start)
        after_a_kill = program_in(tmp_path)
        after_a_kill.protection.unlock(PASSPHRASE)
        again = CoachApp(after_a_kill, None)
        async with again.run_test(size=(80, 24)) as next_start:
            await settled(next_start)
            assert UNCONFIRMED in what_is_shown(again)
        await write_down(pilot, recovery)
    confirmed = program_in(tmp_path)
    confirmed.protection.unlock(PASSPHRASE)
    quiet = CoachApp(confirmed, None)
    async with quiet.run_test(size=(80, 24)) as last:
        await settled(last)
        assert "recovery-key" not in what_is_shown(quiet)


async def test_a_key_that_was_written_down_is_not_asked_for_again(tmp_path: Path) -> None:
    program, _clock = stage(tmp_path, first_start=False)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await write_down(pilot, await to_key(app, pilot, first_start=False))
        assert not app.lock.recovery_unconfirmed
        await pilot.press("ctrl+q")
    assert app.return_value == 0


class SlowProtecting:
    """Setting a passphrase that is done only when a test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done = threading.Event()
        monkeypatch.setattr("coachtui.ui.first_start.passphrase_step.protect", self)

    def __call__(self, *arguments: object) -> ProtectionResult:
        came = protecting.protect(*arguments)  # type: ignore[arg-type]
        self.done.wait(30)
        return came


@pytest.mark.parametrize("way", WAYS)
async def test_attack_r6_lock_while_the_passphrase_is_set_its_recovery_key_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    slow = SlowProtecting(monkeypatch)
    program, clock = stage(tmp_path, first_start=True)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_protect(app, pilot)
        for line in (PASSPHRASE, PASSPHRASE):
            await type_text(pilot, line)
            await pilot.press("enter")
        while not app.lock.protected():
            await pilot.pause(0.02)
        await way(app, pilot, clock)
        assert goes_on(app)
        assert "Not locked: the passphrase is being set." in what_is_shown(app)
        slow.done.set()
        await worked(app, pilot)
        assert isinstance(app.screen, PrivacyScreen), "a key is not shown on a screen that was hidden"
        app.lock._look_around()
        clock.seconds += LOCK_AFTER_S
        app.lock._look_around()
        await pilot.pause()
        assert NO_KEY_YET in what_is_shown(app)
        await pilot.press("x")
        await settled(pilot)
        await write_down(pilot, key_shown(app))
        assert isinstance(app.screen, FirstStartScreen)
        assert line_with(app, "4 of 4")


NOT_SAVED = "Not locked: what you typed is not saved."
NOT_CORRECTED = "Not locked: the correction is not finished."


def protected(folder: Path, *, sessions: int = 0) -> tuple[LocalProgram, GoingClock]:
    """A team of one behind a passphrase."""
    program = program_in(folder)
    program.protection.encrypt(PASSPHRASE)
    program.renew()
    clock = with_clock(program)
    (agent,) = put_agents(program, "Anna Berg")
    for day in range(1, sessions + 1):
        note = Note(id=program.ids.new(), at=NOW, text="old", call_s=None)
        put_session(program, agent, day, notes=(note,))
    return program, clock


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("key", ["ctrl+n", "f2"])
async def test_attack_r6_lock_a_form_that_is_filled_in_is_hidden_and_stays(
    tmp_path: Path, key: str, way: Way
) -> None:
    program, clock = protected(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(key, *"Zoe")
        await way(app, pilot, clock)
        assert goes_on(app)
        assert NOT_SAVED in what_is_shown(app)
        assert "Zoe" not in what_is_shown(app)
        await pilot.press("x")
        assert line_with(app, "Zoe")
        clock.seconds += 1
        await pilot.press("ctrl+s")
        await settled(pilot)
        await pilot.press("f12")
    assert app.lock.come_back is not None
    assert any("Zoe" in agent.name for agent in program.team.agents())


async def test_a_form_as_it_was_is_locked(tmp_path: Path) -> None:
    program, _clock = protected(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f2", "x", "backspace", "f12")
    assert app.lock.come_back is not None


async def to_note(app: CoachApp, pilot: Pilot[int]) -> None:
    """Begin to correct the only note of a session."""
    screen = await to_reading(app, pilot)
    screen.correcting.write_note(screen.session.notes[0])
    await settled(pilot)


async def to_reason_of_note(app: CoachApp, pilot: Pilot[int]) -> None:
    """The same up to its reason, with the note written anew."""
    await to_note(app, pilot)
    await pilot.press(*"new", "enter")
    await settled(pilot)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("begin", "typed"), [(to_note, "xyz"), (to_reason_of_note, ""), (to_reason_of_note, "be")]
)
async def test_attack_r6_lock_a_correction_that_is_typed_is_hidden_and_stays(
    tmp_path: Path, begin: Begin, typed: str, way: Way
) -> None:
    program, clock = protected(tmp_path, sessions=1)
    (before,) = program.sessions.every()
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(app, pilot)
        await pilot.press(*typed)
        await way(app, pilot, clock)
        assert goes_on(app)
        assert NOT_CORRECTED in what_is_shown(app)
        await pilot.press("x")
        assert isinstance(app.screen, SessionReading)
        assert app.screen.edit_line.input.value.endswith(typed)
        clock.seconds += 1
        await pilot.press("ctrl+q")
        assert goes_on(app)
        assert "The correction is not finished" in what_is_shown(app)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("f12")
    assert app.lock.come_back is not None
    assert list(program.sessions.every()) == [before]


@pytest.mark.parametrize("way", WAYS)
async def test_attack_r6_lock_never_makes_half_a_sentence_the_agents_own_statement(
    tmp_path: Path, way: Way
) -> None:
    program, clock = protected(tmp_path, sessions=1)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await to_reading(app, pilot)
        await pilot.press("f3", *"Half")
        await way(app, pilot, clock)
        assert goes_on(app)
        assert "Not locked: the statement is not finished." in what_is_shown(app)
        await pilot.press("x")
        assert screen.edit_line.input.value == "Half"
        clock.seconds += 1
        await pilot.press("ctrl+q")
        assert goes_on(app)
        assert "The statement is not finished" in what_is_shown(app)
        await pilot.press("_", *"whole", "enter")
        await statement_saved(app, pilot)
        await pilot.press("f12")
    assert app.lock.come_back is not None
    (session,) = program.sessions.every()
    assert [each.text for each in session.statements] == ["Half_whole"]


async def test_attack_r6_lock_half_a_name_of_the_lead_is_not_kept(tmp_path: Path) -> None:
    program, clock = protected(tmp_path)
    (agent,) = program.team.agents()
    app = CoachApp(program, LiveRequest(agent_id=agent.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("1")
        clock.seconds += 1
        await pilot.press("f8")
        await settled(pilot)
        assert isinstance(app.screen, ReviewScreen)
        app.screen.writing.write_name()
        await pilot.press(*"Ka", "f12")
        assert goes_on(app)
        assert NOT_SAVED in what_is_shown(app)
        lead = program.team.lead()
        assert lead is None or not lead.name
        await pilot.press("x", "r", "i", "enter")
        await settled(pilot)
        lead = program.team.lead()
        assert lead is not None
        assert lead.name == "Kari"
        assert app.work.open_session is not None
        app.work.open_session.leave()


async def test_attack_r6_lock_the_first_agents_name_is_hidden_and_stays(tmp_path: Path) -> None:
    program, clock = stage(tmp_path, first_start=True)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await write_down(pilot, await to_key(app, pilot, first_start=True))
        await pilot.press(*"Zoe")
        clock.seconds += 1
        await pilot.press("f12")
        assert goes_on(app)
        assert NOT_SAVED in what_is_shown(app)
        await pilot.press("x", "enter")
        await settled(pilot)
    assert [agent.name for agent in program.team.agents()] == ["Zoe"]
