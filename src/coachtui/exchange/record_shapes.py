"""The shape in the JSON export of records beside the sessions, written down once: by their classes.

What a class has is exported, checked by the schema, and taken in again.
"""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from coachtui.domain.errors import BadInput
from coachtui.domain.parts import texts
from coachtui.domain.roles import IDS, Role
from coachtui.domain.text import NAME_LIMIT
from coachtui.exchange.import_sense import ID, TEXT_LIMIT, WORD, YEARS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coachtui.domain.kinds import Kind
    from coachtui.domain.record import AgentRecord

_OWN = frozenset({Role.ID, Role.AGENT})
_WORDS = frozenset({Role.CONTENT, Role.LEAD, Role.PERSON, Role.LANGUAGE})


def check_record(kind: Kind[Any], record: AgentRecord) -> None:
    """Refuse a record that this program cannot have written.

    Raises:
        BadInput: ``import_sense`` with the reason.
    """
    for reason, good in _judged(kind, record):
        if not good:
            raise BadInput("import_sense", reason=reason)


def _judged(kind: Kind[Any], record: AgentRecord) -> Iterator[tuple[str, bool]]:
    yield "id", all(ID.fullmatch(text) for text in texts(record, _OWN))
    yield "id", all(not text or ID.fullmatch(text) for text in texts(record, IDS - _OWN - _WORDS))
    yield "word", all(not text or WORD.fullmatch(text) for text in texts(record, _WORDS))
    yield "text", all(len(text) <= TEXT_LIMIT for text in texts(record, {Role.TEXT}))
    lines = texts(record, {Role.NAME, Role.REFERENCE})
    yield "reference", all(len(text) <= NAME_LIMIT and "\n" not in text for text in lines)
    values = list(_values(record))
    yield "time", all(_is_time(value) for value in values if isinstance(value, date))
    yield "seconds", all(math.isfinite(value) for value in values if isinstance(value, float))
    yield kind.name, kind.fits(record)


def _values(value: Any) -> Iterator[Any]:
    """Yield everything in a record that has no parts."""
    if is_dataclass(value):
        for part in fields(value):
            yield from _values(getattr(value, part.name))
    elif isinstance(value, tuple | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _values(inner)
    else:
        yield value


def _is_time(value: date) -> bool:
    return value.year in YEARS and not (isinstance(value, datetime) and value.tzinfo is None)
