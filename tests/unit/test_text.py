"""Text from people: what is kept, what is dropped, and what is refused."""

from __future__ import annotations

import pytest

from coachtui.domain.errors import Refused
from coachtui.domain.text import NAME_LIMIT, clean_line, clean_name, clean_text, clean_words, name_key

FAMILY = "👨‍👩‍👧 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Plain words, [b]not markup[/b] {x} %s", "Plain words, [b]not markup[/b] {x} %s"),
        ("A\N{COMBINING RING ABOVE}ngström", "Ångström"),
        (
            "one\r\ntwo\rthree\x0bfour\x0cfive\x85six\u2028seven\u2029eight",
            "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight",
        ),
        ("tab\there", "tab here"),
        ("\x1b]0;title\x07\x1b[31mred\x00\x7f\x9b1m", "]0;title[31mred1m"),
        ("\u202eevil\u202c \u2066x\u2069 \u200e\u200f\u061c.", "evil x ."),
        ("\ufeffmark", "mark"),
        ("half \ud800 and whole \ud83d\ude00", "half  and whole 😀"),
        (FAMILY, FAMILY),
        ("客户说：“好的”。", "客户说：“好的”。"),
    ],
)
def test_free_text_is_kept_without_what_steers_a_terminal(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_a_line_has_single_spaces_and_no_ends() -> None:
    assert clean_line("  Kim\n\t Berg\u3000Olsen ") == "Kim Berg Olsen"


INVISIBLE = (
    *"\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u200d\u2060\u2800\u3000\u3164\ufe0f\uffa0\U000e0041",
    "\u0301\u0302",
    " \u200b\u00ad\u2060\u0301 ",
)


@pytest.mark.parametrize("nothing", INVISIBLE)
def test_attack_a_name_of_which_nothing_can_be_seen_is_empty(nothing: str) -> None:
    assert clean_words(nothing) == ""
    assert clean_words(f"{nothing}Kim{nothing}") == clean_line(f"{nothing}Kim{nothing}")
    assert clean_words(FAMILY) == FAMILY


def test_a_name_is_needed() -> None:
    for nothing in ("", "  \n", "\u202e\x00", *INVISIBLE):
        with pytest.raises(Refused) as refused:
            clean_name(nothing)
        assert refused.value.code == "name_empty"


def test_ten_thousand_letters_are_refused_and_never_cut() -> None:
    assert clean_name("å" * NAME_LIMIT) == "å" * NAME_LIMIT
    with pytest.raises(Refused) as refused:
        clean_name("å" * 10_000)
    assert (refused.value.code, refused.value.facts) == (
        "name_too_long",
        {"limit": NAME_LIMIT, "length": 10_000},
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åsa Öberg", "A\N{COMBINING RING ABOVE}SA O\N{COMBINING DIAERESIS}BERG"),
        ("Weiß", "WEISS"),
        ("Kim  Berg", " kim berg"),
        ("王小明", "王小明"),
    ],
)
def test_names_are_compared_without_case_and_form(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_different_names_stay_different() -> None:
    assert len({name_key(name) for name in ("Åsa", "Asa", "Äsa", "Kim", "Kim B")}) == 5
