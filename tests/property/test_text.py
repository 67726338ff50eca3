"""Whatever is typed: cleaning is done once and for all, and nothing that steers a terminal is left."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from coachtui.domain.text import clean_line, clean_text, name_key

ANYTHING = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from("aÅ\u030a\u0301 \t\n\r\x00\x1b\x9b\u200d\ufe0f\u202e\u2069\ud800\udc00\ufeff👍好"),
    max_size=60,
)
STEERING = {"Cc", "Cs"}
DIRECTION = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(ANYTHING)
def test_cleaning_again_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(ANYTHING)
def test_nothing_steers_a_terminal_afterwards(text: str) -> None:
    cleaned = clean_text(text)
    assert {c for c in cleaned if unicodedata.category(c) in STEERING} <= {"\n"}
    assert not DIRECTION & set(cleaned)
    assert cleaned.encode().decode() == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "\n" not in clean_line(text)


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=60))
def test_letters_digits_and_signs_are_only_composed(text: str) -> None:
    assert clean_text(text) == unicodedata.normalize("NFC", text)


@given(ANYTHING)
def test_a_name_is_the_same_in_every_form(text: str) -> None:
    assert name_key(unicodedata.normalize("NFD", clean_line(text))) == name_key(text)
    assert name_key(clean_line(text)) == name_key(text)
