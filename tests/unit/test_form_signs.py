"""A Chinese input method types signs of its own with the keys that fill in a form."""

from __future__ import annotations

import pytest

from coachtui.ui.form_signs import ANSWERS, FORM_SIGNS, twin_of


def full_width(sign: str) -> str:
    return "\u3000" if sign == " " else chr(ord(sign) + 0xFEE0)


@pytest.mark.parametrize("sign", sorted(FORM_SIGNS))
def test_every_sign_of_the_form_has_its_full_width_form(sign: str) -> None:
    assert twin_of(full_width(sign)) == sign
    assert twin_of(sign) == sign


@pytest.mark.parametrize(
    ("typed", "key"), [("。", "."), ("、", "/"), ("｡", "."), ("､", "/"), ("×", "*"), ("−", "-")]
)
def test_signs_that_chinese_has_of_its_own_are_the_keys_that_type_them(typed: str, key: str) -> None:
    assert twin_of(typed) == key


@pytest.mark.parametrize("sign", ["客", "é", "²", "½", "…", "“", "①", "٣", "ﬁ", ""])
def test_text_stays_as_it_is(sign: str) -> None:
    assert twin_of(sign) == sign


def test_what_answers_fills_in_a_form() -> None:
    assert ANSWERS < FORM_SIGNS
