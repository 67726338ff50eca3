"""Finds the line of a pack that a finding is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Keys and list positions from the root, e.g. ``("sections", 2, "items", 0, "weight")``."""

_HEADER = re.compile(r"^\s*(\[{1,2})\s*([A-Za-z0-9_.\"'-]+)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*[\"']?([A-Za-z0-9_-]+)[\"']?\s*=")


def line_of(text: str, path: Path) -> int:
    """Return the line (from 1) that gives ``path``, or the nearest table around it.

    Args:
        text: The pack.
        path: What is looked for; a key that is missing leads to its table.
    """
    best_line, best_depth = 1, 0
    for number, here in _paths(text):
        depth = len(here)
        if best_depth < depth <= len(path) and path[:depth] == here:
            best_line, best_depth = number, depth
    return best_line


def _paths(text: str) -> Iterator[tuple[int, Path]]:
    """Yield each line that opens a table or gives a key, with its path."""
    counts: dict[Path, int] = {}
    table: Path = ()
    in_text = False
    for number, line in enumerate(text.splitlines(), start=1):
        was_in_text = in_text
        if (line.count('"""') + line.count("'''")) % 2:
            in_text = not in_text
        if was_in_text:
            continue
        if header := _HEADER.match(line):
            table = _table_path(header[2], counts, is_list=header[1] == "[[")
            yield number, table
        elif key := _KEY.match(line):
            yield number, (*table, key[1])


def _table_path(dotted: str, counts: dict[Path, int], *, is_list: bool) -> Path:
    """Return the path of a table header; parts that are lists mean their newest entry."""
    path: Path = ()
    names = [name.strip("\"'") for name in dotted.split(".")]
    for position, name in enumerate(names):
        path = (*path, name)
        if is_list and position == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
