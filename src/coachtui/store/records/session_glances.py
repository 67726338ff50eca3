"""What lists and a start need to know of a stored session, read without building the session."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

import msgspec

from coachtui.store.records.documents import SESSIONS
from coachtui.store.records.index import index_row

if TYPE_CHECKING:
    from coachtui.domain.listing import SessionRow
    from coachtui.domain.session import Session


class _Glance(msgspec.Struct, frozen=True):
    """What tells a running session from the others without building it."""

    status: str = "live"


_GLANCES = msgspec.json.Decoder(_Glance)


class _Id(msgspec.Struct, frozen=True):
    id: str


class _Role(msgspec.Struct, frozen=True):
    role: str


class _Begun(msgspec.Struct, frozen=True):
    id: str
    started_at: datetime | None
    broken_off: bool = False


class _Evaluated(msgspec.Struct, frozen=True):
    agent_id: str
    contact_id: str
    status: str
    form: _Id
    rater: _Role


class _Outline(msgspec.Struct, frozen=True):
    """What a row is made of, read without building the rest of the session."""

    id: str
    agent_ids: tuple[str, ...]
    kind: str
    status: str
    started_at: datetime
    contacts: tuple[_Begun, ...]
    evaluations: tuple[_Evaluated, ...]


_OUTLINES = msgspec.json.Decoder(_Outline)


def row_of(document: bytes) -> SessionRow:
    """Return the row of a document; one of another shape is decoded whole, which says what is wrong."""
    try:
        outline = _OUTLINES.decode(document)
    except msgspec.MsgspecError:
        return index_row(SESSIONS.decode(document))
    return index_row(cast("Session", outline))  # it has every attribute that a row is made of


def may_be_live(document: bytes) -> bool:
    """Whether a document is of a running session, or of a shape that only decoding it can judge."""
    try:
        return _GLANCES.decode(document).status == "live"
    except msgspec.MsgspecError:
        return True
