"""Text made safe on its way in: nothing that moves a cursor, changes direction or hides."""

from __future__ import annotations

import pytest

from coachtui.domain.errors import Refused
from coachtui.domain.text import NAME_LIMIT, clean_line, clean_name, clean_text, name_key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("plain", "plain"),
        ("A\u030ase", "\u00c5se"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("tab\there", "tab here"),
        ("red \x1b[31malert\x07", "red [31malert"),
        ("nul\x00 del\x7f c1\x9b", "nul del c1"),
        ("abc\u202edcb\u2066x\u200f", "abcdcbx"),
        ("\ufeffstart", "start"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
        ("\ud83d\ude00 half \ud83d", "\U0001f600 half "),
        ("[red]not markup[/red]", "[red]not markup[/red]"),
        ("她说得很好", "她说得很好"),
    ],
)
def test_free_text(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept
    assert clean_text(kept) == kept


def test_a_line_has_single_spaces_and_no_ends() -> None:
    assert clean_line("  Anna\n  Berg\u3000Lund ") == "Anna Berg Lund"


def test_a_line_too_long_is_refused_never_cut() -> None:
    assert clean_line("x" * 5, 5) == "xxxxx"
    with pytest.raises(Refused) as caught:
        clean_line("x" * 6, 5)
    assert (caught.value.code, caught.value.facts) == ("name_too_long", {"limit": 5, "length": 6})


def test_names() -> None:
    assert clean_name(" Anna\tBerg ") == "Anna Berg"
    assert len(clean_name("x" * NAME_LIMIT)) == NAME_LIMIT
    for blank in ("", "  \n", "\u202e\x00"):
        with pytest.raises(Refused) as caught:
            clean_name(blank)
        assert caught.value.code == "name_empty"
    with pytest.raises(Refused) as caught:
        clean_name("x" * 10_000)
    assert caught.value.code == "name_too_long"


@pytest.mark.parametrize(
    ("one", "other"), [("\u00c5se Berg", "a\u030aSE  berg"), ("Stra\u00dfe", "STRASSE"), (" Bo", "bo ")]
)
def test_names_that_differ_only_in_case_spaces_or_form_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_other_names_do_not() -> None:
    assert name_key("Åse") != name_key("Ase")
