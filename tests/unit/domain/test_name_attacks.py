"""An outside attack: surnames of two signs, and every sign written for an apostrophe."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest

from coachtui.domain.names.finder import NameFinder
from coachtui.domain.names.folding import APOSTROPHES, fold
from coachtui.domain.names.redaction import NameRedactor
from coachtui.domain.names.words import COMPOUND_SURNAMES, EVERYDAY_SURNAMES


def without(name: str, text: str) -> str:
    return NameFinder([name]).redact(text)


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("欧阳娜娜", "娜娜", "[…]"),
        ("欧阳娜娜", "今天娜娜做得好", "今天[…]做得好"),
        ("欧阳娜娜", "欧阳", "[…]"),
        ("欧阳娜娜", "欧阳很好,欧洲,太阳", "[…]很好,欧洲,太阳"),
        ("欧阳·娜娜", "欧阳娜娜和娜娜", "[…]和[…]"),
        ("歐陽娜娜", "歐陽說娜娜", "[…]說[…]"),
        ("司马相如", "相如很好, 司马很好", "[…]很好, […]很好"),
        ("司马光", "司马, 光, 小光", "[…], […], […]"),
        ("东方不败", "东方, 不败", "[…], […]"),
        ("钟离权", "钟离很好", "[…]很好"),
        ("남궁민수", "민수는 남궁 팀", "[…]는 […] 팀"),
        ("제갈량", "제갈씨, 제갈", "[…], […]"),
        ("田中太郎", "田中さん、太郎", "[…]さん、[…]"),
        ("张杨果而", "果而很好", "[…]很好"),
    ],
)
def test_attack_the_parts_of_a_name_with_a_compound_surname_go(name: str, text: str, left: str) -> None:
    assert without(name, text) == left
    assert NameRedactor([name], []).redact(text) == left


@pytest.mark.parametrize("surname", sorted(COMPOUND_SURNAMES))
def test_attack_every_compound_surname_goes_alone_and_before_a_given_name(surname: str) -> None:
    given = "민준" if unicodedata.name(surname[0]).startswith("HANGUL") else "若曦"
    finder = NameFinder([surname + given])
    for part in (surname, given, surname + given, f"{surname} {given}"):
        found = finder.found(unicodedata.normalize("NFC", f"「{part}」"))
        assert [each.word for each in found] == [part]
        assert found[0].doubtful == (part in EVERYDAY_SURNAMES)


def test_attack_a_name_of_two_or_three_signs_is_parted_as_before() -> None:
    assert without("王小明", "小明, 王小, 王国") == "[…], 王小, 王国"
    assert without("李芳", "李, 行李") == "李, 行李"


@pytest.mark.parametrize("sign", sorted(APOSTROPHES))
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_attack_every_apostrophe_is_one(sign: str, form: Literal["NFC", "NFD"]) -> None:
    assert fold(sign) == "'"
    written = unicodedata.normalize(form, f"« O{sign}Brien »")
    for name in ("Pat O’Brien", "Pat O'Brien", "O\u02bcBrien", f"O{sign}Brien"):
        left = without(name, written)
        assert not any(map(str.isalpha, left.replace("\u02bc", "").replace("O", ""))), (name, left)
        assert "Brien" not in without(name, unicodedata.normalize(form, f"obrien, O{sign}BRIEN".title()))
    assert "nna" not in without("Anna Alm", unicodedata.normalize(form, f"Anna{sign}s call"))
    assert "Arcy" not in without("Siobhan d’Arcy", unicodedata.normalize(form, f"d{sign}Arcy"))


def test_attack_the_listed_signs_are_apostrophes() -> None:
    assert set("'\u2018\u2019\u02bc\u02b9`\u00b4\uff07\u2032") <= APOSTROPHES
    assert without("O`Brien 7", "O'Brien 7, O`BRIEN 7, O’Brien 7") == "[…], […], […]"


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        (
            "Nguyễn Văn An",
            "Compared with Văn An fine; An cried. An angry man",
            "Compared with […] fine; […] cried. […] angry man",
        ),
        ("Tran Thi Van", "Van shouted, the van came", "[…] shouted, the van came"),
        ("Ly De", "Ly De and De", "[…] and […]"),
        ("Le Thi Da", "Da was rude", "[…] was rude"),
        ("Pham Den", "Den was", "[…] was"),
        ("Den Tran", "Den was", "[…] was"),
        ("Ali El", "El was", "[…] was"),
        ("Frank Herr", "Herr was rude, herr", "[…] was rude, herr"),
        ("Miss Sir", "Sir", "[…]"),
        ("Berg, Kim van den", "Den kunden, Van den Berg", "Den kunden, Van den […]"),
        ("Kim Lund", "Lundkim, lundkim, K-i-m", "[…], […], […]"),
        ("Le Thi Da", "this was his, Thi; Thi's, thi", "this was his, […]; […]'s, […]"),
    ],
)
def test_attack_a_small_word_that_a_name_ends_in_is_the_name(name: str, text: str, left: str) -> None:
    assert without(name, text) == left


@pytest.mark.parametrize(
    ("name", "word"), [("Nguyễn Văn An", "An"), ("Le Thi Da", "This"), ("Frank Herr", "Herr")]
)
def test_attack_what_may_be_an_everyday_word_is_offered(name: str, word: str) -> None:
    (found,) = NameFinder([name]).found(f"{word} was here")
    assert found.doubtful


def test_attack_both_words_of_a_name_are_surely_the_name() -> None:
    (found,) = NameFinder(["Nguyễn Văn An"]).found("with Văn An here")
    assert (found.word, found.doubtful) == ("Văn An", False)


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Anna Berg", "ann\u0430 and \u0410nn\u0430 B\u0435rg", "[…] and […] […]"),
        ("Markera Zebrow", "M\u0430rkera Zebr\u03bfw", "[…] […]"),
        ("Kim Tho", "\u041a\u0406\u041c \u0422\u041d\u041e", "[…] […]"),
        ("Анна Ковалёва", "Анна, анна Ковалева", "[…], […] […]"),
        ("Νίκος Παππάς", "Νίκος, ΝΙΚΟΣ Παππας", "[…], […] […]"),
        ("Anna Berg", "она и он, на столе", "она и он, на столе"),
    ],
)
def test_attack_letters_of_another_script_that_look_the_same(name: str, text: str, left: str) -> None:
    assert without(name, text) == left
