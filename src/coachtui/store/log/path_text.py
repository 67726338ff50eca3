"""File paths as text in JSON documents, those that are not valid UTF-8 too."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

_ADDRESS = "file://"


def path_text(path: str) -> str:
    """Return a path as text for a document.

    That is the path itself, or a ``file://`` address (RFC 8089) where it is not UTF-8.

    Args:
        path: The path; one that is not UTF-8 has to be absolute.
    """
    return path if is_text(path) else Path(path).as_uri()


def is_text(path: str) -> bool:
    """Return whether a path is valid UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def path_in(text: str) -> str:
    """Return the path that ``path_text`` gave a text for."""
    if not text.startswith(_ADDRESS):
        return text
    return os.fsdecode(unquote_to_bytes(text.removeprefix(_ADDRESS)))
