"""Every kind of record has its words: for itself, for each text of it and each fixed word it may be."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from tests.contract.kinds import SAMPLES

from coachtui.domain.kinds import RECORD_KINDS, Kind
from coachtui.domain.parts import roles_of
from coachtui.domain.roles import Role
from coachtui.i18n import LANGUAGES, _, use_language
from coachtui.services.texts.record_passages import passages_of
from coachtui.services.words.kinds import WORDS

KINDS = pytest.mark.parametrize("kind", RECORD_KINDS, ids=lambda kind: kind.name)


def fixed_words(hint: Any) -> Iterator[str]:
    """Yield every fixed word that a value of a type may be."""
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    elif dataclasses.is_dataclass(hint) and isinstance(hint, type):
        for part in get_type_hints(hint).values():
            yield from fixed_words(part)
    else:
        for part in get_args(hint):
            yield from fixed_words(part)


@KINDS
def test_names_are_of_one_kind_alone(kind: Kind[Any]) -> None:
    taken = {"session", "sessions", "agent", "agents", "lead", "content", "evaluation", "evaluations"}
    others = [each for each in RECORD_KINDS if each is not kind]
    assert {kind.name, kind.plural}.isdisjoint(
        taken | {n for each in others for n in (each.name, each.plural)}
    )
    assert kind.kept_months > 0


@KINDS
def test_every_text_and_fixed_word_of_a_kind_is_called_something(kind: Kind[Any]) -> None:
    words = WORDS[kind.name]
    written = {path.rpartition(".")[2] for path, role in roles_of(kind.type) if role is Role.TEXT}
    assert sorted(written - set(words.labels)) == []
    assert sorted(set(fixed_words(kind.type)) - set(words.values)) == []


@KINDS
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_translated(kind: Kind[Any], language: str) -> None:
    words = WORDS[kind.name]
    use_language(language)
    every = (words.one, words.many, *words.labels.values(), *words.values.values())
    assert [word for word in every if not _(word).strip()] == []
    if language == "zh-Hans":
        assert [word for word in every if _(word) == word] == []


@KINDS
def test_everything_written_can_be_read(kind: Kind[Any]) -> None:
    record = SAMPLES[kind.name](1, "a", "mark", None)
    read = "\n".join(passage.text for passage in passages_of(kind, [record]))
    assert read.count("mark") == repr(record).count("mark")
    assert list(passages_of(kind, [])) == []
