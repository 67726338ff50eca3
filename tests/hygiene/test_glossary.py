"""Newcomer 29: one word for one thing in every language, in the catalogues and in the content.

A small table of words that must not stand where another one is the program's; with what is used instead.
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

ROOT = Path(__file__).parents[2] / "src" / "coachtui"

FORBIDDEN: dict[str, dict[str, str]] = {
    "sv": {r"\bagent(en|er|erna|ens|ernas|ers)?\b": "medarbetare"},
    "nb": {
        r"\bagent(en|er|ene|ens|enes|ers)?\b": "medarbeider",
        r"kundopplysning": "kundeopplysninger",
        r"\bopplegg": "form",
    },
    "nl": {r"\bagent(en|s)?\b": "medewerker"},
    "zh-Hans": {"客服(?!代表|中心)": "座席"},
}


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Every text of a language with where it stands."""
    path = ROOT / "locale" / language / "LC_MESSAGES" / "coachtui.po"
    with path.open("rb") as file:
        for message in read_po(file):
            for text in message.string if isinstance(message.string, tuple) else (message.string,):
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


@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if tag != "en"])
def test_no_word_stands_where_the_program_has_another(language: str) -> None:
    found = [
        f"{where}: {text} (use {better})"
        for where, text in texts(language)
        for forbidden, better in FORBIDDEN[language].items()
        if re.search(forbidden, re.sub(r"\{[^}]*\}", "", text), re.IGNORECASE)
    ]
    assert found == []


def test_the_table_finds_what_it_forbids() -> None:
    for language, text in (
        *(
            ("sv", "Vad agenten säger"),
            ("nb", "Hva Agenten sier"),
            ("nb", "eller kundopplysninger i notater"),
        ),
        *(("nl", "Wat de agent zegt"), ("zh-Hans", "该客服的全名")),
    ):
        assert any(re.search(word, text, re.IGNORECASE) for word in FORBIDDEN[language])
    assert sum(1 for _text in texts("nb")) > 1500
