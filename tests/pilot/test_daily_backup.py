"""The backup of the day makes itself: never during a call, never twice, and a failure is told."""

from __future__ import annotations

import errno
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.contract.faulty_disk import faulty
from tests.e2e.program import Program
from tests.pilot.live_stage import listening
from tests.pilot.sitting_down import BO, INGRID, Seat, take_seat, the_open_session, told
from tests.pilot.team_stage import program_in, put_agents, put_session, settled
from tests.pilot.test_lock import protected_seat
from textual.pilot import Pilot

from coachtui.bootstrap import open_program
from coachtui.domain.errors import StoreLocked
from coachtui.store.keeping.backups import backup_maker
from coachtui.store.keeping.backups.daily_backups import DailyBackups
from coachtui.store.keeping.checks.verify import check_whole
from coachtui.store.log import disk
from coachtui.store.protection.seals import Seals
from coachtui.ui import daily_backup
from coachtui.ui.app import CoachApp
from coachtui.ui.live.screen import LiveScreen

pytestmark = pytest.mark.pilot

PLAIN = "Data are not protected by a passphrase; disk encryption is recommended."
FULL = "No backup today: the disk is full. It is tried again at the next start."


def made_in(folder: Path) -> list[Path]:
    """The backups that there are."""
    return sorted((folder / "backups").glob("*.zip"))


def every_backup(folder: Path) -> list[Path]:
    """What is named like a backup, anywhere, even half of one."""
    return [path for path in folder.rglob("coachtui-*") if path.is_file()]


async def looked(app: CoachApp, pilot: Pilot[int]) -> None:
    """Look for what is to be backed up, and wait until that is done and shown."""
    app.backups.look()
    await rested(app, pilot)


async def rested(app: CoachApp, pilot: Pilot[int]) -> None:
    for _ in range(500):
        if not app.backups._busy():
            break
        await pilot.pause(0.02)
    await settled(pilot)


def seat_with_work(folder: Path) -> Seat:
    seat = take_seat(folder)
    seat.program.sessions.close()
    return seat


@contextmanager
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let no backup get further than its beginning until the event is set."""
    go_on = threading.Event()
    make = DailyBackups.make

    def slowly(self: DailyBackups, *, waits: bool) -> Path:
        go_on.wait(20)
        return make(self, waits=waits)

    with monkeypatch.context() as patch:
        patch.setattr(DailyBackups, "make", slowly)
        yield go_on
        go_on.set()


async def test_it_is_made_soon_after_the_start_and_holds_the_team(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_backup, "BEGIN_AFTER_S", 0.2)
    seat = take_seat(tmp_path / "here")
    app = seat.app(live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert made_in(seat.folder) == []
        for _ in range(500):
            if app.backups.state is not None:
                break
            await pilot.pause(0.02)
    (file,) = made_in(seat.folder)
    other = open_program(data_dir=str(tmp_path / "there"), config_dir=str(tmp_path / "there"))
    other.safekeeping.restoring.restore(file)
    assert other.team.agents() == [INGRID, BO]


async def test_the_line_says_when_it_was_made_and_that_it_lies_on_one_disk(tmp_path: Path) -> None:
    seat = seat_with_work(tmp_path)
    app = seat.app(live=False)
    async with app.run_test(size=(130, 24)) as pilot:
        await settled(pilot)
        assert told(app) == PLAIN
        await looked(app, pilot)
        assert told(app) == f"{PLAIN}  Last backup: today 10:00, only on this disk."
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert told(app) == PLAIN
        app.places.show_team()
        await settled(pilot)
        assert told(app) == "Last backup: today 10:00, only on this disk."


async def test_one_a_day(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    for _start in range(2):
        app = seat.app(live=False)
        async with app.run_test(size=(80, 24)) as pilot:
            await looked(app, pilot)
            await looked(app, pilot)
            app.backups.finish(pytest.fail)
        assert len(made_in(tmp_path)) == 1
        assert app.backups.state is not None
    seat.clock.pass_(24 * 3600)
    seat.app(live=False).backups.finish(pytest.fail)
    assert len(made_in(tmp_path)) == 2


async def test_a_window_that_stays_open_makes_one_the_next_day_too(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app(live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        for number in (1, 2, 3):
            await looked(app, pilot)
            assert len(made_in(tmp_path)) == number
            seat.clock.pass_(24 * 3600)


async def test_none_while_a_call_runs_not_even_at_the_end(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "1")
        await looked(stage.app, stage.pilot)
        assert stage.app.backups.state is not None
        assert stage.app.backups.state.last is None
        the_open_session(stage.app).leave()
        stage.app.backups.finish(pytest.fail)
        assert made_in(tmp_path) == []


async def test_it_is_made_at_the_end_where_it_was_not_before(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1")
        await looked(stage.app, stage.pilot)
        assert made_in(tmp_path) == []
    stage.app.backups.finish(pytest.fail)
    (file,) = made_in(tmp_path)
    with zipfile.ZipFile(file) as packed:
        assert f"agents/{INGRID.id}/2026.jsonl" in packed.namelist()


async def test_it_is_made_once_the_team_is_there_though_the_program_began_without(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await looked(app, pilot)
        assert made_in(tmp_path / "data") == []
        put_agents(program, "Anna Berg")
        await looked(app, pilot)
    assert len(made_in(tmp_path / "data")) == 1


async def test_the_sample_team_has_none(tmp_path: Path) -> None:
    program = program_in(tmp_path).on_demo()
    program.ensure_demo()
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await looked(app, pilot)
        app.backups.finish(pytest.fail)
        assert "backup" not in told(app)
    assert every_backup(tmp_path) == []


async def test_a_locked_store_is_left_alone_until_it_is_open(tmp_path: Path) -> None:
    seat = protected_seat(tmp_path)
    for file in made_in(tmp_path):
        file.unlink()
    app = seat.app(live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        seat.program.protection.lock()
        await looked(app, pilot)
        assert (app.backups.error, made_in(tmp_path)) == (None, [])
        seat.program.protection.unlock("four words are better")
        await looked(app, pilot)
        assert len(made_in(tmp_path)) == 1


async def test_a_failure_is_told_and_tried_again_at_the_next_start(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app(live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        with faulty(lambda _number, name: errno.ENOSPC if name == "write" else 0):
            await looked(app, pilot)
        assert told(app) == FULL
        assert made_in(tmp_path) == []
        await looked(app, pilot)
        app.backups.finish(pytest.fail)
        assert made_in(tmp_path) == []
    app = seat.app(live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await looked(app, pilot)
        assert len(made_in(tmp_path)) == 1
        assert told(app) == PLAIN


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    (tmp_path / "backups").write_text("in the way")
    app = seat.app(live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await looked(app, pilot)
        assert told(app) == "No backup today: the disk failed. It is tried again at the next start."
    assert (tmp_path / "backups").read_text() == "in the way"


async def test_a_fault_of_its_own_is_told_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: DailyBackups, **_named: object) -> Path:
        raise RuntimeError("Ingrid Solberg")

    monkeypatch.setattr(DailyBackups, "make", broken)
    app = take_seat(tmp_path).app(live=False)
    async with app.run_test(size=(100, 24)) as pilot:
        await looked(app, pilot)
        assert told(app).startswith("No backup today: That could not be done (RuntimeError)")
        assert app.is_running


async def test_what_is_told_otherwise_stays(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app(live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        said = told(app)
        assert said.startswith("This is the team.")
        await looked(app, pilot)
        assert told(app) == said


async def test_weeks_without_a_copy_on_another_disk_are_told(tmp_path: Path) -> None:
    program = program_in(tmp_path)
    (agent,) = put_agents(program, "Anna Berg")
    put_session(program, agent, 8)
    app = CoachApp(program, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await looked(app, pilot)
        app.places.show_team()
        await settled(pilot)
        assert told(app) == "Last backup: today 10:00. None is on another disk: coachtui backup FILE"


async def test_keys_and_saves_go_on_while_it_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = take_seat(tmp_path)
    appended: list[int] = []
    write = disk.write_all

    def write_all(descriptor: int, data: bytes) -> None:
        appended.append(len(data))
        write(descriptor, data)

    async def one_more_answer(app: CoachApp, pilot: Pilot[int]) -> list[int]:
        appended.clear()
        await pilot.press("1")
        assert the_open_session(app).flush()
        return list(appended)

    monkeypatch.setattr(disk, "write_all", write_all)
    app = seat.app(live=False)
    with held_up(monkeypatch) as go_on:
        async with app.run_test(size=(120, 36)) as pilot:
            app.backups.look()
            app.places.open(LiveScreen(app.work.begin_session(INGRID)))
            await pilot.pause()
            await one_more_answer(app, pilot)  # the first one makes the file
            meanwhile = await one_more_answer(app, pilot)
            assert app.backups._busy()
            go_on.set()
            await rested(app, pilot)
            after = await one_more_answer(app, pilot)
            assert (len(meanwhile), len(after)) == (1, 1)
            assert meanwhile[0] < after[0], "it holds one answer less, and nothing else"
            the_open_session(app).leave()
    assert len(made_in(tmp_path)) == 1


async def test_the_end_waits_a_moment_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = take_seat(tmp_path).app(live=False)
    monkeypatch.setattr(daily_backup, "NOTICE_S", 0.05)
    monkeypatch.setattr(daily_backup, "PATIENCE_S", 0.05)
    said: list[str] = []
    with held_up(monkeypatch):
        app.backups.finish(said.append)
    assert said == [
        "Making today's backup; Ctrl+C quits without it.",
        "The backup is taking too long; it will be made at the next start.",
    ]
    assert app.backups._wait_for_end(20)


async def test_ctrl_c_ends_the_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = take_seat(tmp_path).app(live=False)
    monkeypatch.setattr(daily_backup, "NOTICE_S", 0.05)
    said: list[str] = []

    def impatient(text: str) -> None:
        said.append(text)
        raise KeyboardInterrupt

    with held_up(monkeypatch):
        app.backups.finish(impatient)
        assert made_in(tmp_path) == []
    assert len(said) == 1
    assert app.backups._wait_for_end(20)


async def test_a_failure_at_the_end_is_one_line(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app(live=False)
    said: list[str] = []
    with faulty(lambda _number, name: errno.ENOSPC if name == "write" else 0):
        app.backups.finish(said.append)
    assert said == [FULL]


@pytest.mark.parametrize(("keys", "backups"), [((), 1), (("ctrl+r",), 0)])
def test_quitting_at_a_terminal(tmp_path: Path, keys: tuple[str, ...], backups: int) -> None:
    program = Program(tmp_path)
    program.add_agent("Kim Berg")
    try:
        terminal = program.listen()
        terminal.press("1", *keys)
        terminal.wait_for("✓ saved")
        terminal.press("ctrl+q")
        assert terminal.end() == 0
        assert terminal.restored()
    finally:
        program.close()
    assert len(made_in(program.data)) == backups
    assert program.run("check").returncode == 0


def test_a_passphrase_set_meanwhile_leaves_no_plain_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = take_seat(tmp_path)
    other = open_program(data_dir=str(tmp_path), config_dir=str(tmp_path))

    def encrypted_meanwhile(root: Path, seals: Seals) -> None:
        check_whole(root, seals)
        other.protection.encrypt("four words are better")

    monkeypatch.setattr(backup_maker, "check_whole", encrypted_meanwhile)
    with pytest.raises(StoreLocked, match="protection_changed"):
        seat.program.safekeeping.daily.make()
    assert every_backup(tmp_path) == []
    assert other.safekeeping.last() is None
