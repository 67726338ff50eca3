"""The backup of the day is left to another window that is at work on the backups."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.sitting_down import take_seat, told
from tests.pilot.team_stage import settled
from tests.pilot.test_daily_backup import looked, made_in

from coachtui.store.log.claim import claim_on

pytestmark = pytest.mark.pilot


async def test_what_another_window_is_at_is_left_to_it_without_a_word(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app(live=False)
    claim = claim_on(tmp_path / ".store.backup.lock")
    assert claim.take()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        said = told(app)
        await looked(app, pilot)
        assert (told(app), app.backups.error) == (said, None)
        assert made_in(tmp_path) == []
        claim.give_back()
        await looked(app, pilot)
        assert app.backups.state is not None
        assert app.backups.state.last is not None
    assert len(made_in(tmp_path)) == 1
