"""Keys at random, wherever they lead: nothing crashes, and the disk holds what the screen does."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.pilot.live_stage import Stage, listening
from tests.sizes import by_size
from textual.events import Paste

from coachtui.i18n import LANGUAGES, use_language
from coachtui.ui.keys.table import rows

ROUNDS = by_size(10, 40, 2000)
KEYS = sorted({key for row in rows() for key in row.keys if " " not in key} - {"ctrl+q"})
LETTERS = tuple("aåzé客—🙂[]\\'\"{}%")
SIZES = ((120, 36), (80, 24), (200, 60), (60, 16), (59, 15), (1, 1), (3, 70), (150, 2))
PASTES = ("one line", "two\nlines\twith a tab", "[/][b]", "字" * 300, "", " ", "\u202eabc\u0007")


async def step(stage: Stage, chance: random.Random) -> str:
    """Do one thing, and say what."""
    match chance.randrange(20):
        case 0:
            size = chance.choice(SIZES)
            await stage.resize(*size)
            return f"{size}"
        case 1:
            text = chance.choice(PASTES)
            stage.app.post_message(Paste(text))
            await stage.pilot.pause()
            return f"paste {text[:10]!r}"
        case 2 | 3:
            letter = chance.choice(LETTERS)
            await stage.press(letter)
            return letter
        case 4:
            seconds = chance.choice((0.1, 7.0, 130.0))
            stage.clock.pass_(seconds)
            return f"{seconds} s"
        case _:
            keys = chance.choices(KEYS, k=chance.randrange(1, 5))
            await stage.press(*keys)
            return " ".join(keys)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(2))
async def test_any_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    chance = random.Random(seed)
    use_language(chance.choice(tuple(LANGUAGES)))
    done: list[str] = []
    async with listening(tmp_path / "store", size=chance.choice(SIZES[:4])) as stage:
        await stage.press("ctrl+r")
        for _ in range(ROUNDS):
            done.append(await step(stage, chance))
            open_session = stage.app.work.open_session
            if open_session is not None and chance.random() < 0.1:
                assert open_session.flush(), done
                kept = [session for session in stage.seat.stored() if session.id == open_session.session.id]
                assert kept == ([open_session.session] if open_session.desk.stored else []), done
        assert stage.app.fault is None, done
