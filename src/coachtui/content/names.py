"""File names of packs, and ids of well-known content."""

from __future__ import annotations

from collections.abc import Collection, Mapping

Known = Mapping[str, Collection[str]]
"""Ids that packs may refer to, by what they are; a set that is missing is not checked."""


def pack_name(kind: str, pack_id: str) -> str:
    """Return the file name of a shipped pack, e.g. ``form-phone-technique.toml``."""
    return f"{'cat' if kind == 'catalogue' else kind}-{pack_id}.toml"
