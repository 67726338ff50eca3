"""The data folder goes away in the middle of a session: a stick is pulled, a share drops."""

from __future__ import annotations

import json
from pathlib import Path

from tests.pilot.live_stage import Stage
from tests.pilot.sitting_down import take_seat, the_open_session, told

from coachtui.ui.review.screen import ReviewScreen


def put_away(folder: Path) -> tuple[Path, Path]:
    """Rename the store; return where it was and where it is."""
    (store,) = (path for path in folder.rglob("store") if (path / "team.jsonl").exists())
    return store, store.rename(store.with_name("store.away"))


def bring_back(store: Path, away: Path) -> None:
    """Let the store be where it was, in the place of what saving made there meanwhile."""
    if store.exists():
        (store / ".lock").unlink(missing_ok=True)
        store.rmdir()
    away.rename(store)


async def test_attack_the_review_opens_and_stays_and_the_rescue_is_written(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        stage = Stage(app, pilot, seat)
        await stage.press("1")
        the_open_session(app).flush()
        store, away = put_away(tmp_path)
        await stage.press("0", "f8")
        assert isinstance(app.screen, ReviewScreen)
        app.screen.work.tick()
        await stage.press("6")
        assert "team.jsonl" in told(app)
        data = json.loads(seat.program.export.session_json(the_open_session(app).session, whole=True))
        assert len(data["evaluations"][0]["answers"]) == 2
        bring_back(store, away)
        the_open_session(app).leave()
