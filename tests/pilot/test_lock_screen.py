"""The lock screen: one masked field, and nothing of anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.test_lock import PASSPHRASE, opened_again, protected_seat
from textual.events import Paste
from textual.pilot import Pilot

from coachtui.bootstrap import LocalProgram, open_program
from coachtui.i18n import use_language
from coachtui.ui.lock_app import LockApp
from coachtui.ui.protection.lock import LockScreen
from coachtui.ui.widgets.bars import MessageLine
from coachtui.ui.widgets.masked_line import MaskedLine

pytestmark = pytest.mark.pilot


def locked(folder: Path) -> LocalProgram:
    protected_seat(folder)
    return open_program(data_dir=str(folder), config_dir=str(folder))


def seen(app: LockApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def tried(app: LockApp, pilot: Pilot[int]) -> None:
    """Wait until the passphrase was tried."""
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_the_passphrase_opens(tmp_path: Path) -> None:
    program = locked(tmp_path)
    app = LockApp(program)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"four", "space", *"words")
        assert "•" * 10 in seen(app)
        assert "four" not in seen(app)
        app.screen.query_one(MaskedLine).load(PASSPHRASE)
        await pilot.press("enter")
        await tried(app, pilot)
    assert app.unlocked
    assert program.protection.state() == "open"
    assert [agent.name for agent in program.team.agents()] == ["Ingrid Solberg", "Bo Ek"]


async def test_another_one_is_told_and_nothing_is_open(tmp_path: Path) -> None:
    program = locked(tmp_path)
    app = LockApp(program)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert app.screen.query_one(MessageLine).text == "Type the passphrase."
        await pilot.press(*"wrong", "enter")
        await tried(app, pilot)
        said = app.screen.query_one(MessageLine).text
        assert said == "That is neither the passphrase nor the recovery key."
        assert app.screen.query_one(MaskedLine).value == ""
        assert program.protection.state() == "locked"
        await pilot.press("ctrl+q")
    assert not app.unlocked
    assert app.return_code == 0


async def test_the_recovery_key_is_pasted_with_its_typos_told(tmp_path: Path) -> None:
    seat = protected_seat(tmp_path)
    recovery = opened_again(seat).program.protection.new_recovery_key()
    program = locked_again(tmp_path)
    app = LockApp(program)
    async with app.run_test(size=(80, 24)) as pilot:
        wrong = ("2" if recovery[0] != "2" else "3") + recovery[1:]
        app.screen.query_one(MaskedLine).post_message(Paste(wrong))
        await pilot.pause()
        await pilot.press("enter")
        await tried(app, pilot)
        assert "typing mistake" in app.screen.query_one(MessageLine).text
        app.screen.query_one(MaskedLine).post_message(Paste(recovery.lower().replace("-", " ")))
        await pilot.pause()
        await pilot.press("enter")
        await tried(app, pilot)
    assert app.unlocked


def locked_again(folder: Path) -> LocalProgram:
    return open_program(data_dir=str(folder), config_dir=str(folder))


async def test_nothing_typed_can_be_copied(tmp_path: Path) -> None:
    app = LockApp(locked(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"secret", "shift+home", "ctrl+c", "ctrl+x")
        assert app.clipboard == ""
        assert app.screen.query_one(MaskedLine).value == "secret"


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nl", "zh-Hans"])
@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 60)])
async def test_it_fits_and_says_nothing_of_anybody(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    use_language(language)
    app = LockApp(locked(tmp_path))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "coachtui" in seen(app)
        assert not any(name in seen(app) for name in ("Ingrid", "Solberg", "Bo Ek", "Kari"))
        assert isinstance(app.screen, LockScreen)
        assert app.screen.query_one(MaskedLine).region.bottom <= size[1] - 2
        assert app.focused is app.screen.query_one(MaskedLine)


async def test_a_tiny_window_asks_for_room_and_keeps_the_keys(tmp_path: Path) -> None:
    app = LockApp(locked(tmp_path))
    async with app.run_test(size=(40, 10)) as pilot:
        assert "enlarge" in seen(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await pilot.press("x")
        assert app.screen.query_one(MaskedLine).value == "x"


async def test_a_fault_of_its_own_is_written_down_without_the_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = locked(tmp_path)

    def broken(_self: object, secret: str) -> None:
        raise RuntimeError(secret)

    monkeypatch.setattr(type(program.protection), "unlock", broken)
    app = LockApp(program)

    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one(MaskedLine).load(PASSPHRASE)
        await pilot.press("enter")
        await tried(app, pilot)
        assert "inside the program (RuntimeError)" in seen(app)
    assert not app.unlocked
    (log,) = program.folders.logs.iterdir()
    written = log.read_text(encoding="utf-8")
    assert "RuntimeError" in written
    assert PASSPHRASE not in written


@pytest.mark.parametrize("key", ["f1", "ctrl+p", "escape", "f9", "f12"])
async def test_attack_keys_that_do_nothing_while_locked_say_so(tmp_path: Path, key: str) -> None:
    app = LockApp(locked(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", key)
        said = app.screen.query_one(MessageLine).text
        assert said == "The data are locked: only the passphrase and Ctrl+Q work here."
        assert app.screen.query_one(MaskedLine).value == "a"
