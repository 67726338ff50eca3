"""Whoever is in the team and whatever is written of them: no part of a name is left anywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st
from tests.contract.sessions import session

from coachtui.domain.names.finder import NameFinder
from coachtui.domain.names.folding import fold
from coachtui.domain.names.words import PARTICLES, TITLES
from coachtui.domain.privacy.pseudonym import pseudonymous_session, texts_of

LETTERS = "abcdefghijklmnopqrstuvwxyzåäöæøéèüçßñłđşğžčïëАннаИвΣσς"
PART = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=9)
NAME = st.lists(PART, min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from((" ", "-", "'", "’", ". ")).map(lambda sign: sign.join(parts))
)
HAN = st.text("王李张刘陈杨明伟芳娜秀英敏静小丽强磊军洋勇艳杰", min_size=2, max_size=4)
FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
CASES: tuple[Callable[[str], str], ...] = (str, str.upper, str.lower, str.title)
BETWEEN = st.sampled_from(
    (" ", ", ", "\n", " — ", "/", "(", ") ", "… ", " 说", " 1 ", "_", "\U0001f44d", " and ")
)


def parts(name: str) -> list[str]:
    """Each part of a name of three letters or more, as the brief counts them, but small words like van."""
    whole = "".join(c if c.isalpha() else " " for c in name)
    return [part for part in whole.split() if len(part) >= 3 and fold(part) not in PARTICLES | TITLES]


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())


@st.composite
def _writing(draw: st.DrawFn, name: st.SearchStrategy[str]) -> tuple[list[str], str]:
    """Names, and a text that has them and their parts in it, in any spelling."""
    names = draw(st.lists(name, min_size=1, max_size=4))
    pieces = []
    for each in [*names, *(part for one in names for part in parts(one))]:
        spelt = unicodedata.normalize(draw(st.sampled_from(FORMS)), draw(st.sampled_from(CASES))(each))
        pieces += [draw(BETWEEN), spelt, draw(st.sampled_from(("", "s", "'s", "?")))]
    return names, "".join((*pieces, draw(BETWEEN)))


def left_of(names: list[str], text: str) -> set[str]:
    """The parts of names that stand in a text as words."""
    words = set(re.split(r"[\W\d_\u4e00-\u9fff]+", plain(text)))
    genitives = {word.removesuffix("s") for word in words}
    return {part for name in names for part in parts(name) if plain(part) in words | genitives}


@given(_writing(NAME))
def test_no_part_of_a_name_is_left(given_: tuple[list[str], str]) -> None:
    names, text = given_
    assert left_of(names, NameFinder(names).redact(text)) == set()


@given(_writing(HAN))
def test_no_chinese_name_is_left(given_: tuple[list[str], str]) -> None:
    names, text = given_
    cleaned = NameFinder(names).redact(text)
    assert [form for name in names for form in (name, name[1:]) if form in cleaned] == []


@given(st.lists(NAME, max_size=3), st.text(st.characters(), max_size=80))
def test_any_text_comes_back_without_what_was_found(names: list[str], text: str) -> None:
    finder = NameFinder(names)
    kept = unicodedata.normalize("NFC", text)
    found = finder.found(kept)
    assert [kept[each.start : each.end] for each in found] == [each.word for each in found]
    assert all(one.start < one.end for one in found)
    assert all(one.start <= other.start and one.end < other.end for one, other in pairwise(found))
    cleaned = finder.redact(text)
    assert (cleaned == kept) == (not found)
    everything = {each.key for each in found}
    assert finder.redact(text, everything) == kept


@given(_writing(NAME))
def test_no_text_of_a_session_names_anybody(given_: tuple[list[str], str]) -> None:
    names, text = given_
    finder = NameFinder(names)
    before = session(7, text=text)
    assert left_of(names, before.notes[0].text) == {part for name in names for part in parts(name)}
    after = pseudonymous_session(
        replace(before, drafts=(replace(before.drafts[0], text=text),)),
        lambda identifier: f"#{len(identifier)}",
        lambda written, references: finder.redact(written, references=references),
    )
    texts = list(texts_of(after))
    assert len(texts) == 3
    assert left_of(names, "\n".join(texts)) == set()
    assert [contact.reference for contact in after.contacts] == [""]
