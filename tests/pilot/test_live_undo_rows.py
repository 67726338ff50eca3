"""After undo the cursor is on the row that was taken back: the right digit comes next (attack2_2)."""

from __future__ import annotations

from pathlib import Path

from tests.pilot.live_stage import PAUSE, PHASES, PHONE, listening


async def test_attack2_2_the_right_digit_after_undo_goes_to_the_row_taken_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("0", "ctrl+z")
        assert stage.row == "pickup"
        await stage.press("1")
        assert stage.values() == {"pickup": 1}
        assert stage.row == "greeting"


async def test_attack2_2_undo_goes_back_row_by_row_and_redo_on_again(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "0", "2")
        rows = []
        for key in ("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+y", "ctrl+y", "ctrl+y"):
            await stage.press(key)
            rows.append(stage.row)
        third, fourth = rows[0], rows[-1]
        assert rows == [third, "greeting", "pickup", "greeting", third, fourth]
        await stage.press("1")
        assert stage.values() == {"pickup": 1, "greeting": 0, third: 2, fourth: 1}


async def test_attack2_2_na_star_clear_and_another_value_lead_back_to_their_row(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "1", "home")
        before = stage.answers()
        for key in ("0", "asterisk", "backspace", "minus"):
            await stage.press(key, "end")
            assert stage.answers() != before, key
            await stage.press("ctrl+z")
            assert stage.row == "pickup", key
            assert stage.answers() == before
        await stage.press("0")
        assert stage.values() == {"pickup": 0, "greeting": 1}


async def test_attack2_2_redo_of_a_star_or_a_cleared_answer_stays_on_its_row(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        for key in ("asterisk", "backspace"):
            await stage.press("home", "1", "up", key, "ctrl+z", "end", "ctrl+y")
            assert stage.row == "pickup", key


async def test_attack_undo_goes_to_the_tab_of_the_row_that_it_takes_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "0", "plus", "ctrl+z")
        assert (stage.screen.work.view.form.id, stage.row) == (PHONE, "greeting")
        assert stage.said.startswith("Undone (Phone technique listening form): answer “")
        await stage.press("1")
        assert stage.values(PHONE) == {"pickup": 1, "greeting": 1}
        await stage.press("plus", "1", "plus", "ctrl+z")
        assert (stage.screen.work.view.form.id, stage.row) == (PHASES, "establish")
        await stage.press("plus", "ctrl+y")
        assert stage.screen.work.view.form.id == PHASES
        assert stage.values(PHASES) == {"establish": 1}


async def test_attack2_2_redo_of_the_last_answer_is_the_end_of_the_form_again(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        count = len(list(stage.open_session.forms[0].items()))
        await stage.press(*["1"] * count, "ctrl+z")
        assert stage.row == "farewell"
        await stage.press("ctrl+y")
        whole = stage.values()
        await stage.press("0")
        assert stage.values() == whole
        await stage.press("ctrl+z", "0")
        assert stage.values() == {**whole, "farewell": 0}


async def test_attack_l4_undo_in_the_review_leads_to_the_row_and_redo_does_it_again(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "0", "2", PAUSE, "f8", PAUSE, "ctrl+z", PAUSE, "ctrl+z")
        assert stage.values() == {"pickup": 1}
        await stage.press("ctrl+y")
        assert stage.values() == {"pickup": 1, "greeting": 0}
        assert stage.said.startswith("Redone: answer “")
        await stage.press("ctrl+z", PAUSE, "escape", PAUSE, "1")
        assert stage.values() == {"pickup": 1, "greeting": 1}


async def test_attack_l4_redo_in_the_review_with_nothing_to_do_says_so(
    tmp_path: Path, rung: list[str]
) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", PAUSE, "f8", PAUSE, "ctrl+y")
        assert stage.said == "There is nothing to redo."
        assert rung == ["bell"]
