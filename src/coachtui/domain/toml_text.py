"""Parsing of TOML that people write: settings, keys, forms and models."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

DEEPEST = 50
"""Levels of tables and lists taken; a form has five."""

MOST_DOTS = 200
"""Full stops taken in a line: ``tomllib`` needs minutes for a key of some ten thousand parts."""


def read_toml(text: str) -> dict[str, Any]:
    """Return the tables of a TOML text.

    Raises:
        ValueError: It is not TOML, which is a ``tomllib.TOMLDecodeError``, or goes deeper than ``DEEPEST``:
            whoever walks through it could not come back.
    """
    if any(line.count(".") > MOST_DOTS for line in text.splitlines()):
        raise ValueError("too deep")
    import tomllib  # noqa: PLC0415 - a user without files of their own starts without a reader of TOML

    try:
        table = tomllib.loads(text)
    except RecursionError:
        raise ValueError("too deep") from None
    if _depth_exceeds(DEEPEST, table):
        raise ValueError("too deep")
    return table


def _depth_exceeds(limit: int, table: dict[str, Any]) -> bool:
    level: list[Any] = [table]
    for _depth in range(limit):
        level = [part for value in level for part in _parts(value) if isinstance(part, dict | list)]
        if not level:
            return False
    return True


def _parts(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value
