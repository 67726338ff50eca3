"""Range checks for imported records, derived from the role or type of each field.

A new field is checked without a line here, because its role or type is in its class.
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
    """Check that this program can have written a record.

    Raises:
        BadInput: ``import_sense`` with the reason.
    """
    for reason, good in _judged(kind, record):
        if not good:
            raise BadInput("import_sense", reason=reason)


def _judged(kind: Kind[Any], record: AgentRecord) -> Iterator[tuple[str, bool]]:
    yield from checked_ids(record)
    yield "word", are_content_words(record)
    yield "text", are_texts(record)
    yield "reference", are_lines(record)
    yield "time", are_times(record)
    yield "seconds", all(map(math.isfinite, values(record, float)))
    yield kind.name, kind.fits(record)


def checked_ids(record: object) -> Iterator[tuple[str, bool]]:
    """Yield for each id of a record whether it is valid; ids of people need only be words."""
    yield "id", all(ID.fullmatch(text) for text in texts(record, _OWN))
    yield "id", all(not text or ID.fullmatch(text) for text in texts(record, _OTHERS))
    yield "word", all(not text or WORD.fullmatch(text) for text in texts(record, _PEOPLE))


def are_content_words(record: object) -> bool:
    """Return whether every content id in a record is a plain word, or empty."""
    return all(not text or WORD.fullmatch(text) for text in texts(record, _CONTENT))


def are_texts(record: object) -> bool:
    """Return whether all free texts are within the length limit."""
    return all(len(text) <= TEXT_LIMIT for text in texts(record, {Role.TEXT}))


def are_lines(record: object) -> bool:
    """Return whether names and references are single lines within the length limit."""
    lines = texts(record, {Role.NAME, Role.REFERENCE})
    return all(len(text) <= NAME_LIMIT and "\n" not in text for text in lines)


def are_times(record: object) -> bool:
    """Return whether all dates are in range, and all times have an offset."""
    return all(
        time.year in _YEARS and not (isinstance(time, datetime) and time.tzinfo is None)
        for time in values(record, date, datetime)
    )
