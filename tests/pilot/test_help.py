"""The help, built from the key table."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.sitting_down import shown, take_seat, the_open_session
from textual.pilot import Pilot

from coachtui.i18n import LANGUAGES, use_language
from coachtui.ui.app import CoachApp
from coachtui.ui.keys.table import SCOPE_NAMES, Scope, rows
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.present import key_name
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.screens.help import Explained, HelpScreen
from coachtui.ui.team.screen import TeamScreen


async def whole_text(app: CoachApp, pilot: Pilot[int]) -> str:
    """Read a help that may be longer than the window, page by page."""
    text = shown(app)
    for _page in range(12):
        await pilot.press("pagedown")
        text += shown(app)
    return " ".join(text.split())


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_it_explains_every_key_of_the_live_screen(size: tuple[int, int], tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)
        text = await whole_text(app, pilot)
        for entry in (*rows("live"), *rows("notes"), *rows("model"), *rows("all")):
            assert key_name(entry.keys[0]) in text, entry.id
            assert entry.sentence.split()[0] in text, entry.id
        assert "0 … 9" in text
        the_open_session(app).leave()


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("scope", SCOPE_NAMES)
async def test_attack_every_row_of_the_help_says_what_its_keys_are_called(
    scope: Scope, tag: str, tmp_path: Path
) -> None:
    use_language(tag)
    app = take_seat(tmp_path).app()
    async with app.run_test(size=(80, 24)):
        help_screen = HelpScreen((scope,))
        explained = [each for each in help_screen._explained(scope) if isinstance(each, Explained)]
        assert all(each.keys and each.label and each.sentence for each in explained)
        the_open_session(app).leave()


@pytest.mark.parametrize("key", ["f1", "escape"])
async def test_it_closes_and_the_screen_below_is_as_it_was(key: str, tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.focused
        await pilot.press("f1", key)
        assert isinstance(app.screen, LiveScreen)
        assert app.focused is before
        the_open_session(app).leave()


async def test_it_speaks_of_the_screen_below(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("f8", "f1")
        assert "Save this session as a file for other programs (JSON)." in shown(app)
        assert "Start the call, or end it." not in shown(app)
        await pilot.press("escape")
        assert isinstance(app.screen, ReviewScreen)
        the_open_session(app).leave()


async def test_it_shows_the_keys_of_the_users_own(tmp_path: Path) -> None:
    (tmp_path / "keys.toml").write_text('"team.live" = ["ctrl+k", "F7"]\n', "utf-8")
    app = take_seat(tmp_path).app(live=False)
    async with app.run_test(size=(120, 40)) as pilot:
        assert isinstance(app.screen, TeamScreen)
        await pilot.press("f1")
        assert "Ctrl+K  F7" in shown(app)
        assert "Ctrl+R" not in shown(app)


async def test_it_is_read_in_chinese_too(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    use_language("zh-Hans")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        lines = shown(app).splitlines()
        assert any("撤销" in line for line in lines)
        assert not any("…" in line for line in lines[1:-2])
        the_open_session(app).leave()


@pytest.mark.parametrize("size", [(1, 1), (20, 3), (59, 15)])
async def test_it_lives_in_a_tiny_window(size: tuple[int, int], tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.resize_terminal(*size)
        await pilot.press("pagedown", "down")
        await pilot.resize_terminal(80, 24)
        assert "Keys" in shown(app)
        the_open_session(app).leave()
