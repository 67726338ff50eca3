"""An answer is for the row that is lit, in sight, and waits for one (newcomer_1, newcomer_6)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.pilot.live_stage import PHASES, PHONE, Stage, listening
from tests.pilot.sitting_down import shown
from tests.sizes import by_size
from textual.events import Click

from coachtui.domain.evaluation import Answer
from coachtui.domain.form import Item
from coachtui.ui.present import words

ROUNDS = by_size(20, 60, 1500)
SIZES = ((120, 36), (80, 24), (200, 60), (60, 16), (100, 20), (61, 40), (40, 10))
SECRET = "That row was not on the screen. Here it is: press the key again."
ANSWER_KEYS = ("0", "1", "2", "minus", "asterisk", "backspace")
OTHER_KEYS = (
    *("up", "down", "space", "slash", "home", "end", "pagedown", "pageup", "plus", "ctrl+e"),
    *("ctrl+r", "ctrl+f", "ctrl+f", "ctrl+b", "ctrl+z", "ctrl+y", "ctrl+up", "ctrl+down"),
    *("f2", "f3", "f4", "f5", "escape", "tab", "ctrl+t"),
)


class Bells:
    """Counts the bells of an application."""

    def __init__(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rung = 0
        monkeypatch.setattr(stage.app, "bell", self.ring)

    def ring(self) -> None:
        self.rung += 1


def seen(stage: Stage, item: Item) -> bool:
    """Whether a row stands on the screen, by its own words; the beginning of a long one is enough."""
    return words(item.label)[:18] in shown(stage.app)


def all_answers(stage: Stage) -> dict[tuple[str, str, str], Answer]:
    return {
        (evaluation.contact_id, evaluation.form.id, item): answer
        for evaluation in stage.open_session.session.evaluations
        for item, answer in evaluation.answers.items()
    }


@pytest.mark.parametrize("key", ["0", "minus", "asterisk", "backspace", "enter"])
async def test_newcomer_1_the_first_key_only_brings_a_row_back_that_was_scrolled_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with listening(tmp_path, size=(80, 24)) as stage:
        await stage.press("space", "space", "space", "1", "up")  # a row that takes every one of these keys
        bells = Bells(stage, monkeypatch)
        before, row = stage.answers(), stage.row
        stage.rows.scroll_to(y=30, animate=False, immediate=True)
        await stage.pilot.pause()
        assert stage.rows.item is not None
        assert not seen(stage, stage.rows.item)
        await stage.press(key)
        assert (stage.said, bells.rung) == (SECRET, 1)
        assert (stage.answers(), stage.row, stage.line) == (before, row, "")
        assert seen(stage, stage.rows.item)
        await stage.press(key)
        assert stage.answers() != before or key == "enter"
        assert bells.rung == 1


@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(2))
async def test_newcomer_1_no_answer_ever_goes_to_a_row_that_is_not_on_the_screen(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    async with listening(tmp_path, size=(80, 24)) as stage:
        await stage.press("ctrl+r", "plus")
        for _ in range(ROUNDS):
            match chance.randrange(8):
                case 0:
                    await stage.resize(*chance.choice(SIZES))
                case 1:
                    stage.rows.scroll_to(y=chance.randrange(40), animate=False, immediate=True)
                case 2 | 3 | 4:
                    await stage.press(chance.choice(OTHER_KEYS))
                case _:
                    pass
            await stage.pilot.pause()
            before, item = all_answers(stage), stage.rows.item
            assert item is not None
            in_sight = seen(stage, item)
            key = chance.choice(ANSWER_KEYS)
            await stage.press(key)
            after = all_answers(stage)
            changed = {
                where[2] for where in before.keys() | after.keys() if before.get(where) != after.get(where)
            }
            assert changed <= {item.id}, key
            assert in_sight or not changed, (key, stage.app.size)
            if stage.line:
                await stage.press("f5")


async def test_newcomer_6_after_the_last_row_digits_change_nothing_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listening(tmp_path) as stage:
        bells = Bells(stage, monkeypatch)
        items = list(stage.open_session.forms[0].items())
        await stage.press(*["1"] * len(items))
        assert stage.said == "Complete. + next form, F8 finish."
        assert bells.rung == 0
        whole = stage.values()
        assert whole == dict.fromkeys(whole, 1)
        assert len(whole) == len(items)
        for count, key in enumerate(("0", "1", "2", "9", "minus"), 1):
            await stage.press(key)
            assert stage.values() == whole
            assert (stage.said, bells.rung) == ("Complete. + next form, F8 finish.", count)
        await stage.press("plus", "plus", "0")
        assert stage.values() == whole  # away and back is not going to a row
        await stage.press("up", "0")
        assert stage.values() == {**whole, items[-2].id: 0}
        await stage.press("0")
        assert stage.values() == {**whole, items[-2].id: 0, items[-1].id: 0}
        await stage.press("1")
        assert stage.values() == {**whole, items[-2].id: 0, items[-1].id: 0}


async def test_newcomer_6_open_rows_elsewhere_are_named_at_the_end(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        items = list(stage.open_session.forms[0].items())
        await stage.press("space", "1", "space", *["1"] * (len(items) - 3))
        label = words(items[0].label)
        assert stage.said == f"2 rows open, first “{label}”. + next form, F8 finish."
        await stage.press("home", "1", "down", "1")  # the last open one, in the middle of the form
        assert stage.said == "Complete. + next form, F8 finish."
        whole = stage.values()
        assert stage.row == items[2].id
        await stage.press("0", "0")
        assert stage.values() == whole


async def test_newcomer_6_what_the_lead_goes_to_on_purpose_is_changed(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        items = list(stage.open_session.forms[0].items())
        await stage.press(*["1"] * len(items), "asterisk", "backspace", "0")
        assert stage.values()[items[-1].id] == 0  # cleared, so it waits for an answer again
        await stage.press("home", "0", "0")
        assert [stage.values()[item.id] for item in items[:3]] == [0, 0, 1]
        await stage.press("end", "1")
        assert stage.values()[items[-1].id] == 1
        top = next(y for y in range(stage.rows.size.height) if "0 1" in stage.rows.render_line(y).text)
        click = Click(stage.rows, 5, top, 0, 0, 1, False, False, False)
        stage.rows.on_click(click)
        await stage.press("0")
        assert sorted(stage.values().values(), key=str).count(0) == 3


async def test_newcomer_6_a_complete_form_that_is_opened_again_takes_no_stray_digit(tmp_path: Path) -> None:
    async with listening(tmp_path) as stage:
        await stage.press(*["1"] * 25, "ctrl+z", "ctrl+y", "plus", "plus")
        whole = stage.values()
        stage.rows.current.to_first_open()
        await stage.press("0")
        assert stage.values(PHONE) == whole
        assert stage.values(PHASES) == {}
