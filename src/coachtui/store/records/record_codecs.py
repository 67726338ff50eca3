"""Codecs of records other than sessions, by kind; imported only when such a record is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coachtui.domain.kinds import RECORD_KINDS
from coachtui.store.records.documents import DocumentCodec

RECORDS: Mapping[str, DocumentCodec[Any]] = {kind.plural: DocumentCodec(kind.type) for kind in RECORD_KINDS}
"""The codec of every kind by the name of its table."""
