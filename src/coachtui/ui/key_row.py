"""One row of the key table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal["all", "team", "agent", "live", "note line", "notes", "checklist", "model", "review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """One binding.

    Attributes:
        id: Stable id.
        keys: Key names, the default first.
        action: Name of the action on the owner of the scope.
        label: One or two words for footer and palette; a message id.
        sentence: What it does, for the help; a message id.
        scope: Where it works.
        footer: Whether the footer shows it.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    sentence: str
    scope: Scope
    footer: bool = False


def key_row(  # noqa: PLR0917  a row of the table has these columns
    binding: str,
    keys: str,
    action: str,
    label: str,
    sentence: str,
    scope: Scope,
    *,
    footer: bool = False,
) -> KeyRow:
    """Return a row; ``keys`` are separated by spaces, the default first."""
    return KeyRow(
        id=binding,
        keys=tuple(keys.split()),
        action=action,
        label=label,
        sentence=sentence,
        scope=scope,
        footer=footer,
    )
