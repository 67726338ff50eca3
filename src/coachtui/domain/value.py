"""Frozen, slotted dataclasses at a quarter of the start-up cost of the standard decorator.

The standard decorator compiles six methods for every frozen class; for the ninety classes of a live session
that is a tenth of a second on a slow machine before anything is on the screen. Here comparison, hashing and
``repr`` are shared, and ``__init__`` is compiled when the first value is made. For ``dataclasses.replace``,
``fields``, type checkers and codecs the classes are ordinary dataclasses.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, slots: bool, kw_only: bool = False) -> Callable[[type], type]:
        """Return a decorator like the standard one of the same name, for frozen and slotted classes."""
        if not (frozen and slots):
            raise TypeError("values are frozen and slotted")

        def decorate(cls: type) -> type:
            return _value(cls, kw_only=kw_only)

        return decorate


__all__ = ["dataclass"]

_Class = TypeVar("_Class", bound=type)


def _value(cls: _Class, *, kw_only: bool) -> _Class:
    bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
    made: Any = bare(cls)
    parts: tuple[Field[Any], ...] = fields(made)
    compared = tuple(part.name for part in parts if part.compare)
    content = attrgetter(*compared) if compared else _nothing
    made.__init__ = _compiled_at_first_use(made, parts)
    made.__eq__, made.__hash__ = _comparing(content)
    made.__repr__ = _show
    made.__setattr__ = made.__delattr__ = _refuse
    made.__getstate__, made.__setstate__ = _state, _take_state
    return made  # type: ignore[no-any-return] # the very class, with slots


def _compiled_at_first_use(cls: Any, parts: tuple[Field[Any], ...]) -> Callable[..., None]:
    def __init__(self: Any, *args: Any, **values: Any) -> None:  # noqa: N807  it stands in for that method
        cls.__init__ = _initialiser(cls, parts)
        cls.__init__(self, *args, **values)

    return __init__


def _initialiser(cls: Any, parts: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Compile ``__init__``, which sets the slots directly, because nothing else can."""
    known: dict[str, Any] = {"MISSING": MISSING}
    head: list[str] = []
    body: list[str] = []
    by_place = [part for part in parts if not part.kw_only]
    by_name = [part for part in parts if part.kw_only]
    for part in (*by_place, *by_name):
        name = part.name
        known[f"set_{name}"] = cls.__dict__[name].__set__
        value = name
        if part is by_name[0] if by_name else False:
            head.append("*")
        if part.default_factory is not MISSING:
            known[f"new_{name}"] = part.default_factory
            head.append(f"{name}=MISSING")
            value = f"new_{name}() if {name} is MISSING else {name}"
        elif part.default is not MISSING:
            known[f"default_{name}"] = part.default
            head.append(f"{name}=default_{name}")
        else:
            head.append(name)
        body.append(f"    set_{name}(self, {value})")
    source = "\n".join([f"def __init__(self, {', '.join(head)}):", *(body or ["    pass"])])
    exec(source, known)  # noqa: S102  as ``dataclasses`` does, from the names of the fields alone
    initialiser: Callable[..., None] = known["__init__"]
    initialiser.__qualname__ = f"{cls.__qualname__}.__init__"
    return initialiser


def _comparing(
    content: Callable[[Any], Any],
) -> tuple[Callable[[Any, object], bool], Callable[[Any], int]]:
    def __eq__(self: Any, other: object) -> bool:  # noqa: N807  it becomes that method
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or bool(content(self) == content(other))

    def __hash__(self: Any) -> int:  # noqa: N807  it becomes that method
        return hash(content(self))

    return __eq__, __hash__


def _nothing(_self: object) -> tuple[()]:
    return ()


def _show(self: Any) -> str:
    shown = ", ".join(f"{part.name}={getattr(self, part.name)!r}" for part in fields(self) if part.repr)
    return f"{type(self).__qualname__}({shown})"


def _refuse(self: object, name: str, *_value: object) -> NoReturn:
    raise FrozenInstanceError(f"{type(self).__qualname__}.{name} is frozen")


def _state(self: Any) -> list[Any]:
    return [getattr(self, part.name) for part in fields(self)]


def _take_state(self: Any, state: list[Any]) -> None:
    for part, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, part.name, value)
