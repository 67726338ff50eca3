"""Values are made by a decorator of our own; to everyone else they are frozen dataclasses."""

from __future__ import annotations

import copy
import dataclasses
from dataclasses import FrozenInstanceError, field
from typing import Any

import msgspec
import pytest

from coachtui.domain.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value with every kind of field."""

    x: int
    y: int = 0
    names: list[str] = field(default_factory=list)
    source: str = field(default="", repr=False, compare=False)

    @property
    def far(self) -> bool:
        return self.x > 100


@dataclass(frozen=True, slots=True)
class Pair:
    """A value given by place."""

    left: int
    right: int = 2


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """The same as Point, made by the standard library."""

    x: int
    y: int = 0
    names: list[str] = field(default_factory=list)
    source: str = field(default="", repr=False, compare=False)


def test_fields_and_defaults_are_those_of_a_dataclass() -> None:
    assert dataclasses.is_dataclass(Point)
    ours, theirs = dataclasses.fields(Point), dataclasses.fields(Standard)
    assert [(f.name, f.kw_only, f.repr, f.compare) for f in ours] == [
        (f.name, f.kw_only, f.repr, f.compare) for f in theirs
    ]
    point = Point(x=1)
    assert (point.x, point.y, point.names, point.source, point.far) == (1, 0, [], "", False)
    assert Point(x=1).names is not point.names
    assert dataclasses.asdict(point) == dataclasses.asdict(Standard(x=1))


def test_values_are_equal_by_what_they_hold() -> None:
    assert Point(x=1, source="a") == Point(x=1, source="b")
    assert Point(x=1) != Point(x=2)
    standard: object = Standard(x=1)
    assert Point(x=1) != standard
    assert len({Pair(1), Pair(1, 2), Pair(2)}) == 2
    assert {Pair(1): "one"}[Pair(left=1)] == "one"
    with pytest.raises(TypeError):
        hash(Point(x=1))


def test_nothing_can_be_changed() -> None:
    point = Point(x=1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del point.x
    with pytest.raises(FrozenInstanceError):
        point.other = 2  # type: ignore[attr-defined]
    assert not hasattr(point, "__dict__")
    assert point == Point(x=1)


@pytest.mark.parametrize("wrong", [{}, {"x": 1, "z": 2}])
def test_missing_and_unknown_fields_are_refused(wrong: dict[str, Any]) -> None:
    for _again in range(2):
        with pytest.raises(TypeError):
            Point(**wrong)


def test_a_keyword_only_value_takes_nothing_by_place() -> None:
    with pytest.raises(TypeError):
        Point(1)  # type: ignore[call-arg]
    assert Pair(1, 3) == Pair(left=1, right=3)


def test_copies_are_equal() -> None:
    point = Point(x=1, names=["a"], source="kept")
    deep = copy.deepcopy(point)
    assert deep == point
    assert deep.source == "kept"
    assert deep.names is not point.names
    assert copy.copy(point) == point
    assert dataclasses.replace(point, x=5) == Point(x=5, names=["a"])


def test_it_shows_as_a_dataclass_does() -> None:
    assert repr(Point(x=1)) == repr(Standard(x=1)).replace("Standard", "Point")


def test_codecs_take_it_for_a_dataclass() -> None:
    point = Point(x=1, names=["å"])
    assert msgspec.json.decode(msgspec.json.encode(point), type=Point) == point
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b"{}", type=Point)


def test_only_frozen_and_slotted_classes_are_made() -> None:
    with pytest.raises(TypeError):
        dataclass(frozen=False, slots=True)
