"""Tags are chosen in sight, and what is written keeps its name (newcomer_12, newcomer_13)."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.pilot.live_stage import Stage, listening
from tests.pilot.sitting_down import shown

from coachtui.domain.note import TAGS
from coachtui.i18n import LANGUAGES, use_language
from coachtui.ui.present import tag_label, words


def footer(stage: Stage) -> str:
    return stage.app.screen.query_one("#footer").render_line(0).text


def lit(stage: Stage) -> list[str]:
    """The tags that are lit in the footer: what stands on another ground than most of the line."""
    segments = list(stage.app.screen.query_one("#footer").render_line(0))
    common = segments[-1].style
    assert common is not None
    return [s.text.strip() for s in segments if s.style is not None and s.style.bgcolor != common.bgcolor]


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_newcomer_12_all_tags_are_in_sight_while_a_note_is_written(
    tmp_path: Path, language: str, width: int
) -> None:
    use_language(language)
    async with listening(tmp_path, size=(width, 24)) as stage:
        assert tag_label("quote") not in footer(stage)
        await stage.press("enter", "x")
        assert lit(stage) == []
        for tag in TAGS:
            await stage.press("down")
            line = footer(stage)
            assert all(tag_label(each) in line for each in TAGS), line
            assert "F1" in line
            assert cell_len(line) == width
            assert lit(stage) == [tag_label(tag)]
        await stage.press("down")
        assert lit(stage) == []
        await stage.press("ctrl+g")
        assert lit(stage) == [tag_label("critical")]
        await stage.press("enter")
        assert tag_label("quote") not in footer(stage)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_newcomer_12_the_name_of_the_row_stays_beside_the_tag(tmp_path: Path, language: str) -> None:
    use_language(language)
    async with listening(tmp_path, size=(80, 24)) as stage:
        assert stage.rows.item is not None
        name = words(stage.rows.item.label)[:6]
        await stage.press("enter", "x")
        for tag in (None, *TAGS):
            line = next(line for line in shown(stage.app).splitlines() if "▏x" in line)
            assert name in line
            assert tag_label(tag) in line
            await stage.press("down")


async def test_newcomer_12_a_field_of_a_model_has_no_tags(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("f3", "1", *["down"] * 20, "enter")
        assert stage.screen.work.writes_note
        assert tag_label("quote") not in footer(stage)
        assert "Enter Keep" in footer(stage)


async def test_newcomer_13_a_note_that_is_open_speaks_the_language_that_is_chosen(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("enter", "x", "down")
        for language in ("nb", "zh-Hans", "en"):
            stage.app.switch_language(language)
            await stage.pilot.pause()
            assert stage.rows.item is not None
            line = next(line for line in shown(stage.app).splitlines() if "▏x" in line)
            assert words(stage.rows.item.label)[:6] in line
            assert tag_label("strength") in line
            assert tag_label("praise") in footer(stage)
        await stage.press("enter", "ctrl+n", "y")
        stage.app.switch_language("sv")
        await stage.pilot.pause()
        assert "Anteckning" in next(line for line in shown(stage.app).splitlines() if "▏y" in line)
