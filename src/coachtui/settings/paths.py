"""Parsing of paths that people write: in an option, a variable, a setting or on the screen."""

from __future__ import annotations

import os
from pathlib import Path

from coachtui.domain.errors import Refused


def named_path(text: str) -> Path:
    """Return the absolute path that a text means; it need not exist.

    Args:
        text: A whole path, one that begins with ``~`` or ``~user``, or one from the current folder on.

    Raises:
        Refused: ``no_such_home``, ``no_current_folder`` or ``not_a_path``: it names nothing.
    """
    if "\0" in text:
        raise Refused("not_a_path", path=text)
    try:
        expanded = Path(text).expanduser()
    except RuntimeError as error:
        raise Refused("no_such_home", path=text) from error
    try:
        return expanded.absolute()
    except OSError as error:
        raise Refused("no_current_folder", path=text) from error


def names_path(text: str) -> bool:
    """Return whether a text is a path on this computer."""
    try:
        named_path(text)
    except Refused:
        return False
    return True


def real_path(path: Path) -> Path:
    """Return a path with all links resolved; a circle of links is left as it is.

    ``Path.resolve`` fails at a circle, in another way with every version of Python.
    """
    return Path(os.path.realpath(path))
