"""Readable texts about records of other kinds than sessions."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from coachtui.domain.passage import Passage, heading, point
from coachtui.i18n import _
from coachtui.services.words import records as say
from coachtui.services.words.kinds import WORDS, KindWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coachtui.domain.kinds import Kind
    from coachtui.domain.record import AgentRecord


def passages_of(kind: Kind[Any], records: Iterable[AgentRecord]) -> Iterator[Passage]:
    """Yield a heading and points for records of a kind; nothing where there are none.

    Args:
        kind: The kind.
        records: The records, as they may be read.
    """
    words = WORDS[kind.name]
    begun = False
    for number, record in enumerate(records, 1):
        if not begun:
            yield heading(2, _(words.many))
            begun = True
        yield heading(3, f"{_(words.one)} {number}")
        yield from _facts(record, words)


def _facts(record: Any, words: KindWords) -> Iterator[Passage]:
    names = {part.name for part in fields(record)}
    for name, label in words.labels.items():
        if name in names:
            for text in _texts(getattr(record, name), words):
                yield point(say.labelled(_(label), text))


def _texts(value: Any, words: KindWords) -> Iterator[str]:
    """Yield the texts that describe a field's value; nothing for an empty one."""
    if isinstance(value, tuple):
        for part in value:
            yield from _texts(part, words)
    elif isinstance(value, dict):
        yield from (text for text in value.values() if text)
    elif is_dataclass(value):
        parts = (getattr(value, part.name) for part in fields(value) if part.name in words.labels)
        yield " · ".join(text for part in parts for text in _texts(part, words))
    elif isinstance(value, bool):
        yield from (_("yes"),) if value else ()
    elif isinstance(value, datetime):
        yield say.day_and_time(value)
    elif isinstance(value, date):
        yield say.day(value)
    elif value not in (None, ""):
        yield _(words.values[value]) if value in words.values else str(value)
