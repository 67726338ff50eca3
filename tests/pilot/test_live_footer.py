"""What the footer and the message line of the live screen say, at both usual widths, in five languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.pilot.live_stage import Stage, listening
from tests.pilot.test_live_rows import Bells

from coachtui.i18n import LANGUAGES, use_language

WIDTHS = (80, 120)


def footer(stage: Stage) -> str:
    return stage.app.screen.query_one("#footer").render_line(0).text


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_newcomer_6_9_11_the_footer_has_next_form_undo_and_cue(
    tmp_path: Path, language: str, width: int
) -> None:
    use_language(language)
    async with listening(tmp_path, size=(width, 24)) as stage:
        before = footer(stage)
        await stage.press("ctrl+r")
        during = footer(stage)
        await stage.press("ctrl+r")
        for text in (before, footer(stage)):
            for key in ("Ctrl+R ", " + ", "Ctrl+Z ", "Ctrl+E ", "F8 ", "F1 "):
                assert key in text, (key, text)
            assert not any(key in text for key in ("Ctrl+O ", "Ctrl+F ", "Ctrl+T "))
        wanted = ("Ctrl+R ", "Ctrl+F ", " + ", "Ctrl+Z ", "F1 ")
        for key in (*wanted, *(("Ctrl+O ", "Ctrl+E ", "F8 ") if width == 120 else ())):
            assert key in during, (key, during)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_newcomer_9_after_a_call_end_it_is_said_that_undo_takes_it_back(
    tmp_path: Path, language: str
) -> None:
    use_language(language)
    async with listening(tmp_path, size=(80, 24)) as stage:
        await stage.press("ctrl+r")
        stage.clock.pass_(6_244)
        await stage.press("ctrl+r")
        assert "Ctrl+Z" in stage.said
        assert cell_len(stage.said) < 80
        for key in ("ctrl+t", "ctrl+o", "ctrl+f", "ctrl+b"):
            await stage.press(key)
            assert "Ctrl+Z" in stage.said, key
            assert "Ctrl+R" not in stage.said, key
        await stage.press("ctrl+z")
        assert stage.open_session.session.contacts[-1].running
        assert len(stage.open_session.session.contacts) == 1


async def test_newcomer_9_undo_is_offered_only_where_it_gives_the_call_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "ctrl+r", "1")
        assert "Ctrl+Z" not in stage.said
        assert "Ctrl+R starts the next contact" in stage.said
        await stage.press("ctrl+t")
        assert stage.said == "The call has ended; this key works only during a call."


async def test_newcomer_13_what_a_row_takes_is_named_in_order_and_with_na(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listening(tmp_path) as stage:
        bells = Bells(stage, monkeypatch)
        await stage.press("5")
        assert stage.said == "Answers here: 0, 1, -."
        await stage.press("space", "5")
        assert stage.said == "Answers here: 0, 1."
        await stage.press("space", "space", "5")  # the critical row
        assert stage.said == "Answers here: 0, 1, -."
        assert bells.rung == 3


@pytest.mark.parametrize("key", ["space", "down", "comma", "slash", "up", "home", "end", "plus"])
async def test_newcomer_13_what_was_said_of_a_row_goes_when_the_cursor_does(tmp_path: Path, key: str) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("space", "space", "7")
        assert stage.said == "Answers here: 0, 1, 2."
        await stage.press(key)
        assert "Answers here" not in stage.said


async def test_newcomer_13_a_star_on_a_row_that_is_na_says_what_is_so(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("minus", "up", "asterisk")
        assert stage.said == "This row is n/a; only what was shown can be a strength."
