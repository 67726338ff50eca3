"""When it is told that all backups lie on one disk, and that the room for a full disk is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from coachtui.services.backup_state import BackupState
from coachtui.services.reserve_watch import ReserveWatch

NOW = datetime.fromisoformat("2026-03-16T10:00:00+01:00")


@pytest.mark.parametrize(
    ("first_days", "elsewhere_days", "lacking"),
    [
        (None, None, False),
        (None, 30, False),
        (7, None, False),
        (8, None, True),
        (90, 7, False),
        (90, 8, True),
        (1, 30, False),
    ],
)
def test_a_week_of_work_on_one_disk_is_enough(
    first_days: int | None, elsewhere_days: int | None, lacking: bool
) -> None:
    first, elsewhere = (
        None if days is None else NOW - timedelta(days=days) for days in (first_days, elsewhere_days)
    )
    state = BackupState(last=NOW, elsewhere=elsewhere, same_disk=True)
    assert state.lacks_copy_elsewhere(NOW, first) == lacking


@dataclass
class KeptRoom:
    """Says what a test tells it to say of the reserve."""

    there: bool
    room: bool = True

    def is_kept(self) -> bool:
        return self.there

    def could_be_kept(self) -> bool:
        return self.room

    def keep(self) -> bool:
        self.there = self.there or self.room
        return self.there


def test_room_that_never_was_is_not_said_to_be_in_use() -> None:
    keeping = KeptRoom(there=False, room=False)
    watch = ReserveWatch(keeping)
    assert watch.used_up()
    assert not watch.was_kept
    keeping.there = True
    assert not watch.used_up()
    keeping.there = False
    assert watch.used_up()
    assert watch.was_kept


def test_room_that_was_there_is_gone_once_the_disk_has_none() -> None:
    keeping = KeptRoom(there=False)
    watch = ReserveWatch(keeping)
    assert not watch.used_up()
    keeping.there = True
    assert not watch.used_up()
    keeping.there = False
    assert not watch.used_up()
    keeping.room = False
    assert watch.used_up()
    keeping.there = True
    assert not watch.used_up()


def test_room_that_was_gone_before_the_first_look_is_missed_while_the_disk_is_full() -> None:
    keeping = KeptRoom(there=False, room=False)
    watch = ReserveWatch(keeping)
    assert watch.used_up()
    keeping.room = True
    assert not watch.used_up()
    keeping.there, keeping.room = True, False
    assert not watch.used_up()
