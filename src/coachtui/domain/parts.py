"""Traversal of a record of any kind by the types and roles of its fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from coachtui.domain.roles import WRITTEN, Role

T = TypeVar("T")

Change = Mapping[Role, Callable[[Any], str]]
"""Gives a text of a role another one in its place; texts of other roles stay."""

_Change = Callable[[Any, Change], Any]
_LEAVES = (bool, int, float, date, datetime)

_Gather = Callable[[Any, list[Any]], None]


def map_texts(record: T, change: Change) -> T:
    """Return a record with the texts of some roles transformed; the same object where nothing changes.

    Args:
        record: A record of a kind, or a part of one.
        change: The transformation for each role.
    """
    other: T = _changer(type(record))(record, change)
    return other


def rewrite_texts(record: T, rewrite: Callable[[str], str]) -> T:
    """Return a record with every free text about somebody transformed."""
    return map_texts(record, dict.fromkeys(WRITTEN, rewrite))


def texts(record: object, roles: Collection[Role]) -> Iterator[str]:
    """Yield the texts of some roles in a record, in field order, empty ones included.

    Args:
        record: A record of a kind, or a part of one.
        roles: The roles of the texts wanted.
    """
    return iter(_gathered(record, frozenset(roles)))


def values(record: object, *kinds: type) -> Iterator[Any]:
    """Yield the values of some types in a record, in field order.

    Args:
        record: A record of a kind, or a part of one.
        kinds: Types of fields that have no parts: ``float``, ``datetime``, …
    """
    return iter(_gathered(record, frozenset(kinds)))


def roles_of(kind: type) -> Iterator[tuple[str, Role | None]]:
    """Yield the path and role of every text field that records of a class can have, parts included.

    A field without one is named with ``None``; texts that are one of fixed words have none and need none.

    Args:
        kind: A dataclass.
    """
    for name, hint in _hints(kind).items():
        yield from ((f"{kind.__name__}.{name}{where}", role) for where, role in _roles_in(hint))


def _roles_in(hint: Any) -> Iterator[tuple[str, Role | None]]:
    if (role := _role(hint)) is not None or hint is str:
        yield "", role
    elif is_dataclass(hint) and isinstance(hint, type):
        yield from ((f" → {where}", role) for where, role in roles_of(hint))
    elif get_origin(hint) is not Literal:
        for part in get_args(hint):
            yield from _roles_in(part)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _role(hint: Any) -> Role | None:
    if get_origin(hint) is not Annotated:
        return None
    return next((known for known in get_args(hint)[1:] if isinstance(known, Role)), None)


def _make_changer(hint: Any) -> _Change:
    """Return a function that transforms the texts in a value of a type; cached by type."""
    role = _role(hint)
    if role is not None:
        return lambda value, change: change[role](value) if role in change else value
    if is_dataclass(hint) and isinstance(hint, type):
        return _record_changer(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (kind,) = (part for part in inner if part is not NoneType)
        one = _changer(kind)
        return lambda value, change: None if value is None else one(value, change)
    if origin is tuple:
        each = _changer(inner[0])
        return lambda values, change: tuple([each(value, change) for value in values])
    if origin is dict:
        key, entry = map(_changer, inner)
        return lambda values, change: {key(k, change): entry(v, change) for k, v in values.items()}
    _check_leaf(hint)
    return lambda value, _change: value


_changer: Callable[[Any], _Change] = cache(_make_changer)


def _record_changer(kind: type) -> _Change:
    parts = [(field.name, _changer(_hints(kind)[field.name])) for field in fields(kind)]

    def change_record(record: Any, change: Change) -> Any:
        other = {}
        for name, of_field in parts:
            before = getattr(record, name)
            after = of_field(before, change)
            if after != before:
                other[name] = after
        return replace(record, **other) if other else record

    return change_record


def _gathered(record: object, wanted: frozenset[Role | type]) -> list[Any]:
    found: list[Any] = []
    gather = _gatherer(type(record), wanted)
    if gather is not None:
        gather(record, found)
    return found


def _make_gatherer(hint: Any, wanted: frozenset[Role | type]) -> _Gather | None:
    """Return a function that collects the wanted values in a value of a type; ``None`` where none can be.

    It is made once for each type, so that parts without any of it are never looked at.
    """
    role = _role(hint)
    if role is not None:
        return _add if role in wanted else None
    if is_dataclass(hint) and isinstance(hint, type):
        return _record_gatherer(hint, wanted)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (kind,) = (part for part in inner if part is not NoneType)
        return _gatherer(kind, wanted)
    if origin is tuple:
        return _list_gatherer(_gatherer(inner[0], wanted))
    if origin is dict:
        return _dict_gatherer(*(_gatherer(part, wanted) or _pass_over for part in inner))
    _check_leaf(hint)
    return _add if hint in wanted else None


_gatherer: Callable[[Any, frozenset[Role | type]], _Gather | None] = cache(_make_gatherer)


def _add(value: Any, found: list[Any]) -> None:
    found.append(value)


def _pass_over(_value: Any, _found: list[Any]) -> None:
    """Collect nothing."""


def _check_leaf(hint: Any) -> None:
    """Refuse a type whose texts cannot be reached: it would be skipped silently.

    Raises:
        TypeError: It is none of the types that hold no text of anybody's.
    """
    if not (hint in _LEAVES or get_origin(hint) is Literal):
        raise TypeError(f"no texts are known in a field of type {hint}")


def _record_gatherer(kind: type, wanted: frozenset[Role | type]) -> _Gather | None:
    every = [(field.name, _gatherer(_hints(kind)[field.name], wanted)) for field in fields(kind)]
    parts = [(name, gather) for name, gather in every if gather is not None]

    def gather_record(record: Any, found: list[Any]) -> None:
        for name, gather in parts:
            value = getattr(record, name)
            if value is not None:
                gather(value, found)

    return gather_record if parts else None


def _list_gatherer(gather: _Gather | None) -> _Gather | None:
    if gather is None:
        return None

    def gather_list(values: Any, found: list[Any]) -> None:
        for value in values:
            if value is not None:
                gather(value, found)

    return gather_list


def _dict_gatherer(gather_key: _Gather, gather_entry: _Gather) -> _Gather | None:
    if gather_key is gather_entry is _pass_over:
        return None

    def gather_dict(entries: Any, found: list[Any]) -> None:
        for key, entry in entries.items():
            gather_key(key, found)
            if entry is not None:
                gather_entry(entry, found)

    return gather_dict
