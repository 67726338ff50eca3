"""Paths as documents hold them: a path need not be UTF-8, a document is."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

_ADDRESS = "file://"


def path_text(path: str) -> str:
    """Return what a document says of a path: itself, or an address (RFC 8089) where it is no UTF-8.

    Args:
        path: The path; one that is no UTF-8 has to be absolute.
    """
    return path if is_text(path) else Path(path).as_uri()


def is_text(path: str) -> bool:
    """Whether a path is UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def path_in(text: str) -> str:
    """Return the path that a document names."""
    if not text.startswith(_ADDRESS):
        return text
    return os.fsdecode(unquote_to_bytes(text.removeprefix(_ADDRESS)))
