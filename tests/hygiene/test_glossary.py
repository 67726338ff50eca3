"""Newcomer 29: one word for one thing in every language, in the catalogues and in the content.

docs/glossary.md says which, and which words must not stand where another one is the program's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from coachtui.i18n import LANGUAGES

PROJECT = Path(__file__).parents[2]
ROOT = PROJECT / "src" / "coachtui"
NO_WORDS_OF_ITS_OWN = re.compile(
    r"\{[^}]*\}|%\([^)]*\)|--[a-z-]+|coachtui [a-z]+|“[^”]*”|”[^”]*”|«[^»]*»|「[^」]*」"
)
"""What stands in a text without being the program's word: facts, options, commands, what somebody says."""


def rows(heading: str) -> list[dict[str, str]]:
    """Return the rows of the table under a heading of the glossary, by column."""
    text = (PROJECT / "docs" / "glossary.md").read_text("utf-8").split(f"{heading}\n", 1)[1]
    lines = [line for line in text.split("\n## ")[0].splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    columns = cells[0]
    return [dict(zip(columns, row, strict=True)) for row in cells[2:]]


TERMS = rows("# Glossary")
ALLOWED = rows("## Where such a word is right")


def never(language: str) -> Iterator[tuple[str, str]]:
    """Every word that must not stand in a text of a language, with the term there is instead."""
    for row in TERMS:
        for part in filter(None, row["never"].split("; ")):
            tag, words = part.split(": ", 1)
            if tag == language:
                yield from ((word, row[language]) for word in words.split(", "))


def stands(word: str, text: str) -> bool:
    """Whether a word or phrase, whose star is any ending, stands in a text by itself.

    Chinese has nothing between its words: there it may stand beside anything.
    """
    if re.search(r"[\u4e00-\u9fff]", word):
        return word in text
    sought = re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return re.search(rf"(?<![\w-]){sought}(?![\w-])", text, re.IGNORECASE) is not None


def own_words(text: str, language: str) -> str:
    """Return a text without what is not the program's own wording, and without what is allowed."""
    for row in ALLOWED:
        if row["language"] == language:
            text = text.replace(row["words"], " ")
    return NO_WORDS_OF_ITS_OWN.sub(" ", text)


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Every text of a language with where it stands."""
    catalogue = language if language != "en" else "sv"
    path = ROOT / "locale" / catalogue / "LC_MESSAGES" / "coachtui.po"
    with path.open("rb") as file:
        for message in read_po(file):
            said = message.id if language == "en" else message.string
            for text in said if isinstance(said, list | tuple) else (said,):
                yield str(message.id), str(text)
    for pack in sorted((ROOT / "content" / "packs").glob("*.toml")):
        yield from _worded(tomllib.loads(pack.read_text("utf-8")), language, pack.name)


def _worded(value: Any, language: str, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for each in value:
            yield from _worded(each, language, where)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == language and isinstance(each, str):
                yield where, each
            else:
                yield from _worded(each, language, f"{where}, {key}")


def test_every_concept_is_there_once_with_a_term_in_every_language() -> None:
    assert [list(row)[1:-1] for row in TERMS] == [list(LANGUAGES)] * len(TERMS)
    assert [row["concept"] for row in TERMS if not all(row[language] for language in LANGUAGES)] == []
    for column in ("concept", "en"):
        named = [row[column] for row in TERMS]
        assert [name for name in named if named.count(name) > 1] == []
    tags = {part.split(": ")[0] for row in TERMS for part in row["never"].split("; ") if part}
    assert tags <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_one_that_the_program_says(language: str) -> None:
    said = "\n".join(text for _where, text in texts(language)).casefold()
    terms = [term for row in TERMS for term in row[language].split(" / ")]
    assert [term for term in terms if term.casefold() not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_where_the_program_has_another(language: str) -> None:
    forbidden = list(never(language))
    found = [
        f"{where}: {text} (not {word}: use {better})"
        for where, text in texts(language)
        for word, better in forbidden
        if stands(word, own_words(text, language))
    ]
    assert found == []


def test_nothing_is_allowed_that_needs_no_leave() -> None:
    idle = [
        row
        for row in ALLOWED
        if not row["why"]
        or not any(stands(word, row["words"]) for word, _better in never(row["language"]))
        or not any(row["words"] in text for _where, text in texts(row["language"]))
    ]
    assert idle == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nothing was taken in."),
        ("en", "Sessions past\ntheir time: 4"),
        ("sv", "Vad agenten säger"),
        ("nb", "Hva Agenten sier"),
        ("nb", "eller kundopplysninger i notater"),
        ("nl", "Wat de agent zegt"),
        ("nl", "als u ze verwijdert"),
        ("zh-Hans", "该客服的全名"),
        ("zh-Hans", "会话已丢弃"),
    ],
)
def test_the_table_finds_what_it_forbids(language: str, text: str) -> None:
    assert any(stands(word, own_words(text, language)) for word, _better in never(language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Samtalet med {agent} pågår"),
        ("nb", "Brukerundersøkelse på e-post"),
        ("nl", "coachtui backup BESTAND: “ik bel u terug”"),
        ("zh-Hans", "“让您很烦心。”"),
    ],
)
def test_what_is_not_the_programs_own_word_is_left(language: str, text: str) -> None:
    assert not any(stands(word, own_words(text, language)) for word, _better in never(language))


def test_every_text_is_looked_at() -> None:
    assert {language: sum(1 for _text in texts(language)) > 1500 for language in LANGUAGES} == dict.fromkeys(
        LANGUAGES, True
    )


def test_attack_chinese_has_a_space_beside_what_is_filled_in() -> None:
    beside = re.compile(r"[\u4e00-\u9fff]\{|\}[\u4e00-\u9fff]")
    messages = [text for where, text in texts("zh-Hans") if not where.startswith("cat-")]
    assert len(messages) > 1000
    assert [text for text in messages if beside.search(text)] == []
