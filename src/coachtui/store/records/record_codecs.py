"""What turns records beside the sessions into documents and back; loaded when such a record is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coachtui.domain.kinds import RECORD_KINDS
from coachtui.store.records.documents import DocumentCodec

RECORDS: Mapping[str, DocumentCodec[Any]] = {kind.plural: DocumentCodec(kind.type) for kind in RECORD_KINDS}
"""The codec of every kind by the name of its table."""
