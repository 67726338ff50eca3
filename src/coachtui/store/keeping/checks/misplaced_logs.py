"""Detecting logs that are sound but stand in another log's place, because somebody copied them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coachtui.domain.errors import StoreError
from coachtui.domain.kinds import RECORD_KINDS
from coachtui.store.log import layout
from coachtui.store.records.shards import RECORDS_LOG, SESSIONS_TABLE, key_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from coachtui.domain.session import Session

_OF_SESSIONS = frozenset({SESSIONS_TABLE})
_OF_RECORDS = frozenset(kind.plural for kind in RECORD_KINDS)


def is_of_another_kind(name: str, tables: Collection[str]) -> bool:
    """Return whether a log has tables, and none that belongs in a log of that path.

    A table that a newer version added stands beside those of before.

    Args:
        name: The path of the log in the store.
        tables: Its tables.
    """
    kept = _kept_in(name)
    return bool(kept) and bool(tables) and kept.isdisjoint(tables)


def belongs_elsewhere(name: str, session: Session) -> bool:
    """Return whether a session found in a log belongs in another one, so that it may count twice.

    What a move that was cut off leaves behind is the session of before, which belongs there.

    Args:
        name: The path of the log in the store.
        session: The session.
    """
    return name.startswith("agents/") and _log_of(session) != name


def _log_of(session: Session) -> str:
    try:
        return f"agents/{key_of(session)}.jsonl"
    except StoreError:
        return ""


def _kept_in(name: str) -> frozenset[str]:
    """Return the tables of a log, none where any may stand in it."""
    if name.startswith("agents/"):
        return _OF_RECORDS if name.endswith(f"/{RECORDS_LOG}.jsonl") else _OF_SESSIONS
    kind = layout.kind_of(name)
    return kind.tables if kind is not None else frozenset()
