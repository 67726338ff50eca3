"""Editing of records of any kind by setting their fields; each edit makes a new revision."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from coachtui.domain.kinds import written_texts
from coachtui.domain.record import AgentRecord

_Record = TypeVar("_Record", bound=AgentRecord)

_GIVEN = frozenset({"id", "agent_id", "revision"})
"""Fields that say which record it is, and which revision of it."""


def edit(record: _Record, **changes: object) -> _Record:
    """Return a record with new values in some of its fields, one revision on.

    Args:
        record: As it is; never changed.
        changes: The new values by the name of their field.

    Returns:
        The new record, or the very same object when nothing changes.

    Raises:
        ValueError: A field that says which record it is.
        TypeError: There is no such field.
    """
    if _GIVEN & changes.keys():
        raise ValueError("which record it is does not change")
    changed: _Record = replace(record, **changes)
    return record if changed == record else replace(changed, revision=record.revision + 1)


def differs(one: AgentRecord, other: AgentRecord) -> bool:
    """Return whether two revisions of a record have different values."""
    return bool(_changed(one, other))


def restore(current: _Record, gone: AgentRecord, wanted: AgentRecord) -> _Record:
    """Return the newest revision of a record with one edit undone or redone.

    Args:
        current: The newest revision.
        gone: The revision to leave: with the edit for undo, without it for redo.
        wanted: The revision to return to: before the edit for undo, after it for redo.
    """
    return edit(current, **_changed(gone, wanted))


def changed_places(one: AgentRecord, other: AgentRecord) -> tuple[Hashable, ...]:
    """Return where two revisions of a record differ: fields, or entries of a field that holds several."""
    return tuple(
        place
        for name, after in _changed(one, other).items()
        for place in _places_in(name, getattr(one, name), after)
    )


def is_blank(record: AgentRecord) -> bool:
    """Return whether nothing has been written in a record."""
    return not any(text.strip() for text in written_texts(record))


def _changed(gone: AgentRecord, wanted: AgentRecord) -> dict[str, Any]:
    """Return the values of one revision that differ from the other's, by field name."""
    names = (part.name for part in fields(wanted) if part.name not in _GIVEN)
    pairs = ((name, getattr(gone, name), getattr(wanted, name)) for name in names)
    return {name: after for name, before, after in pairs if before != after}


def _places_in(name: str, before: object, after: object) -> Iterator[Hashable]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from ((name, key) for key in {**before, **after} if before.get(key) != after.get(key))
    elif isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        yield from ((name, number) for number, (old, new) in pairs if old != new)
    else:
        yield name
