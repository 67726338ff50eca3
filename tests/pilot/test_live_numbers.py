"""The numbers on the form explain themselves (newcomer_11), and a form not begun is named (newcomer_6)."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.pilot.live_stage import Stage, listening
from tests.pilot.sitting_down import shown

from coachtui.i18n import LANGUAGES, use_language
from coachtui.ui.present import words


def head(stage: Stage) -> str:
    return stage.app.screen.query_one("#pane-checklist .pane-head").render_line(0).text


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_newcomer_11_the_head_says_what_the_digits_of_the_lit_row_mean(
    tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    use_language(language)
    async with listening(tmp_path, size=size) as stage:
        for _ in range(6):
            item = stage.rows.item
            assert item is not None
            for value in item.answer_type.values:
                assert f"{value.value} {words(value.label)} " in head(stage)
            assert (" - " in head(stage)) == item.na
            await stage.press("down")
        widths = {"en": "answers weight", "sv": "svar vikt", "nb": "svar vekt", "nl": "antw. gewicht"}
        assert head(stage).rstrip().endswith(widths.get(language, "答案 权重"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_newcomer_11_the_line_before_a_call_leads_to_the_explanation(
    tmp_path: Path, language: str
) -> None:
    use_language(language)
    async with listening(tmp_path, size=(80, 40)) as stage:
        assert "Ctrl+R" in stage.said
        assert "F1" in stage.said
        assert cell_len(stage.said) < 80
        await stage.press("f1")
        text = shown(stage.app)
        for example in ("0 1 2 -", "72", "(19", "2/4", "★  ✎  ‼"):
            assert example in text, example


async def test_newcomer_11_the_head_still_has_room_with_several_contacts(tmp_path: Path) -> None:
    async with listening(tmp_path, size=(80, 24)) as stage:
        await stage.press("ctrl+r", "ctrl+r", "ctrl+r", "down", "down")
        assert "Contact 2 of 2" in head(stage)
        assert "0 Not shown  1 Partly  2 Fully" in head(stage)


async def test_newcomer_6_the_review_names_a_form_that_was_not_begun(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press(*["1"] * 25, "f8")
        text = shown(stage.app)
        assert "Nothing is missing." not in text
        assert "✓ What was started is complete." in text
        assert "○ Not started: Conversation-phase form" in text
