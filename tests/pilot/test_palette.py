"""The palette: every action by name, done on the screen below."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pilot.sitting_down import answer, shown, take_seat, the_open_session, told
from textual.pilot import Pilot

from coachtui.i18n import LANGUAGE_NAMES, LANGUAGES, language, use_language
from coachtui.ui.keys.table import rows
from coachtui.ui.live.screen import LiveScreen
from coachtui.ui.palette import PaletteScreen
from coachtui.ui.review.screen import ReviewScreen
from coachtui.ui.screens.searching import HitRows
from coachtui.ui.theme import NAMES

SIZE = (120, 36)


async def choose(pilot: Pilot[int], letters: str) -> None:
    """Open the palette, type, and take the first row."""
    await pilot.press("ctrl+p", *("space" if letter == " " else letter for letter in letters), "enter")
    await pilot.pause()


async def test_it_lists_every_action_of_the_live_screen(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p")
        assert isinstance(app.screen, PaletteScreen)
        listed = {hit.more for hit in app.screen.query_one(HitRows).hits}
        for scope in ("live", "checklist", "notes", "model", "note line", "all"):
            missing = {entry.sentence for entry in rows(scope) if entry.id != "app.palette"} - listed
            assert missing == set(), scope
        labels = [hit.label for hit in app.screen.query_one(HitRows).hits]
        assert set(LANGUAGE_NAMES.values()) <= set(labels)
        assert set(NAMES.values()) <= set(labels)
        the_open_session(app).leave()


async def test_an_action_of_the_screen(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        await choose(pilot, "start the call")
        assert isinstance(app.screen, LiveScreen)
        open_session = the_open_session(app)
        assert open_session.session.running_contact is not None
        assert open_session.flush()
        assert seat.stored()[0].contacts[0].started_at == seat.clock.now()
        open_session.leave()


async def test_an_action_of_the_widget_with_the_keys(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await choose(pilot, "not applicable")
        open_session = the_open_session(app)
        first = next(iter(open_session.forms[0].items()))
        (evaluation,) = open_session.session.evaluations
        assert evaluation.answers[first.id].na is first.na
        open_session.leave()


async def test_an_action_of_another_pane(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await choose(pilot, "use clear")
        open_session = the_open_session(app)
        assert open_session.session.model is not None
        assert open_session.session.model.id == "clear"
        open_session.leave()


async def test_an_action_of_the_review(tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        open_session = the_open_session(app)
        answer(open_session, open_session.forms[0], 1)
        await pilot.press("f8")
        await choose(pilot, "rest n/a")
        assert isinstance(app.screen, ReviewScreen)
        assert any(given.na for given in open_session.session.evaluations[0].answers.values())
        open_session.leave()


async def test_an_action_of_the_program(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await choose(pilot, "leave the program")
        assert app.return_code == 0
    the_open_session(app).leave()


@pytest.mark.parametrize("tag", LANGUAGES)
async def test_languages_switch_at_once_and_are_kept(tag: str, tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        use_language("nl" if tag == "en" else "en")
        await choose(pilot, LANGUAGE_NAMES[tag].casefold())
        assert language() == tag
        the_open_session(app).leave()
    assert f'language = "{tag}"' in (tmp_path / "config.toml").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
async def test_colours_switch_at_once_and_are_kept(name: str, tmp_path: Path) -> None:
    seat = take_seat(tmp_path)
    app = seat.app()
    async with app.run_test(size=SIZE) as pilot:
        await choose(pilot, f"{NAMES[name].casefold()} colours of")
        assert app.theme == name
        the_open_session(app).leave()
    assert f'theme = "{name}"' in (tmp_path / "config.toml").read_text("utf-8")


async def test_letters_filter_and_escape_closes(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p", *"zzz")
        assert "Nothing matches." in shown(app)
        await pilot.press("enter")
        assert isinstance(app.screen, PaletteScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, LiveScreen)
        assert the_open_session(app).session.empty
        await pilot.press("ctrl+p", "ctrl+p")
        assert isinstance(app.screen, LiveScreen)
        the_open_session(app).leave()


async def test_digits_typed_in_it_answer_nothing(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p", "1", "2", "c", "h")
        assert the_open_session(app).session.empty
        the_open_session(app).leave()


@pytest.mark.parametrize("size", [(1, 1), (4, 2), (8, 4), (6, 3), (59, 15)])
async def test_it_lives_in_a_tiny_window(size: tuple[int, int], tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.resize_terminal(*size)
        await pilot.press("a", "down", "pagedown", "up")
        await pilot.resize_terminal(80, 24)
        assert isinstance(app.screen, PaletteScreen)
        await pilot.press("escape")
        await pilot.resize_terminal(*size)
        await pilot.press("ctrl+p", "escape")
        assert isinstance(app.screen, LiveScreen)
        the_open_session(app).leave()


async def test_attack_enter_where_nothing_matches_says_so(tmp_path: Path) -> None:
    app = take_seat(tmp_path).app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+p", *"zzqq", "enter")
        assert isinstance(app.screen, PaletteScreen)
        assert told(app) == "Nothing matches, so nothing is done; Backspace deletes letters."
        the_open_session(app).leave()
