"""A full disk is told while its reserve is in use, and not where that is missing for another reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contract.test_reserve import FullDisk
from tests.pilot.live_stage import listening
from tests.pilot.sitting_down import take_seat, told
from tests.pilot.team_stage import settled
from tests.pilot.test_daily_backup import looked

from coachtui.store.log import disk
from coachtui.store.log.reserve import Reserve

pytestmark = pytest.mark.pilot

NO_ROOM = "Disk full. Nothing is lost; reserve space is in use. Please free some space."


async def test_attack_f1_data_protected_anew_leave_no_word_of_a_full_disk(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    reserve = Reserve(tmp_path / "store")
    assert reserve.keep()
    async with listening(seat) as stage:
        await looked(stage.app, stage.pilot)
        assert reserve.release()
        await stage.press("1")
        assert stage.open_session.flush()
        await settled(stage.pilot)
        assert "isk full" not in stage.said
        await looked(stage.app, stage.pilot)
        assert reserve.is_kept()


async def test_a_full_disk_is_told_while_its_reserve_is_in_use(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    assert Reserve(tmp_path / "store").keep()
    async with listening(seat) as stage:
        await looked(stage.app, stage.pilot)
        await stage.press("1")
        assert stage.open_session.flush()
        with disk.using_file_system(FullDisk()):
            await stage.press("0")
            assert stage.open_session.flush()
            await settled(stage.pilot)
            assert stage.said == NO_ROOM
            assert stage.values() == {"pickup": 1, "greeting": 0}
            await stage.press("ctrl+n", "x", "enter")
            assert stage.said == "Note kept."
            await stage.press("2")
            assert stage.said == NO_ROOM
            stage.app.places.close_session()
            await settled(stage.pilot)
            assert told(stage.app) == NO_ROOM
        await looked(stage.app, stage.pilot)
        assert Reserve(tmp_path / "store").is_kept()
        stage.app.places.show_team()
        await settled(stage.pilot)
        assert told(stage.app) != NO_ROOM
