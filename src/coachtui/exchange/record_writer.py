"""Conversion of domain values into JSON records of a given shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from coachtui.exchange.shapes import Day, Time

Record = dict[str, Any]
"""One record as it is written: JSON values, or JSON already."""

_Write = Callable[[Any], Any]
_NOTHING: Record = {}
_MOMENTS = (Time, Day, datetime, date)


def build_record(shape: Any, value: object, /, **given: Any) -> Record:
    """Return a value as a record with the keys of a shape, in its order.

    Nothing is checked: whatever is stored can be exported.

    Args:
        shape: A class of ``exchange.shapes``, or the dataclass of the value where that is the shape.
        value: The value; has an attribute for each key that is not given.
        given: JSON values of keys that are no attributes of the value, or differ from them.
    """
    record: Record = _writer(shape)(value, given)
    return record


def _make_writer(shape: Any) -> Callable[..., Record]:
    """Return a function that converts values into records of a shape; cached by shape."""
    hints = get_type_hints(shape, include_extras=True)
    keys = [(key, _part(hint)) for key, hint in hints.items()]
    may_lack = [key for key, hint in hints.items() if get_origin(hint) is NotRequired]

    def write(value: Any, given: Record = _NOTHING) -> Record:
        record: Record = {}
        for key, write_part in keys:
            if key in given:
                record[key] = given[key]
            elif (part := getattr(value, key)) is None or write_part is None:
                record[key] = part
            else:
                record[key] = write_part(part)
        for key in may_lack:
            if record[key] is None or record[key] is False:
                del record[key]
        return record

    return write


_writer: Callable[[Any], Callable[..., Record]] = cache(_make_writer)


def _make_part(hint: Any) -> _Write | None:
    """Return a function that converts values of a type; cached; ``None`` where it is JSON already."""
    if hint in _MOMENTS:
        return _moment
    if is_typeddict(hint) or is_dataclass(hint):
        return _writer(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Annotated, NotRequired):
        return _part(inner[0])
    if origin in (Union, UnionType):
        (kind,) = (each for each in inner if each is not NoneType)
        return _part(kind)
    if origin in (list, tuple):
        return _listed(_part(inner[0]))
    one = _part(inner[1]) if origin is dict else None
    return None if one is None else lambda parts: {key: one(part) for key, part in parts.items()}


_part: Callable[[Any], _Write | None] = cache(_make_part)


def _moment(moment: date) -> str:
    return moment.isoformat()


def _listed(one: _Write | None) -> _Write:
    return list if one is None else lambda parts: [one(part) for part in parts]
