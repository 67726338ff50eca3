"""The checklist: one key an answer, and nothing else changes it (R14, R16, R18)."""

from __future__ import annotations

from pathlib import Path

from tests.pilot.live_stage import PHASES, PHONE, listening


async def test_the_checklist_has_the_keys_on_the_first_open_row(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        assert stage.rows.has_focus
        assert stage.row == "pickup"


async def test_the_same_answer_again_keeps_it(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1")
        first = stage.stored
        stage.clock.pass_(5)
        await stage.press("up", "1")
        assert stage.stored.evaluations == first.evaluations
        assert stage.row == "greeting"
        await stage.press("ctrl+z")
        assert stage.stored.evaluations == ()  # the second press was nothing to take back


async def test_another_answer_replaces_it_and_keeps_the_star(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("down", "down", "2", "up", "asterisk", "1")
        (answer,) = stage.answers().values()
        assert (answer.value, answer.star) == (1, True)


async def test_a_digit_that_is_no_value_changes_nothing_and_says_what_the_row_takes(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        for key in "23456789":
            await stage.press("ctrl+s", key)
            assert stage.said == "Answers here: 0, 1, -.", key
            assert stage.row == "pickup"
        assert stage.sessions() == []


async def test_na_where_the_row_must_be_judged_changes_nothing(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "minus")
        assert stage.said == "This row must be judged; n/a is not possible."
        assert stage.row == "greeting"
        assert stage.values() == {"pickup": 1}


async def test_a_star_needs_a_judged_answer(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("asterisk")
        assert stage.said == "Answer the row first, then mark it as a strength."
        await stage.press("minus", "up", "asterisk")
        assert stage.said == "This row is n/a; only what was shown can be a strength."
        assert [answer.star for answer in stage.answers().values()] == [False]


async def test_clear_takes_the_row_and_then_goes_back(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "0", "up", "backspace")
        assert stage.values() == {"pickup": 1}
        assert stage.row == "greeting"
        await stage.press("backspace")
        assert stage.row == "pickup"
        assert stage.values() == {"pickup": 1}
        await stage.press("backspace")
        assert stage.stored.evaluations == ()  # an evaluation exists from its first answer


async def test_the_last_row_stays(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("end", "2")
        assert stage.row == "farewell"
        await stage.press("down", "1")
        assert stage.row == "farewell"
        assert stage.values() == {"farewell": 2}


async def test_skipping_answers_nothing(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("space", "full_stop", "comma", "down")
        assert stage.row == "warmth"
        await stage.press("slash", "up")
        assert stage.row == "welcome"
        assert stage.sessions() == []


async def test_every_form_keeps_its_place(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "plus", "2", "2", "ctrl+right")
        assert stage.row == "greeting"
        await stage.press("plus")
        assert stage.row == "set_frame"
        assert stage.stored.place.form_id == PHASES
        assert stage.values(PHASES) == {"establish": 2, "hear_reason": 2}
        assert stage.values(PHONE) == {"pickup": 1}


async def test_a_breach_marks_row_and_score_and_opens_nothing(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("ctrl+r", "space", "space", "space", "0")
        screen = stage.app.screen
        assert len(stage.app.screen_stack) == 1
        assert "✗ 1 critical breach" in screen.query_one("#header").render_line(1).text
        assert any("✗ Breach" in stage.rows.render_line(y).text for y in range(12))
        assert stage.rows.has_focus
        assert stage.values() == {"identify": 0}


async def test_a_numeric_pad_alone_fills_the_checklist(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press("1", "0", "full_stop", "minus", "2", "asterisk", "slash", "asterisk")
        await stage.press("plus", "1", "enter", "4", "enter")
        phone, phases = stage.answers(PHONE), stage.answers(PHASES)
        assert {item: (a.value, a.na, a.star) for item, a in phone.items()} == {
            "pickup": (1, False, False),
            "greeting": (0, False, False),
            "identify": (None, True, False),
            "warmth": (2, False, True),
        }
        assert [a.value for a in phases.values()] == [1]
        (note,) = stage.stored.notes
        assert (note.text, note.link is not None and note.link.item) == ("4", "hear_reason")
