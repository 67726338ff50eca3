"""Newcomer 16: names in the order of the language, as Unicode CLDR 48 publishes it.

The lists were sorted by ICU 78.3, the reference implementation, with the collation of each locale.
"""

from __future__ import annotations

import random
import unicodedata

import pytest

from coachtui.domain.names.order import NameOrder
from coachtui.i18n import LANGUAGES, signs_by_pinyin, use_language
from coachtui.services.name_sorting import name_sort_key

ORDERS = {
    "en": "Aaron|Aase|Ærlend|anna|Anna|Anna Berg|Anna-Lena|Annabel|Åsa|Åse|Bjorn|Björn|Bjørn|Çelik|D’Arc|"
    "d'Arc Vera|de Vries|Élise|Eva|İbrahim|Lukas|Łukasz|Muller|Müller|O'Neil|Östen|Oystein|Øystein|Šimon|"
    "Straus|Strauß|Thor|Torbjørn|Uwe|Ylva|Ýr|Zara|Þór",
    "sv": "Aaron|Anna|Bjorn|Élise|Eva|Lukas|Łukasz|Muller|Myller|Müller|Thor|Þór|Torbjørn|Uwe|Vera|Wilma|"
    "Ylva|Ýr|Zara|Zoë|Åsa|Åse|Ärla|Ærlend|Östen|Øystein",
    "nb": "Anna|Bjorn|Élise|Eva|Lukas|Łukasz|Muller|Myller|Müller|Thor|Þór|Torbjørn|Uwe|Ylva|Ýr|Zara|Zoë|"
    "Ärla|Ærlend|Östen|Øystein|Aaron|Åse|Aase|Aasmund",
    "nl": "Aaron|Aase|Ærlend|Åsa|de Vries|Élise|Elise Ås|Émile|Eva|IJsbrand|Ilse|Joost|van der Berg|Zoë|Zuid",
    "zh-Hans": "阿明|曾|陈伟强|李芳|欧阳娜娜|王小明|王小云|张伟|张伟强|Anna|Kim|Øystein|Zara",
}


def sorted_again(language: str, names: list[str]) -> list[str]:
    order = NameOrder(language, signs_by_pinyin)
    mixed = list(names)
    random.Random(7).shuffle(mixed)
    return sorted(mixed, key=order.key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_as_the_language_has_them(language: str) -> None:
    names = ORDERS[language].split("|")
    assert sorted_again(language, names) == names


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_unicode_form_changes_no_order(language: str, form: str) -> None:
    order = NameOrder(language, signs_by_pinyin)
    for name in ORDERS[language].split("|"):
        written = unicodedata.normalize(form, name)  # type: ignore[arg-type] # three of the four forms
        assert order.key(written)[:3] == order.key(name)[:3]


def test_the_three_last_letters_of_the_newcomer() -> None:
    """Seen in Norwegian: Torbjørn, Åse, Ærlend, Øystein; it is Æ, Ø, Å."""
    assert sorted_again("nb", ["Øystein", "Åse", "Ærlend", "Torbjørn"]) == [
        *("Torbjørn", "Ærlend", "Øystein", "Åse")
    ]
    assert sorted_again("sv", ["Östen", "Ärla", "Åsa", "Zara"]) == ["Zara", "Åsa", "Ärla", "Östen"]
    assert sorted_again("nl", ["Zara", "Élise", "Eva"]) == ["Élise", "Eva", "Zara"]


def test_chinese_signs_stand_by_pinyin_in_every_language() -> None:
    """Cai, chen, cheng … zhong, zhou, zhu: common surnames in alphabetical order of how they sound."""
    surnames = (
        "蔡陈程邓丁董杜范方冯高郭韩何胡黄贾蒋李梁林刘卢吕罗马潘彭沈宋苏孙唐田汪王魏吴夏"
        "萧谢徐许薛杨姚叶于余袁张赵郑钟周朱"
    )
    for language in LANGUAGES:
        assert sorted_again(language, list(surnames)) == list(surnames)
    assert len(signs_by_pinyin()) == len(set(signs_by_pinyin())) == 27_584


def test_chinese_comes_first_in_chinese_and_last_elsewhere() -> None:
    assert sorted_again("zh-Hans", ["Anna", "王", "7"]) == ["7", "王", "Anna"]
    assert sorted_again("en", ["Anna", "王", "7", "Ярослав", "김민수"]) == [
        "7",
        "Anna",
        "Ярослав",
        "김민수",
        "王",
    ]


def test_names_alike_but_for_case_and_accents_stand_together() -> None:
    assert sorted_again("en", ["Kim Ås", "kim As", "Kim As", "Kim Az"]) == [
        "kim As",
        "Kim As",
        "Kim Ås",
        "Kim Az",
    ]
    assert sorted_again("en", ["", "\u200b", "a"]) == ["", "\u200b", "a"]
    assert sorted_again("xx", ["b", "å", "a"]) == ["a", "å", "b"]


def test_a_sign_that_no_list_has_comes_after_those_that_are_listed() -> None:
    assert sorted_again("zh-Hans", ["\u9ffe", "张", "阿"])[:2] == ["阿", "张"]
    assert NameOrder("en", lambda: "").key("王") > NameOrder("en", signs_by_pinyin).key("王")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_in_use_decides(language: str) -> None:
    use_language(language)
    try:
        names = ["Øst", "Ås", "Zara"]
        assert sorted(names, key=name_sort_key) == sorted_again(language, names)
    finally:
        use_language("en")
