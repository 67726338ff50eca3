"""Line numbers for findings in a pack."""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Keys and list positions from the root, e.g. ``("sections", 2, "items", 0, "weight")``."""

_HEADER = re.compile(r"^\s*(\[{1,2})\s*([A-Za-z0-9_.\"'-]+)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*[\"']?([A-Za-z0-9_-]+)[\"']?\s*=")


def line_of(text: str, path: Path) -> int:
    """Return the line (from 1) that sets ``path``, or that opens the nearest table around it.

    Args:
        text: The pack.
        path: The path to find; a missing key leads to its table.
    """
    best_line, best_depth = 1, 0
    for number, here in _paths(text):
        depth = len(here)
        if best_depth < depth <= len(path) and path[:depth] == here:
            best_line, best_depth = number, depth
    return best_line


def _paths(text: str) -> Iterator[tuple[int, Path]]:
    """Yield the path and line of every table header and key."""
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
    """Return the path of a table header; arrays of tables mean their latest entry."""
    path: Path = ()
    names = [name.strip("\"'") for name in dotted.split(".")]
    for position, name in enumerate(names):
        path = (*path, name)
        if is_list and position == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
