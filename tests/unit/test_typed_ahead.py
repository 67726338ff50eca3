"""Which keys were typed ahead of one that was refused: by when they came, not by when they are seen to."""

from __future__ import annotations

import pytest

from coachtui.ui.form_signs import ANSWERS
from coachtui.ui.typed_ahead import AT_MOST_S, PAUSE_S, TypedAhead

LIVE, DIALOG = object(), object()


def take(
    ahead: TypedAhead, sign: str | None, came: float, *, on: object = LIVE, in_text: bool = False
) -> bool:
    return ahead.press(sign, came, on, in_text=in_text)


def refused_at(came: float) -> TypedAhead:
    ahead = TypedAhead()
    assert not take(ahead, "2", came)
    ahead.refused()
    return ahead


def test_without_a_refusal_no_key_is_dropped_however_fast() -> None:
    ahead = TypedAhead()
    assert not any(take(ahead, sign, 5.0) for sign in ("1", "2", "-", "*", "a", None, "3"))


@pytest.mark.parametrize("sign", [*sorted(ANSWERS), "３", "－", "＊"])
def test_all_that_answers_is_dropped_after_a_refusal(sign: str) -> None:
    assert take(refused_at(5.0), sign, 5.1)


@pytest.mark.parametrize("sign", ["a", ".", "+", "/", "客", None])
def test_other_keys_go_on_and_what_answers_behind_them_is_dropped_still(sign: str | None) -> None:
    ahead = refused_at(5.0)
    assert not take(ahead, sign, 5.1)
    assert take(ahead, "1", 5.2)


def test_keys_held_down_are_dropped_until_they_pause() -> None:
    ahead = refused_at(5.0)
    for tenth in range(52, 70, 2):
        assert take(ahead, "2", tenth / 10)
    assert not take(ahead, "2", 6.8 + PAUSE_S + 0.001)


def test_the_pause_is_over_when_it_is_over() -> None:
    assert take(refused_at(0.0), "1", PAUSE_S - 0.001)
    assert not take(refused_at(0.0), "1", PAUSE_S)


def test_what_is_typed_into_a_line_behind_another_key_stays_text() -> None:
    ahead = refused_at(5.0)
    assert not take(ahead, "t", 5.1)  # begins a note
    assert not take(ahead, "2", 5.2, in_text=True)
    assert take(ahead, "2", 5.3)  # but the form takes none


def test_a_run_of_digits_ends_where_another_screen_comes() -> None:
    ahead = TypedAhead()
    assert not take(ahead, "1", 5.0, on=DIALOG)
    assert take(ahead, "1", 5.1)
    assert take(ahead, "1", 5.2)
    assert not take(ahead, "1", 5.2 + PAUSE_S + 0.001)


def test_a_run_of_digits_does_not_go_on_in_a_line_of_text_that_came_with_another_screen() -> None:
    ahead = TypedAhead()
    assert not take(ahead, "2", 5.0)
    assert take(ahead, "1", 5.1, on=DIALOG, in_text=True)
    assert not take(ahead, "w", 5.2, on=DIALOG, in_text=True)
    assert not take(ahead, "1", 5.3, on=DIALOG, in_text=True)


def test_a_digit_right_behind_the_key_that_opens_a_screen_is_meant_for_it() -> None:
    ahead = TypedAhead()
    assert not take(ahead, "1", 5.0)
    assert not take(ahead, None, 5.1)
    assert not take(ahead, "2", 5.2, on=DIALOG)


def test_a_drop_explains_itself_where_nothing_said_why() -> None:
    ahead = refused_at(5.0)
    assert take(ahead, "1", 5.1)
    assert not ahead.unexplained  # the sentence of the refusal stands there
    take(ahead, None, 5.2)
    assert take(ahead, "1", 5.3)
    assert ahead.unexplained
    silent = TypedAhead()
    take(silent, "7", 5.0)
    silent.refused(said=False)
    assert take(silent, "1", 5.1)
    assert silent.unexplained


def test_keys_one_by_one_after_a_refusal_are_dropped_with_a_word_and_not_for_ever() -> None:
    ahead = refused_at(5.0)
    for number in range(1, int(AT_MOST_S / 0.27) + 1):
        assert take(ahead, "1", 5.0 + number * 0.27)
        assert ahead.unexplained
    assert not take(ahead, "1", 5.0 + AT_MOST_S + 0.1)
    assert not take(ahead, "0", 5.0 + AT_MOST_S + 0.2)


def test_a_run_of_digits_leaves_what_was_said_of_the_first() -> None:
    ahead = refused_at(5.0)
    assert take(ahead, "1", 5.08)
    assert take(ahead, "2", 5.16)
    assert not ahead.unexplained
