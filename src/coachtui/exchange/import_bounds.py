"""Bounds of what a record from a file holds, whatever its kind: what its fields are says how far each goes.

A field that is added is within bounds without a line here: its role or type is in its class.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from coachtui.domain.errors import BadInput
from coachtui.domain.parts import texts, values
from coachtui.domain.roles import IDS, Role
from coachtui.domain.text import NAME_LIMIT
from coachtui.exchange.shapes import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coachtui.domain.kinds import Kind
    from coachtui.domain.record import AgentRecord

TEXT_LIMIT = 100_000
"""Longest text of a note or field taken, in characters; what can be typed is a tenth of it."""

ID = re.compile(ID_PATTERN, re.ASCII)
"""A UUIDv7 as every record of this program has it."""

WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}", re.ASCII)
"""Id of something in a form, a model or a list."""

_YEARS = range(1900, 2200)
"""A clock may have stood in 1970 for a day; what was saved then can be handed on like everything else."""

_OWN = frozenset({Role.ID, Role.AGENT})
_PEOPLE = frozenset({Role.LEAD, Role.PERSON, Role.LANGUAGE})
_CONTENT = frozenset({Role.CONTENT, Role.GOAL})
_OTHERS = IDS - _OWN - _PEOPLE - _CONTENT


def check_record(kind: Kind[Any], record: AgentRecord) -> None:
    """Refuse a record that this program cannot have written.

    Raises:
        BadInput: ``import_sense`` with the reason.
    """
    for reason, good in _judged(kind, record):
        if not good:
            raise BadInput("import_sense", reason=reason)


def _judged(kind: Kind[Any], record: AgentRecord) -> Iterator[tuple[str, bool]]:
    yield from ids_judged(record)
    yield "word", are_content_words(record)
    yield "text", are_texts(record)
    yield "reference", are_lines(record)
    yield "time", are_times(record)
    yield "seconds", all(map(math.isfinite, values(record, float)))
    yield kind.name, kind.fits(record)


def ids_judged(record: object) -> Iterator[tuple[str, bool]]:
    """Yield whether the ids of records are such ids, and those of people at least words."""
    yield "id", all(ID.fullmatch(text) for text in texts(record, _OWN))
    yield "id", all(not text or ID.fullmatch(text) for text in texts(record, _OTHERS))
    yield "word", all(not text or WORD.fullmatch(text) for text in texts(record, _PEOPLE))


def are_content_words(record: object) -> bool:
    """Whether every id of something in a form, a model or a list is a word, or empty."""
    return all(not text or WORD.fullmatch(text) for text in texts(record, _CONTENT))


def are_texts(record: object) -> bool:
    """Whether what was written is no longer than can be taken."""
    return all(len(text) <= TEXT_LIMIT for text in texts(record, {Role.TEXT}))


def are_lines(record: object) -> bool:
    """Whether names and references are single lines, and no longer than names are."""
    lines = texts(record, {Role.NAME, Role.REFERENCE})
    return all(len(text) <= NAME_LIMIT and "\n" not in text for text in lines)


def are_times(record: object) -> bool:
    """Whether every day is one that a clock can have shown, and every time has an offset."""
    return all(
        time.year in _YEARS and not (isinstance(time, datetime) and time.tzinfo is None)
        for time in values(record, date, datetime)
    )
