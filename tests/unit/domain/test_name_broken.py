"""An outside attack: names broken at a line end, and with an ending that no list has."""

from __future__ import annotations

import pytest

from coachtui.domain.names.finder import NameFinder

BREAKS = ("-\n", "- \n", "\u00ad\n", "\u2010\n", "\u2011\n  ", "-\u00ad\n", "- ")


def without(name: str, text: str) -> str:
    return NameFinder([name]).redact(text)


def doubtful(name: str, text: str) -> list[str]:
    return [each.word for each in NameFinder([name]).found(text) if each.doubtful]


@pytest.mark.parametrize("broken", BREAKS)
def test_attack_a_name_broken_at_a_line_end_goes_whole(broken: str) -> None:
    assert without("Bo Kvistgård", f"Then Kvist{broken}gård asked") == "Then […] asked"
    assert without("Bo Kvistgård", f"KVIST{broken}GÅRDS kund") == "[…]S kund"
    assert without("Bo Kvistgård", f"kvist{broken}gaard") == "[…]"
    assert without("Bo Kvistgård", f"K{broken}vist{broken}gård") == "[…]"
    assert without("Bo Kvistgård", f"Bo Kvist{broken}gård!") == "[…]!"


def test_attack_words_broken_at_a_line_end_stay_what_they_are() -> None:
    text = "gästvän-\nlig, in- och utgående, kund-\nens lista:\n- Kvist\n- gård, 1-\n2"
    assert without("Bo Kvistgård", text) == text
    assert without("Ann Lund", "Ann-\nLund, ann -\n lund, Lun-\nden") == "[…], […] -\n […], Lun-\nden"
    assert doubtful("Bo Kvistgård", "Kvist-\ngård") == []


@pytest.mark.parametrize(
    ("name", "text", "left", "offered"),
    [
        ("Bo Kvistgaard", "Kvistgaardin soitto", "[…]in soitto", "Kvistgaard"),
        ("Bo Kvistgaard", "kvistgaardille", "[…]ille", "kvistgaard"),
        ("Bo Kvistgård", "Kvistgårdovi, Kvist-\ngårdka", "[…]ovi, […]ka", "Kvistgård Kvist-\ngård"),
        ("Göran Ek", "Göranin, göranin, GÖRANIN", "[…]in, göranin, […]IN", "Göran GÖRAN"),
        ("Grant Ek", "granted, grants", "granted, […]s", "grant"),
        ("Dan Ek", "Danske kunder, dansk, Ekonomi", "Danske kunder, dansk, Ekonomi", ""),
        ("Anna Berg", "Annabel, Bergen, annan", "Annabel, Bergen, annan", ""),
    ],
)
def test_attack_a_long_name_with_an_unknown_ending_is_offered(
    name: str, text: str, left: str, offered: str
) -> None:
    assert without(name, text) == left
    assert " ".join(doubtful(name, text)) == offered
