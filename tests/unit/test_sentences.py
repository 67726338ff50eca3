"""Every code that is raised anywhere has a sentence, whose facts are given where it is raised."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from coachtui.domain import errors
from coachtui.domain.errors import CoachError, ContentError, Refused, StoreError
from coachtui.i18n import LANGUAGES, use_language
from coachtui.services.words.sentences import CODES, SENTENCES, sentence

SOURCE = Path(__file__).parents[2] / "src" / "coachtui"
KINDS = {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, CoachError)
}
STATUS_LINE = 70
"""Cells that a sentence about a refused key has room for."""


class Raised(NamedTuple):
    place: str
    code: str
    facts: frozenset[str]
    whole: bool


def _raised() -> Iterator[Raised]:
    """Every error made with a code written out, with the names of its facts."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS):
                continue
            place = f"{path.relative_to(SOURCE)}:{node.lineno}"
            facts = frozenset(keyword.arg for keyword in node.keywords if keyword.arg is not None)
            whole = all(keyword.arg is not None for keyword in node.keywords)
            code = node.args[0] if node.args else None
            if isinstance(code, ast.Constant):
                yield Raised(place, str(code.value), facts, whole)
            elif isinstance(code, ast.JoinedStr):
                start = str(code.values[0].value) if isinstance(code.values[0], ast.Constant) else ""
                for known in sorted(known for known in CODES if known.startswith(start)):
                    yield Raised(place, known, facts, whole=False)


RAISED = tuple(_raised())


def test_errors_are_found_in_every_layer() -> None:
    layers = {raised.place.partition("/")[0] for raised in RAISED}
    assert {"domain", "services", "store", "content", "exchange", "settings"} <= layers
    assert len({raised.code for raised in RAISED}) > 40


def test_every_code_has_a_sentence() -> None:
    assert [raised for raised in RAISED if raised.code not in CODES] == []


def test_every_fact_of_a_sentence_is_given_where_it_is_raised() -> None:
    lacking = [
        (raised.place, raised.code, name)
        for raised in RAISED
        if raised.whole and raised.code in SENTENCES
        for _text, name, _spec, _conversion in string.Formatter().parse(SENTENCES[raised.code])
        if name and name not in raised.facts and raised.code != "bad_pack"
        # The line is put in by whoever knows where in the file the record stands; test_import sees it.
        if not (name == "line" and raised.place.startswith("exchange/"))
    ]
    assert lacking == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_refused_keys_fit_the_status_line(language: str) -> None:
    use_language(language)
    example: dict[str, object] = {"values": (0, 1, 2), "missing": 12, "limit": 200, "length": 10_000}
    refused = {raised.code for raised in RAISED if raised.place.startswith("domain/live/reduce")}
    assert len(refused) > 15
    too_long = {
        code: said
        for code in refused | {"nothing_to_undo", "nothing_to_redo", "session_open_elsewhere"}
        if len(said := sentence(Refused(code, **example))) > STATUS_LINE
    }
    assert too_long == {}


def test_facts_are_data_and_stay_one_clean_line() -> None:
    said = sentence(StoreError("cannot_write", folder="/a{b}\x1b[31m/\u202ec\nd%s"))
    assert "/a{b}[31m/c d%s" in said
    assert len(sentence(StoreError("cannot_write", folder="x" * 10_000))) < 400


def test_numbers_have_their_plural() -> None:
    assert sentence(Refused("incomplete", missing=1)) == "1 row still needs an answer."
    assert sentence(Refused("incomplete", missing=3)) == "3 rows still need an answer."


def test_nearest_names_and_ids_are_told() -> None:
    assert "Kim Berg, Kim Borg" in sentence(Refused("no_such_agent", nearest=("Kim Berg", "Kim Borg")))
    assert sentence(Refused("no_such_agent", nearest=())) == "No agent has that name or id."
    assert "a1, b2" in sentence(Refused("several_agents", ids=("a1", "b2")))


def test_a_bad_pack_names_file_line_and_reason() -> None:
    said = sentence(
        ContentError("bad_pack", file="form-x.toml", line=7, reason="weights_differ", key="sections.1")
    )
    for told in ("form-x.toml", "7", "weights that do not add up", "sections.1"):
        assert told in said


def test_an_unforeseen_code_still_says_that_nothing_is_lost() -> None:
    assert (
        sentence(CoachError("brand_new"))
        == "That could not be done (brand_new); what was saved is untouched."
    )
    assert "?" in sentence(StoreError("disk_failed"))
