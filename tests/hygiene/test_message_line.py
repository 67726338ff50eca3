"""What is said in the message line: one line of 80 columns in every language, and nothing is ever cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from rich.cells import cell_len
from tests.hygiene.said import said
from tests.hygiene.source_tree import PACKAGE

from coachtui.i18n import LANGUAGES
from coachtui.services.words.sentences import _REFUSED, SENTENCES
from coachtui.ui.cells import wrap
from coachtui.ui.widgets.bars import _MOST_LINES

WIDTH = 79
"""Cells of the message line at 80 columns."""

ORDINARY = {
    "agent": "Maria Lindqvist",
    "name": "Maria Lindqvist",
    "path": "/home/kim/Documents/coachtui",
    "file": "agents/0190f3c2/2026.jsonl",
    "folder": "/home/kim/Documents/coachtui",
    "action": "Retention",
    "day": "26 Nov 2026",
    "month": "11",
    "most": "1000",
    "key": "Ctrl+R",
    "open": "Enter",
    "save": "Ctrl+S",
    "quit": "Ctrl+Q",
    "undo": "Ctrl+Z",
    "next": "Ctrl+N",
    "finish": "F8",
    "help": "F1",
    "row": "Opens clearly",
    "form": "Phone technique",
    "values": "0, 1, 2, -",
    "limit": "10000",
    "length": "10001",
    "time": "12:34",
    "what": "answer “Opens clearly”",
    "where": "Contact 2",
}
"""What stands in the messages as a rule; a number where there is nothing else."""

PLACES = {"path", "file", "folder"}
"""A place may be of any length: what names one may take more than one line."""

ONLY_IN_COMMANDS = {"present_passphrase_needed"}
"""Sentences about a restore, which the screen has not: a terminal shows them whole."""


def filled(text: str) -> str:
    """Return a message as it looks with ordinary facts."""
    return re.sub(r"\{(\w+)\}", lambda found: ORDINARY.get(found.group(1), "12"), text)


def in_language(language: str) -> dict[str, str]:
    """Return every message of the program in a language, by its English."""
    catalogue = language if language != "en" else "sv"
    path: Path = PACKAGE / "locale" / catalogue / "LC_MESSAGES" / "coachtui.po"
    found = {}
    with path.open("rb") as file:
        for message in read_po(file):
            english = message.id if isinstance(message.id, list | tuple) else (message.id,)
            said_so = message.string if isinstance(message.string, list | tuple) else (message.string,)
            for place, text in enumerate(english):
                found[text] = text if language == "en" else said_so[min(place, len(said_so) - 1)] or ""
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_fits_one_line_of_eighty_columns(language: str) -> None:
    words = in_language(language)
    one_line = {text for text in (*said(), *_REFUSED.values()) if not PLACES & _facts(text)}
    assert len(one_line) > 150
    long = {filled(words[text]): cell_len(filled(words[text])) for text in one_line}
    assert {text: cells for text, cells in long.items() if cells > WIDTH} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_about_an_error_is_cut(language: str) -> None:
    words = in_language(language)
    sentences = [text for code, text in SENTENCES.items() if code not in ONLY_IN_COMMANDS]
    lines = {text: wrap(filled(words[text]), WIDTH) for text in (*sentences, *said())}
    assert [text for text, wrapped in lines.items() if len(wrapped) > _MOST_LINES] == []


def test_what_is_said_is_found_in_the_code() -> None:
    """A message given at once, and one that a function of another module returns."""
    assert {
        "Call with {agent} is running. {key} again starts another session.",
        "Not locked: the statement is not finished.",
    } <= said()


def _facts(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))
